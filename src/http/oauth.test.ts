import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { agree, connectionsWorld, googleSettings, publicUrl } from '../../test/support/connections.ts';
import { oauthCallback } from './oauth.ts';

const world = async () => {
  const base = await connectionsWorld();
  const lines: string[] = [];
  const server = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
  await server.register(oauthCallback(base));
  const visit = async (address: URL | string) => {
    const { pathname, search } = new URL(address, publicUrl);
    const answer = await server.inject(pathname + search);
    const location = String(answer.headers['location']);
    return { answer, location, query: Object.fromEntries(new URL(location, publicUrl).searchParams) };
  };
  const begin = () =>
    base.connections.connect(base.accountId, { integration: 'google-ads', settings: googleSettings });
  return { ...base, visit, begin, lines };
};

describe('GET /oauth/callback', () => {
  it('finishes the sign-in and goes on to the console, leaving no trace of the code', async () => {
    const { begin, visit, lines } = await world();
    const { authorizeUrl } = await begin();
    const back = await agree(authorizeUrl);
    const { answer, location, query } = await visit(back);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(location).toMatch(/^\/console\/integrations\?/);
    expect(query).toEqual({ connection: expect.stringMatching(/^con_/), outcome: 'connected' });
    expect(decodeURIComponent(lines.join())).not.toContain(back.searchParams.get('code'));
    expect(lines.join()).not.toContain(back.searchParams.get('state'));
  });

  it('says in words what went wrong', async () => {
    const { begin, visit } = await world();
    const { authorizeUrl } = await begin();
    const state = new URL(authorizeUrl ?? '').searchParams.get('state');
    const denied = await visit(`/oauth/callback?error=access_denied&state=${state}`);
    expect(denied.query).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('not allowed') });
  });

  it('stays in the console whatever is made up', async () => {
    const { visit } = await world();
    const madeUp = [
      '',
      '?state=made-up&code=x',
      '?state=a&state=b',
      `?state=${'x'.repeat(5000)}`,
      '?state=%00&code=%00',
      '?state=a&code=b&returnTo=https%3A%2F%2Fevil.example',
    ];
    for (const query of madeUp) {
      const { answer, location } = await visit(`/oauth/callback${query}`);
      expect(answer.statusCode).toBe(303);
      expect(location).toMatch(/^\/console\/integrations\?/);
      expect(location).not.toContain('evil');
    }
  });
});
