import { afterEach, describe, expect, it } from 'vitest';
import type { ExchangeRecord } from '../kit/exchange.ts';
import type { Fault } from '../kit/sandbox.ts';
import { exampleCall, exampleItem } from '../kit/testing.ts';
import { hubspot } from './index.ts';
import { caller, failureOf, itemOf, openPortal, scopes, type TestPortal, vendorIdOf } from './test-portal.ts';

const open: TestPortal[] = [];
const start: typeof openPortal = async (options) => {
  const opened = await openPortal(options);
  open.push(opened);
  return opened;
};
afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.stop();
});

const example = exampleItem<unknown>({});
const upsert = '/calls/batch/upsert';
const error = (category: string, message: string) => ({ category, message, correlationId: 'c', errors: [] });
const limit = (policyName: string) => ({
  status: 'error',
  message: 'You have reached your limit.',
  errorType: 'RATE_LIMIT',
  policyName,
});
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fault['instead'] => ({
  status,
  body,
  headers,
});
const paths = (log: readonly ExchangeRecord[], part: string): readonly ExchangeRecord[] =>
  log.filter(({ request }) => request.includes(part));

describe('a refusal', () => {
  it.each([
    ['429 of ten seconds', answer(429, limit('TEN_SECONDLY_ROLLING')), 'RetryLater', 10],
    ['429 of the day', answer(429, limit('DAILY')), 'RetryLater', 3600],
    ['429 that names a wait', answer(429, limit('DAILY'), { 'retry-after': '7' }), 'RetryLater', 7],
    ['423', answer(423, error('LOCKED', 'locked')), 'RetryLater', 2],
    ['477', answer(477, error('MIGRATION', 'moving'), { 'retry-after': '86400' }), 'RetryLater', 86_400],
    ['500', answer(500, 'oops'), 'RetryLater', undefined],
    ['502', answer(502, '<html>'), 'RetryLater', undefined],
    ['503', answer(503, '', { 'retry-after': '30' }), 'RetryLater', 30],
    ['504', answer(504, ''), 'RetryLater', undefined],
    ['524', answer(524, ''), 'RetryLater', undefined],
    ['403', answer(403, error('MISSING_SCOPES', 'needs crm.objects.contacts.write')), 'Reconnect', undefined],
    ['400 invalid_grant', answer(400, { error: 'invalid_grant' }), 'Reconnect', undefined],
    ['400 BAD_REFRESH_TOKEN', answer(400, { status: 'BAD_REFRESH_TOKEN' }), 'Reconnect', undefined],
    ['400', answer(400, error('VALIDATION_ERROR', 'The rule "No calls" forbids it')), 'Rejected', undefined],
    ['404', answer(404, error('OBJECT_NOT_FOUND', 'The rule "No calls" forbids it')), 'Rejected', undefined],
  ])('of %s is sorted by what happens next', async (_, instead, name, after) => {
    const { portal, sandbox, attempt } = await start();
    // Twice: after a refused input the portal's set-up is read and the batch sent once more.
    sandbox.fail({ path: upsert, times: 2, ...(instead ? { instead } : {}) });
    const { run, log } = attempt();
    const failure = failureOf((await run(example))[0]);
    expect(failure).toMatchObject({ name, ...(after === undefined ? {} : { after }) });
    expect(portal.ledger()).toEqual([]);
    expect(paths(log, upsert)).toHaveLength(name === 'Rejected' ? 2 : 1);
    if (name === 'Rejected') expect(failure.reason).toContain('The rule "No calls" forbids it');
  });

  it('never shows a phone number, whatever its country', async () => {
    const { sandbox, attempt } = await start();
    const number = '+4915123456789';
    const instead = answer(400, error('VALIDATION_ERROR', `${number} is not a phone number`));
    sandbox.fail({ path: upsert, times: 2, ...(instead ? { instead } : {}) });
    const { run, log } = attempt();
    const call = exampleCall({ caller: { number, name: null } });
    const failure = failureOf((await run({ ...example, call }))[0]);
    expect(failure.reason).toContain('is not a phone number');
    expect(failure.reason).not.toContain('23456789');
    expect(JSON.stringify(log)).not.toContain('23456789');
  });

  it('of one call leaves the others of its batch', async () => {
    const { portal, attempt } = await start();
    const broken = itemOf(3, { call: exampleCall({ startedAt: 'yesterday' }) });
    const items = [itemOf(1), itemOf(2), broken, itemOf(4), itemOf(5)];
    const results = await attempt({ settings: { createMissingContacts: false } }).run(
      ...items.map((item) => ({
        ...item,
        call: { ...item.call, caller: { ...item.call.caller, number: caller } },
      })),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
      'failed',
      'accepted',
      'accepted',
    ]);
    expect(failureOf(results[2])).toMatchObject({
      name: 'Rejected',
      reason: expect.stringContaining('hs_timestamp'),
    });
    expect(portal.ledger()).toHaveLength(4);
    expect(portal.ledger().every(({ writes }) => writes === 1)).toBe(true);
  });

  it('for too many requests stops the run and says when to come back', async () => {
    // Connecting takes seven; the next lookup is the tenth and last.
    const { attempt } = await start({ requestsPerTenSeconds: 9 });
    const { run, log } = attempt({ settings: { createMissingContacts: false } });
    const results = await run(itemOf(1), itemOf(2), itemOf(3), itemOf(4));
    expect(results.map((result) => failureOf(result).after)).toEqual([10, 10, 10, 10]);
    expect(log.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(2);
  });
});

