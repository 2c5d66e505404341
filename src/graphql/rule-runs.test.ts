import { eq } from 'drizzle-orm';
import { parse, subscribe } from 'graphql';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls, decisions, deliveries, linkedAccounts } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import { keyReach, systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
let linkedAccountId: string;
let tagId: string;

/** A linked account as it stands once somebody has made it; its typed id. */
const connected = async (integration: string, settings: Record<string, unknown> = {}): Promise<string> => {
  const { accountId } = api;
  const id = newId();
  await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx
      .insert(linkedAccounts)
      .values({ accountId, id, integration, label: 'Our own system', settings, state: 'ACTIVE' });
    await setupChanged(tx, { accountId, companyId: null }, id, 'Connected');
  });
  return typedId('LinkedAccount', id);
};

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  tagId = (await api.ask('mutation { createTag(input: {name: "long"}) { tag { id } } }')).data.createTag.tag
    .id;
  linkedAccountId = await connected('webhook', { url: 'https://calls.example/in' });
  for (const talkSeconds of [10, 30, 70, 90, 120])
    await storeCall(api.db, company, { talkSeconds, callerNumber: '+12125550177' });
  await storeCall(api.db, company, { talkSeconds: 200, test: true });
});
afterAll(() => api.close());

const period = { from: '2026-06-01T00:00:00Z', to: '2026-06-02T00:00:00Z' };
const rule = (atLeast: number) => ({
  trigger: 'CALL_ENDED',
  filter: { talkSeconds: { gte: atLeast } },
  actions: [{ addTag: { tagId } }, { deliver: { linkedAccountId, action: 'send-call' } }],
});

const ended = async (payload: { run: { id: string } | null; userErrors: unknown[] }) => {
  expect(payload.userErrors).toEqual([]);
  const { id } = payload.run ?? { id: '' };
  const query = `query ($id: ID!) { run(id: $id) { kind state reason total done result automation { id } author { apiKey { id } }
    dryRun { woken matched sent against targets { linkedAccount { id } action { id } count } skipped { reason count } tooLate { reason count }
      samples { call { talkSeconds } reason deliveries { skipped request action { id } } }
      unmatched { call { talkSeconds } reason }
      added { count calls { talkSeconds } } removed { count calls { talkSeconds } } changed { count } } } }`;
  const read = async () => (await api.ask(query, { id })).data.run;
  await expect.poll(async () => (await read()).state).not.toBe('RUNNING');
  return read();
};

const run = async (mutation: string, type: string, input: object) => {
  const { data } = await api.ask(
    `mutation ($i: ${type}!) { ${mutation}(input: $i) { run { id } userErrors { code field message } } }`,
    { i: input },
  );
  return data[mutation];
};
const dryRun = async (input: object) =>
  ended(await run('automationDryRun', 'AutomationDryRunInput', { period, ...input }));

const saved = async (atLeast: number): Promise<string> => {
  const { data } = await api.ask(
    'mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) { automation { id } } }',
    { i: { name: 'Long calls', ...rule(atLeast) } },
  );
  return data.createAutomation.automation.id;
};

const stored = () =>
  api.db.inAccount(systemReach(api.accountId, 'test'), async (tx) => ({
    decisions: await tx.select().from(decisions),
    deliveries: await tx.select().from(deliveries),
    calls: await tx.select().from(calls).orderBy(calls.startedAt),
  }));

describe('the progress of a run', () => {
  it('comes by subscription, up to its end', async () => {
    const { data } = await api.ask('{ changes(first: 200) { pageInfo { endCursor } } }');
    const after = data.changes.pageInfo.endCursor;
    const payload = await run('automationDryRun', 'AutomationDryRunInput', { period, rule: rule(60) });
    const viewer = { reach: keyReach(api.accountId, api.keyId), scopes: ['READ' as const] };
    const source = (await subscribe({
      schema: api.graphql.schema,
      document: parse(`subscription ($id: ID!, $after: String) {
        runChanged(id: $id, after: $after) { cursor run { state done total dryRun { matched } } } }`),
      variableValues: { id: payload.run.id, after },
      contextValue: api.graphql.contextOf(viewer, { remember: false }),
    })) as AsyncGenerator<{ data: { runChanged: { run: { state: string } } } }>;
    let last = (await source.next()).value?.data.runChanged.run;
    while (last?.state === 'RUNNING') last = (await source.next()).value?.data.runChanged.run;
    await source.return(undefined);
    expect(last).toEqual({ state: 'DONE', done: 6, total: 6, dryRun: { matched: 4 } });
  });
});

