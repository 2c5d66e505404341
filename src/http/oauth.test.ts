import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { agree, googleSettings, linkedAccountsWorld, publicUrl } from '../../test/support/linked-accounts.ts';
import { systemReach } from '../reach.ts';
import { oauthCallback } from './oauth.ts';

const ownPage = 'https://app.example/vendors?tab=crm';

const world = async () => {
  const base = await linkedAccountsWorld({ signInPages: [ownPage] });
  const lines: string[] = [];
  const server = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
  await server.register(oauthCallback(base));
  const visit = async (address: URL | string) => {
    const { pathname, search } = new URL(address, publicUrl);
    const answer = await server.inject(pathname + search);
    const [page = '', fragment = ''] = String(answer.headers['location']).split('#');
    return { answer, page, said: Object.fromEntries(new URLSearchParams(fragment)) };
  };
  const begin = (returnTo?: string) =>
    base.linkedAccounts.connect(systemReach(base.accountId, 'test'), {
      integration: 'google-ads',
      settings: googleSettings,
      returnTo,
    });
  return { ...base, visit, begin, lines };
};

const consolePage = '/console/integrations/sign-in';

describe('GET /oauth/callback', () => {
  it('hands the answer to the console behind the #, changing nothing and leaving no trace of it', async () => {
    const { begin, visit, lines } = await world();
    const back = await agree((await begin()).authorizeUrl);
    for (let times = 0; times < 2; times += 1) {
      const { answer, page, said } = await visit(back);
      expect(answer.statusCode).toBe(303);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      expect(page).toBe(consolePage);
      const { code, state } = Object.fromEntries(back.searchParams);
      expect(said).toEqual({ code, state });
    }
    expect(decodeURIComponent(lines.join())).not.toContain(back.searchParams.get('code'));
    expect(lines.join()).not.toContain(back.searchParams.get('state'));
  });

  it('hands a refusal on in the vendor’s words', async () => {
    const { begin, visit } = await world();
    const state = new URL((await begin()).authorizeUrl ?? '').searchParams.get('state') ?? '';
    const query = { error: 'access_denied', error_description: 'No, & thanks', state };
    const { page, said } = await visit(`/oauth/callback?${new URLSearchParams(query)}`);
    expect({ page, said }).toEqual({ page: consolePage, said: query });
  });

  it('goes on to a frontend’s own page only where the installation lists exactly that page', async () => {
    const { begin, visit } = await world();
    const { authorizeUrl } = await begin(ownPage);
    const { page, said } = await visit(await agree(authorizeUrl));
    expect(page).toBe(ownPage);
    expect(said).toMatchObject({ code: expect.any(String), state: expect.any(String) });
    for (const other of ['https://app.example/vendors', `${ownPage}&next=//evil.example`, `${ownPage}#x`])
      await expect(begin(other), other).rejects.toMatchObject({
        field: 'input.returnTo',
        message: expect.stringContaining('SIGN_IN_PAGES'),
      });
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
      const { answer, page, said } = await visit(`/oauth/callback${query}`);
      expect(answer.statusCode).toBe(303);
      expect(page).toBe(consolePage);
      expect(JSON.stringify(said)).not.toContain('evil');
    }
  });
});