describe('a batch answer', () => {
  it('of 200 without results means nothing was written', async () => {
    const { portal, sandbox, attempt } = await start();
    sandbox.fail({
      path: upsert,
      times: 1,
      instead: { status: 200, body: { status: 'COMPLETE', results: [] } },
    });
    expect(failureOf((await attempt().run(example))[0])).toMatchObject({ name: 'RetryLater' });
    expect((await attempt().run(example))[0]?.status).toBe('accepted');
    expect(portal.ledger()).toMatchObject([{ writes: 1 }]);
  });

  it('of 207 fails the named call only', async () => {
    const { sandbox, attempt } = await start();
    const [good, bad] = [itemOf(1, {}, null), itemOf(2, {}, null)];
    const results = [{ id: '7', new: true, properties: { ringpath_key: good?.key } }];
    const errors = [
      {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: 'Owner is deactivated',
        context: { ids: [bad?.key] },
      },
    ];
    sandbox.fail({
      path: upsert,
      times: 1,
      instead: { status: 207, body: { results, errors, numErrors: 1 } },
    });
    const answers = await attempt().run(good ?? example, bad ?? example);
    expect(vendorIdOf(answers[0])).toBe('7');
    expect(failureOf(answers[1])).toMatchObject({
      name: 'Rejected',
      reason: expect.stringContaining('Owner is deactivated'),
    });
  });

  it('that nobody can read is no answer', async () => {
    const { sandbox, attempt } = await start();
    sandbox.fail({ path: upsert, times: 1, instead: { status: 200, body: '<html>hello</html>' } });
    expect(failureOf((await attempt().run(example))[0]).name).toBe('NoAnswer');
  });
});

describe('a lost answer', () => {
  const everyWrite = ['/objects/2026-09/contacts', upsert, '/batch/associate'];
  const kinds = ['hang', 'reset', 'truncate', 'halve'] as const;
  it.each(everyWrite.flatMap((path) => kinds.map((after) => [path, after] as const)))(
    'to %s by %s leaves one call on one contact after the next try',
    async (path, after) => {
      const { portal, sandbox, attempt } = await start({ searchLagMs: 60_000 });
      // The first match of the contacts path is the search, which is let through.
      if (path.endsWith('contacts'))
        sandbox.fail({ path, times: 1, instead: { status: 200, body: { total: 0, results: [] } } });
      sandbox.fail({ path, times: 1, after });
      const [lost] = await attempt({ timeoutSeconds: 0.3 }).run(example);
      expect(failureOf(lost).name).toBe('NoAnswer');
      for (const _ of [1, 2]) {
        const [result] = await attempt().run({ ...example, uncertain: true });
        expect(result?.status).toBe('accepted');
      }
      expect(portal.contacts()).toHaveLength(1);
      expect(portal.ledger()).toMatchObject([{ associations: [portal.contacts()[0]?.id] }]);
    },
  );

  it('concerns only what was sent', async () => {
    const { sandbox, attempt } = await start();
    sandbox.fail({ path: '/contacts/search', times: 1, after: 'reset' });
    const results = await attempt().run(itemOf(1), itemOf(2));
    expect(results.map((result) => failureOf(result).name)).toEqual(['NoAnswer', 'RetryLater']);
  });

  it('is not claimed when HubSpot was never reached', async () => {
    const { sandbox, attempt } = await start({ connect: false });
    const { run } = attempt();
    await sandbox.stop();
    expect(failureOf((await run(example))[0]).name).toBe('RetryLater');
  });
});