describe('a dry run', () => {
  it('shows what a rule that is not saved would do, and changes nothing', async () => {
    const made = await dryRun({ rule: rule(60) });
    expect(made).toMatchObject({ kind: 'DRY_RUN', state: 'DONE', total: 6, done: 6, automation: null });
    expect(made.author).toEqual({ apiKey: { id: typedId('ApiKey', api.keyId) } });
    const { dryRun: found } = made;
    expect(found).toMatchObject({ woken: 6, matched: 4, sent: 3, against: null });
    expect(found.targets).toEqual([
      { linkedAccount: { id: linkedAccountId }, action: { id: 'webhook.send-call' }, count: 3 },
    ]);
    expect(found.skipped).toEqual([{ reason: 'It is a test call, and those are sent nowhere.', count: 1 }]);
    expect(found.samples[0]).toMatchObject({
      call: { talkSeconds: 70 },
      reason: 'every condition held: added the tag “long”, asked for webhook.send-call',
    });
    const [sample] = found.samples[0].deliveries;
    expect(JSON.parse(sample.request)).toMatchObject([{ type: 'call.ended', data: { tags: ['long'] } }]);
    expect(sample.request).not.toContain('2125550177');
    expect(found.unmatched[0]).toMatchObject({
      call: { talkSeconds: 10 },
      reason: 'talk time was 10, but must be at least 60',
    });
    const after = await stored();
    expect(after.decisions).toEqual([]);
    expect(after.deliveries).toEqual([]);
    expect(after.calls.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('holds the next version against the one in force', async () => {
    const automationId = await saved(60);
    const { dryRun: narrower } = await dryRun({ automationId, rule: rule(80) });
    expect(narrower).toMatchObject({
      against: 1,
      matched: 3,
      added: { count: 0 },
      removed: { count: 1, calls: [{ talkSeconds: 70 }] },
      changed: { count: 0 },
    });
    const valued = {
      ...rule(20),
      actions: [{ setValue: { amount: '5', currency: 'USD' } }, rule(20).actions[1]],
    };
    const { dryRun: wider } = await dryRun({ automationId, rule: valued });
    expect(wider).toMatchObject({ added: { count: 1, calls: [{ talkSeconds: 30 }] }, changed: { count: 3 } });
    const { dryRun: same } = await dryRun({ automationId });
    expect(same).toMatchObject({
      matched: 4,
      added: { count: 0 },
      removed: { count: 0 },
      changed: { count: 0 },
    });
  });

  it.each<[string, string, object]>([
    ['input.rule', 'INVALID', {}],
    ['input.automationId', 'NOT_FOUND', { automationId: typedId('Automation', newId()) }],
    ['input.rule.actions', 'INVALID', { rule: { trigger: 'CALL_ENDED', filter: {}, actions: [] } }],
    [
      'input.rule.triggerSettings.minutes',
      'INVALID',
      { rule: { ...rule(1), actions: [{ setLeadStatus: { leadStatus: 'WON' } }], trigger: 'AFTER_CALL' } },
    ],
  ])('needs a good %s: %s', async (field, code, input) => {
    const payload = await run('automationDryRun', 'AutomationDryRunInput', { period, ...input });
    expect(payload).toMatchObject({ run: null, userErrors: [{ code, field }] });
  });

  it('shows a rule about a moment the call of that moment', async () => {
    const atStart = (filter: object) => ({ ...rule(1), trigger: 'CALL_STARTED', filter });
    const { dryRun: never } = await dryRun({ rule: atStart({ talkSeconds: { gte: 60 } }) });
    expect(never).toMatchObject({ woken: 6, matched: 0 });
    const { dryRun: ringing } = await dryRun({ rule: atStart({ not: { talkSeconds: { gte: 0 } } }) });
    expect(ringing).toMatchObject({ matched: 6, sent: 5 });
    expect(JSON.parse(ringing.samples[0].deliveries[0].request)[0].data.status).toBe('RINGING');
  });

  it('needs a period that ends after it begins', async () => {
    const backwards = { from: period.to, to: period.from };
    const payload = await run('automationDryRun', 'AutomationDryRunInput', {
      rule: rule(1),
      period: backwards,
    });
    expect(payload.userErrors[0]).toMatchObject({ field: 'input.period.to' });
  });
});

describe('a backfill', () => {
  it('applies a rule to past calls once, and replay sends what was sent again under its key', async () => {
    const automationId = await saved(100);
    const asked = { automationId, period, filter: { talkSeconds: { gte: 60 } } };
    const backfill = async () => ended(await run('backfillAutomation', 'BackfillAutomationInput', asked));
    const first = await backfill();
    expect(first).toMatchObject({
      state: 'DONE',
      done: 4,
      automation: { id: automationId },
      result: { judged: 4, matched: 2, known: 0, sent: 1, skipped: 1 },
    });
    const after = await stored();
    const ruleId = after.decisions[0]?.automationId;
    expect(after.decisions.map((row) => [row.automationId === ruleId, row.trigger])).toEqual(
      Array.from({ length: 4 }, () => [true, 'CALL_ENDED']),
    );
    expect(after.deliveries.map(({ state }) => state).sort()).toEqual(['PENDING', 'SKIPPED']);
    expect(after.calls.map((call) => call.tagIds.length)).toEqual([0, 0, 0, 0, 1, 1]);

    const again = await backfill();
    expect(again.result).toEqual({ judged: 0, matched: 0, known: 4, sent: 0, skipped: 0 });
    expect((await stored()).deliveries).toHaveLength(2);

    const [sent] = after.deliveries.filter(({ state }) => state === 'PENDING');
    const ids = [typedId('Delivery', sent?.id ?? '')];
    const replay = async (input: object) =>
      ended(await run('replayDeliveries', 'ReplayDeliveriesInput', input));
    expect((await replay({ ids })).result).toEqual({ sent: 0, left: { 'It is still on its way.': 1 } });
    await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
      tx
        .update(deliveries)
        .set({ state: 'CONFIRMED' })
        .where(eq(deliveries.id, sent?.id ?? '')),
    );
    expect((await replay({ ids })).result).toEqual({ sent: 1, left: {} });
    expect((await replay({ ids })).result).toEqual({ sent: 0, left: { 'A newer version of it exists.': 1 } });
    const revisions = (await stored()).deliveries.filter(({ key }) => key === sent?.key);
    expect(revisions.map(({ revision, state }) => [revision, state]).sort()).toEqual([
      [1, 'CONFIRMED'],
      [2, 'PENDING'],
    ]);
    const all = await replay({ filter: { state: ['SKIPPED'], integration: ['webhook'] } });
    expect(all.result).toEqual({ sent: 0, left: { 'It is a test call, and those are sent nowhere.': 1 } });
  });

  it('stands in the list of runs, and has ended for good', async () => {
    const { data } = await api.ask('{ runs(first: 1) { nodes { id kind state } totalCount } }');
    const [last] = data.runs.nodes;
    expect(last).toMatchObject({ kind: 'REPLAY', state: 'DONE' });
    const cancelled = await api.ask(
      'mutation ($i: CancelRunInput!) { cancelRun(input: $i) { run { id } userErrors { code field } } }',
      { i: { id: last.id } },
    );
    expect(cancelled.data.cancelRun.userErrors).toEqual([{ code: 'CONFLICT', field: 'input.id' }]);
  });

  it('does to calls that rules have changed at their end what the dry run shows', async () => {
    const day = { from: '2026-08-01T00:00:00Z', to: '2026-08-02T00:00:00Z' };
    const startedAt = new Date('2026-08-01T12:00:00Z');
    const value = { valueMicros: 100_000_000, valueCurrency: 'USD' };
    const callId = await storeCall(api.db, company, { startedAt, endedAt: startedAt, ...value });
    const worth = { currency: 'USD', values: [{ leadStatus: 'QUALIFIED', times: '0.5' }] };
    const actions = [{ setLeadStatus: { leadStatus: 'QUALIFIED' } }, { setValueByLeadStatus: worth }];
    const made = await api.ask(
      `mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) {
        automation { id } userErrors { message field } } }`,
      {
        i: { name: 'New ones', trigger: 'CALL_ENDED', filter: { leadStatus: { eq: 'NEW' } }, actions },
      },
    );
    expect(made.data.createAutomation.userErrors).toEqual([]);
    const automationId = made.data.createAutomation.automation.id;
    const backfill = async () =>
      (await ended(await run('backfillAutomation', 'BackfillAutomationInput', { automationId, period: day })))
        .result;
    const call = async () => (await stored()).calls.find(({ id }) => id === callId);
    expect(await backfill()).toMatchObject({ matched: 1, sent: 0 });
    expect(await call()).toMatchObject({ leadStatus: 'QUALIFIED', valueMicros: 50_000_000 });

    // Somebody tags the call meanwhile, and the rule is to tell another system too.
    await api.ask('mutation ($i: TagCallsInput!) { tagCalls(input: $i) { userErrors { message } } }', {
      i: { callIds: [typedId('Call', callId)], tagIds: [tagId] },
    });
    const more = [...actions, { deliver: { linkedAccountId, action: 'send-call' } }];
    await api.ask(
      'mutation ($i: UpdateAutomationInput!) { updateAutomation(input: $i) { userErrors { message } } }',
      { i: { id: automationId, actions: more } },
    );
    const { dryRun: shown } = await dryRun({ automationId, period: day });
    expect(shown).toMatchObject({ matched: 1, sent: 1 });
    expect(await backfill()).toMatchObject({ matched: 1, sent: 1 });
    expect(await call()).toMatchObject({ leadStatus: 'QUALIFIED', valueMicros: 50_000_000 });
    expect((await call())?.tagIds).toHaveLength(1);
  });
});

describe('a replay', () => {
  const replay = async (ids: readonly string[]) =>
    (await ended(await run('replayDeliveries', 'ReplayDeliveriesInput', { ids }))).result;

  /** A call of its own day, and deliveries of it as the rule left them, oldest first; their typed ids. */
  const delivered = async (
    automationId: string,
    rows: readonly Partial<typeof deliveries.$inferInsert>[],
  ) => {
    const startedAt = new Date('2026-07-01T12:00:00Z');
    const callId = await storeCall(api.db, company, { startedAt, endedAt: startedAt, talkSeconds: 40 });
    const key = `rp_${callId}`;
    const stored = rows.map((row, at) => ({
      ...{
        accountId: api.accountId,
        companyId: company.id,
        id: newId(),
        callId,
        key,
        revision: at + 1,
        integration: 'webhook',
      },
      ...{ linkedAccountId: uuidOf('LinkedAccount', linkedAccountId) ?? '', action: 'send-call', target: '' },
      ...{
        automationId: uuidOf('Automation', automationId) ?? '',
        automationVersion: 1,
        intent: 'SEND' as const,
      },
      ...{ settings: {}, snapshot: {}, state: 'CONFIRMED' as const, dueAt: startedAt },
      ...row,
    }));
    await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) => tx.insert(deliveries).values(stored));
    return { callId, ids: stored.map(({ id }) => typedId('Delivery', id)) };
  };
  const rowsOf = async (callId: string) =>
    (await stored()).deliveries
      .filter((row) => row.callId === callId)
      .sort((a, b) => a.revision - b.revision)
      .map(({ revision, state, settings }) => [revision, state, settings]);

  it('leaves what was withdrawn, and is not stopped by what was skipped', async () => {
    const automationId = await saved(100);
    const reason = 'The call was judged again and the rule no longer matches.';
    const withdrawn = await delivered(automationId, [{ state: 'SUPERSEDED', reason }]);
    expect(await replay(withdrawn.ids)).toEqual({ sent: 0, left: { [`It was withdrawn: ${reason}`]: 1 } });

    const held = await delivered(automationId, [{}, { state: 'SKIPPED', reason: 'The value is missing.' }]);
    expect(await replay(held.ids.slice(0, 1))).toEqual({ sent: 1, left: {} });
    expect(await rowsOf(held.callId)).toEqual([
      [1, 'CONFIRMED', {}],
      [2, 'SKIPPED', {}],
      [3, 'PENDING', {}],
    ]);
  });

  it('says what the rule says today, and nothing for a rule that is switched off', async () => {
    const slack = await connected('slack');
    const input = {
      name: 'Tell us',
      trigger: 'CALL_ENDED',
      filter: { talkSeconds: { gte: 999 } },
      actions: [
        {
          deliver: {
            linkedAccountId: slack,
            action: 'send-message',
            settings: { text: 'Rang: {{callerNumber}}' },
          },
        },
      ],
    };
    const { data } = await api.ask(
      'mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) { automation { id } } }',
      { i: input },
    );
    const { id } = data.createAutomation.automation;
    const slackId = uuidOf('LinkedAccount', slack) ?? '';
    const about = { linkedAccountId: slackId, integration: 'slack', action: 'send-message' };
    // Its text was another then, and had nothing to say.
    const unfilled = { ...about, state: 'SKIPPED' as const, reason: 'The field “Text” cannot be filled in.' };
    const { ids, callId } = await delivered(id, [{ ...unfilled, settings: { text: '' } }]);
    expect(await replay(ids)).toEqual({ sent: 1, left: {} });
    const text = 'Rang: +12125550177';
    expect(await rowsOf(callId)).toMatchObject([
      [1, 'SKIPPED', {}],
      [1, 'PENDING', { text }],
    ]);
    expect(await replay(ids)).toEqual({ sent: 0, left: { 'A newer version of it exists.': 1 } });

    await api.ask(
      'mutation ($i: UpdateAutomationInput!) { updateAutomation(input: $i) { userErrors { message } } }',
      { i: { id, enabled: false } },
    );
    const other = await delivered(id, [unfilled]);
    expect(await replay(other.ids)).toEqual({
      sent: 0,
      left: { 'No rule in force asks for it any more.': 1 },
    });
  });
});

