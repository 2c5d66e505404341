import { afterEach, describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { ActionItem, ItemResult } from '../kit/integration.ts';
import { exampleItem, sandboxClient } from '../kit/testing.ts';
import { email } from './index.ts';
import { type MailAccount, startMailSandbox } from './sandbox.ts';

const account: MailAccount = {
  user: 'calls@harbor.example',
  password: 'open-sesame-4711',
  domain: 'harbor.example',
  unknown: ['nobody@example.com'],
  greylisted: ['shy@example.com'],
  size: 15_000,
};
type Server = Awaited<ReturnType<typeof startMailSandbox>>;
const running: Server[] = [];
const start = async (change: Partial<MailAccount> = {}): Promise<Server> => {
  const server = await startMailSandbox({ ...account, ...change });
  running.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const open = (
  server: Pick<Server, 'host' | 'port'>,
  change: {
    settings?: object;
    secrets?: Record<string, string>;
    allowLoopback?: string;
    seconds?: number;
  } = {},
) =>
  sandboxClient(email, {
    endpoints: { allowLoopback: change.allowLoopback ?? 'yes' },
    settings: {
      host: server.host,
      port: server.port,
      security: 'NONE',
      from: 'calls@harbor.example',
      fromName: 'Harbor, calls',
      ...change.settings,
    },
    secrets: { user: account.user, password: account.password, ...change.secrets },
    timeoutSeconds: change.seconds ?? 10,
  });

const words = {
  to: 'owner@example.com',
  subject: 'Missed call from +12125550177',
  text: 'Line one\n.\nLine two',
};
const run = async (
  client: unknown,
  settings: object = {},
  change: Partial<ActionItem<Record<string, unknown>>> = {},
): Promise<ItemResult> => {
  const item = exampleItem<Record<string, unknown>>({ ...words, ...settings }, change);
  const [result] = (await email.actions[0]?.run(client, [item])) ?? [];
  if (!result) throw new Error('no result');
  return result;
};
const failure = async (...given: Parameters<typeof run>): Promise<Error> => {
  const result = await run(...given);
  if (result.status !== 'failed') throw new Error('it was accepted');
  return result.error;
};

describe('a message', () => {
  it('arrives as it was written, recognisable by its key, and says nothing personal in the log', async () => {
    const server = await start();
    const { client, log } = open(server);
    const messageId = '<rp_01k9r2m4x5e8kbw3n7q6t0v2yz@harbor.example>';
    expect(await run(client)).toEqual({
      status: 'accepted',
      vendorId: messageId,
      vendorUrl: null,
      confirmed: true,
    });
    const [mail] = server.ledger();
    expect(mail).toMatchObject({ from: 'calls@harbor.example', to: ['owner@example.com'] });
    expect(mail?.headers).toMatchObject({
      'message-id': messageId,
      from: '"Harbor, calls" <calls@harbor.example>',
      subject: words.subject,
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.headers['content-type']).toMatch(/^text\/plain/);
    expect(mail?.body).toBe('Line one\r\n.\r\nLine two');
    expect(log).toMatchObject([{ status: 250 }]);
    expect(JSON.stringify(log)).not.toMatch(/owner@|5550177|Line one|open-sesame/);
  });

  it('of one line stays in the subject, whatever is filled in', async () => {
    const server = await start();
    const subject = email.actions[0]?.settings.parse({ ...words, subject: 'a\r\nBcc: x@example.com' });
    await run(open(server).client, subject as object);
    expect(server.ledger()).toMatchObject([
      { to: ['owner@example.com'], headers: { subject: 'a Bcc: x@example.com' } },
    ]);
  });

  it('goes out once: not again for a later revision with the same words', async () => {
    const server = await start();
    const { client } = open(server);
    const first = await run(client);
    const again = await run(client, {}, { revision: 2, vendorId: '<earlier@harbor.example>' });
    expect([first.status, again]).toEqual([
      'accepted',
      expect.objectContaining({ vendorId: '<earlier@harbor.example>' }),
    ]);
    expect(server.ledger()).toHaveLength(1);
  });

  it('with other words or for somebody else is another message', () => {
    const [{ target } = {}] = email.actions;
    const targets = [{}, { to: 'b@example.com' }, { subject: 'b' }, { text: 'b' }, {}].map((one) =>
      target?.({ ...words, ...one }),
    );
    expect(new Set(targets).size).toBe(4);
  });

  it.each(['hang', 'reset'] as const)(
    'that was lost on the way by a %s is not said to be sent, nor risked twice',
    async (before) => {
      const server = await start();
      server.fail({ before });
      expect(await failure(open(server, { seconds: before === 'hang' ? 1 : 10 }).client)).toBeInstanceOf(
        NoAnswer,
      );
      expect(await failure(open(server).client, {}, { uncertain: true })).toBeInstanceOf(Rejected);
      expect(server.ledger()).toEqual([]);
    },
  );

  it('waits for the password that took the place of a revoked one', async () => {
    const server = await start({ nextPassword: 'open-barley-4712' });
    server.revokeAll();
    expect(await failure(open(server).client)).toBeInstanceOf(Reconnect);
    const { client } = open(server, { secrets: { password: 'open-barley-4712' } });
    expect((await run(client)).status).toBe('accepted');
    expect(server.ledger()).toHaveLength(1);
  });

  it.each(['hang', 'reset', 'truncate'] as const)(
    'whose answer is lost by a %s is settled, not repeated',
    async (after) => {
      const server = await start();
      server.fail({ after });
      expect(await failure(open(server, { seconds: after === 'hang' ? 1 : 10 }).client)).toBeInstanceOf(
        NoAnswer,
      );
      const error = await failure(open(server).client, {}, { uncertain: true });
      expect(error).toBeInstanceOf(Rejected);
      expect(error.message).toContain('<rp_01k9r2m4x5e8kbw3n7q6t0v2yz@harbor.example>');
      expect(server.ledger()).toHaveLength(1);
    },
  );

  it.each<[string, object, new (...given: never) => Error, RegExp]>([
    [
      'an address that does not exist',
      { to: 'nobody@example.com' },
      Rejected,
      /the recipient with 550 .*User unknown/,
    ],
    ['too many bytes', { text: 'long '.repeat(3_900) }, Rejected, /552 .*Message too big/],
  ])('with %s is rejected', async (_, settings, kind, text) => {
    const server = await start();
    const error = await failure(open(server).client, settings);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(text);
    expect(error.message).not.toContain('nobody@');
    expect(server.ledger()).toEqual([]);
  });

  it('is put off by greylisting and goes through at the next try', async () => {
    const server = await start();
    const { client } = open(server);
    expect(await failure(client, { to: 'shy@example.com' })).toBeInstanceOf(RetryLater);
    expect((await run(client, { to: 'shy@example.com' })).status).toBe('accepted');
  });

  it.each([
    ['connect', 421, RetryLater],
    ['connect', 554, Rejected],
    ['auth', 454, RetryLater],
    ['auth', 535, Reconnect],
    ['sender', 451, RetryLater],
    ['recipient', 452, RetryLater],
    ['message', 451, RetryLater],
    ['message', 554, Rejected],
  ] as const)('that is refused at the stage %s with %i is classed by it', async (at, code, kind) => {
    const server = await start();
    server.fail({ at, code, text: 'said the server to owner@example.com' });
    const error = await failure(open(server).client);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).not.toContain('owner@');
    expect(server.ledger()).toEqual([]);
  });

  it('waits for another try when nothing listens', async () => {
    const server = await startMailSandbox(account);
    await server.stop();
    const error = await failure(open(server).client);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error.message).toContain('ECONNREFUSED');
  });
});

describe('connecting', () => {
  it('signs in and names the account by its address', async () => {
    const server = await start();
    expect(await email.check(open(server).client)).toEqual({
      externalId: 'calls@harbor.example#127.0.0.1',
      label: 'calls@harbor.example',
    });
  });

  it('with a wrong password asks for another, when connecting and when sending', async () => {
    const server = await start();
    const { client } = open(server, { secrets: { password: 'wrong' } });
    await expect(email.check(client)).rejects.toThrow(Reconnect);
    expect(await failure(client)).toBeInstanceOf(Reconnect);
  });

  it('without a user name where one is wanted asks for it', async () => {
    const server = await start();
    const { client, log } = open(server, { secrets: { user: '', password: '' } });
    expect(await failure(client)).toBeInstanceOf(Reconnect);
    expect(log).toMatchObject([{ status: 530 }]);
  });

  it('may not send as somebody else', async () => {
    const server = await start();
    const error = await failure(open(server, { settings: { from: 'calls@elsewhere.example' } }).client);
    expect(error).toBeInstanceOf(Rejected);
    expect(error.message).toMatch(/the sender with 553/);
  });

  it.each(['STARTTLS', 'TLS'] as const)(
    'over %s trusts no certificate nobody vouches for',
    async (security) => {
      const server = await start({ security });
      const error = await failure(open(server, { settings: { security } }).client);
      expect(error).toBeInstanceOf(RetryLater);
      expect(error.message).toMatch(/not safely \((CERT_|SELF_SIGNED|DEPTH_ZERO)/);
      expect(server.ledger()).toEqual([]);
    },
  );

  it('never sends in the clear where STARTTLS was asked for', async () => {
    const server = await start({ security: 'NONE' });
    const error = await failure(open(server, { settings: { security: 'STARTTLS' } }).client);
    expect([Rejected, RetryLater].some((kind) => error instanceof kind)).toBe(true);
    expect(server.ledger()).toEqual([]);
  });

  it('reaches no private network and sends no password in the clear', async () => {
    const server = await start();
    const refused = async (change: Parameters<typeof open>[1]): Promise<string> => {
      const error = await failure(open(server, { allowLoopback: 'no', ...change }).client);
      expect(error).toBeInstanceOf(Rejected);
      return error.message;
    };
    expect(await refused({})).toContain('without encryption');
    expect(await refused({ settings: { security: 'TLS' } })).toContain('loopback');
    expect(await refused({ settings: { security: 'TLS', host: 'localhost' } })).toContain('loopback');
    expect(
      await refused({ settings: { security: 'TLS', host: '10.0.0.1' }, allowLoopback: 'yes' }),
    ).toContain('private');
  });
});
