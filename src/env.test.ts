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
    const given = {
      NODE_ENV: 'production',
      PORT: '99999',
      DATABASE_URL: 'mysql://localhost',
      PUBLIC_URL: 'calls.example',
      ROLES: 'api,cook',
      LOG_LEVEL: 'loud',
      GRAPHQL_INTROSPECTION: 'perhaps',
      DATABASE_CONNECTIONS: 'many',
      SIGN_IN_PAGES: 'https://app.example/vendors,http://app.example/vendors',
      OAUTH_GOOGLE_ADS_CLIENT_ID: 'x',
    };
    const told = (): string => {
      try {
        return String(readEnv(given, ['google-ads']));
      } catch (error) {
        return String(error);
      }
    };
    expect(told().split('\n').slice(1)).toEqual([
      '  - DATABASE_URL must be a postgres:// address.',
      '  - PORT must be a number from 0 to 65535.',
      '  - PUBLIC_URL must be an address like https://calls.example.com.',
      '  - ROLES must be api, worker or both with a comma.',
      '  - LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      '  - GRAPHQL_INTROSPECTION must be yes or no.',
      '  - SIGN_IN_PAGES must be whole https addresses like https://app.example.com/connected, with commas.',
      '  - DATABASE_CONNECTIONS must be a number from 2 to 500.',
      '  - SECRET_KEY is not set. Make one: openssl rand -base64 48',
      '  - FALLBACK_DESTINATION is not set. It is the number that rings when the database is down.',
      '  - OAUTH_GOOGLE_ADS_CLIENT_ID and OAUTH_GOOGLE_ADS_CLIENT_SECRET belong together; one of them is missing.',
    ]);
    const nothing = () => readEnv({ NODE_ENV: 'production' }, []);
    for (const name of ['SECRET_KEY', 'PUBLIC_URL', 'FALLBACK_DESTINATION']) expect(nothing).toThrow(name);
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
      signInPages: [],
    });
    const pages = 'https://app.example/vendors?tab=crm, http://localhost:3000/connected';
    expect(readEnv({ SIGN_IN_PAGES: pages }, []).signInPages).toEqual(pages.split(', '));
    for (const page of ['app.example', 'https://app.example/#x', 'https://a@app.example/'])
      expect(() => readEnv({ SIGN_IN_PAGES: page }, []), page).toThrow('SIGN_IN_PAGES');
  });
});