describe('a dry run over old calls', () => {
  it('says what would be too late to send today', async () => {
    const google = await connected('google-ads', { customerId: '1234567890' });
    const at = new Date('2024-05-01T12:00:00Z');
    await storeCall(api.db, company, { startedAt: at, endedAt: at, clickAt: at, gclid: 'Cj0KCQiA-late' });
    const settings = { conversionActionId: '987654321' };
    const upload = { deliver: { linkedAccountId: google, action: 'upload-conversion', settings } };
    const { dryRun: found } = await dryRun({
      rule: { trigger: 'CALL_ENDED', filter: {}, actions: [upload] },
      period: { from: '2024-05-01T00:00:00Z', to: '2024-05-02T00:00:00Z' },
    });
    const reason = 'The ad click is older than 90 days and Google no longer counts it.';
    expect(found).toMatchObject({ sent: 1, skipped: [], tooLate: [{ reason, count: 1 }] });
  });
});

describe('a page', () => {
  it('counts every call once, when a process dies before it could say what it did', async () => {
    const day = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' };
    const startedAt = new Date('2026-10-01T12:00:00Z');
    for (const talkSeconds of [40, 80, 160])
      await storeCall(api.db, company, { startedAt, endedAt: startedAt, talkSeconds });
    const automationId = await saved(60);
    const admin = postgres(api.databaseUrl, { max: 1, onnotice: () => undefined });
    await admin.unsafe(`create sequence moves;
      create function die_once() returns trigger language plpgsql security definer as $$ begin
        if nextval('moves') = 1 then raise exception 'the process died'; end if;
        return new;
      end $$;
      create trigger die_once before update on runs for each row when (new.done <> old.done) execute function die_once()`);
    const asked = await run('backfillAutomation', 'BackfillAutomationInput', { automationId, period: day });
    expect(await ended(asked)).toMatchObject({ state: 'FAILED', done: 0 });
    // As another process finds it.
    await admin`update runs set state = 'RUNNING', reason = null, ended_at = null, seen_at = 'epoch'
      where id = ${uuidOf('Run', asked.run.id)}`;
    await admin.notify('ringpath_runs', api.accountId);
    await expect.poll(async () => (await ended(asked)).state).toBe('DONE');
    expect((await ended(asked)).result).toEqual({ judged: 3, matched: 2, known: 0, sent: 2, skipped: 0 });
    await admin`drop trigger die_once on runs`;
    await admin.end();
  });
});
