import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const production = {
  NODE_ENV: 'production',
  SECRET_KEY: 'k'.repeat(40),
  PUBLIC_URL: 'https://calls.example/',
  FALLBACK_DESTINATION: '+1 212 555 0100',
};

describe('the environment', () => {
  it('needs nothing on a laptop', () => {
    expect(readEnv({}, [])).toMatchObject({ production: false, roles: ['api', 'worker'], port: 4000 });
  });

  it('names every problem of a production start at once', () => {
    const start = () =>
      readEnv({ NODE_ENV: 'production', PORT: '99999', OAUTH_GOOGLE_ADS_CLIENT_ID: 'x' }, ['google-ads']);
    expect(start).toThrow(/PORT/);
    expect(start).toThrow(/OAUTH_GOOGLE_ADS_CLIENT_SECRET/);
    const secrets = () => readEnv({ NODE_ENV: 'production' }, []);
    for (const name of ['SECRET_KEY', 'PUBLIC_URL', 'FALLBACK_DESTINATION']) expect(secrets).toThrow(name);
  });

  it('refuses the default, a short secret and a public address without TLS', () => {
    const defaults = readEnv({}, []).secretKeys[0];
    expect(() => readEnv({ ...production, SECRET_KEY: defaults }, [])).toThrow('SECRET_KEY');
    expect(() => readEnv({ ...production, SECRET_KEY: 'short' }, [])).toThrow('fewer than 32');
    expect(() => readEnv({ ...production, PUBLIC_URL: 'http://calls.example' }, [])).toThrow('https');
  });

  it('reads a good one', () => {
    expect(readEnv({ ...production, ROLES: 'worker', DATABASE_URL: '' }, [])).toMatchObject({
      production: true,
      roles: ['worker'],
      publicUrl: 'https://calls.example',
      fallbackDestination: '+12125550100',
      databaseUrl: undefined,
    });
  });
});