describe('a token', () => {
  it('that HubSpot refuses is renewed once, and the request sent again', async () => {
    const { portal, attempt } = await start();
    portal.expireTokens();
    let renewals = 0;
    const { run, log } = attempt({
      renewToken: () => {
        renewals += 1;
        return Promise.resolve({ value: portal.issueToken(scopes), extra: {} });
      },
      // The host keeps the old one in this test, as another worker may.
      token: () => Promise.resolve({ value: 'ended', extra: {} }),
    });
    await run({ ...example, call: exampleCall({ caller: { number: null } }) });
    expect(renewals).toBe(1);
    expect(paths(log, upsert).map(({ status }) => status)).toEqual([401, 200]);
  });

  it('of a revoked grant asks the person to reconnect', async () => {
    const { portal, attempt } = await start();
    portal.revokeAll();
    const { run, client } = attempt();
    expect(failureOf((await run(example))[0]).name).toBe('Reconnect');
    await expect(hubspot.check(client)).rejects.toMatchObject({ name: 'Reconnect' });
  });
});

describe('a portal without room for our property', () => {
  it('gets the call with its contact in one request, and updates it by id', async () => {
    const { portal, attempt } = await start({ refuseUniqueProperties: true });
    const [made] = await attempt().run(example);
    expect(portal.ledger()).toMatchObject([
      { id: vendorIdOf(made), associations: [portal.contacts()[0]?.id], writes: 1 },
    ]);
    await attempt().run({ ...example, revision: 2, vendorId: vendorIdOf(made) });
    expect(portal.ledger()).toMatchObject([{ id: vendorIdOf(made), writes: 2 }]);
  });

  it.each(['hang', 'reset', 'truncate', 'halve'] as const)(
    'reads back by the key in the text after a %s, also while the search lags',
    async (after) => {
      for (const searchLagMs of [0, 60_000]) {
        const { portal, sandbox, attempt } = await start({ refuseUniqueProperties: true, searchLagMs });
        const contact = portal.addContact({ phone: caller });
        sandbox.fail({ path: upsert, times: 1, instead: { status: 400, body: error('X', 'no') } });
        sandbox.fail({ path: '/objects/2026-09/calls', times: 1, after });
        const [lost] = await attempt({ timeoutSeconds: 0.3 }).run(example);
        expect(failureOf(lost).name).toBe('NoAnswer');
        expect((await attempt().run({ ...example, uncertain: true }))[0]?.status).toBe('accepted');
        expect(portal.ledger()).toMatchObject([{ associations: [contact], writes: 2 }]);
      }
    },
  );

  it('treats a gateway error behind a create as no answer', async () => {
    const { sandbox, attempt } = await start({ refuseUniqueProperties: true });
    sandbox.fail({ path: upsert, times: 1, instead: { status: 400, body: error('X', 'no') } });
    sandbox.fail({ path: '/objects/2026-09/calls', times: 1, instead: { status: 504, body: '' } });
    const call = exampleCall({ caller: { number: null } });
    expect(failureOf((await attempt().run({ ...example, call }))[0]).name).toBe('NoAnswer');
  });

  it('makes the call when the earlier try never arrived', async () => {
    const { portal, attempt } = await start({ refuseUniqueProperties: true });
    expect((await attempt().run({ ...example, uncertain: true }))[0]?.status).toBe('accepted');
    expect(portal.ledger()).toMatchObject([{ writes: 1 }]);
  });
});
