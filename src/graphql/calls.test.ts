import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attempts,
  automations,
  automationVersions,
  changes,
  decisions,
  deliveries,
  linkedAccounts,
  pageViews,
  tags,
  webSessions,
} from '../../schema/index.ts';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
let tagId: string;
let foreignCall: string;
const ids: string[] = [];

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

/** One call with one of everything that can hang on a call. */
const everything = async (index: number): Promise<string> => {
  const { db, accountId } = api;
  const { tracker, numbers } = await seedTracker(db, company, { numbers: [`+121255501${10 + index}`] });
  const [sessionId, candidateId, linkedAccountId, automationId] = [newId(), newId(), newId(), newId()];
  const callerId = await storeCaller(db, company, { number: `+121255502${10 + index}` });
  const callId = await storeCall(db, company, {
    startedAt: at(index),
    callerId,
    numberId: numbers[0]?.id ?? null,
    trackerId: tracker.id,
    tagIds: [tagId],
    sessionId,
    confidence: 'AMBIGUOUS',
    valueMicros: 149_900_000 + index,
    valueCurrency: 'USD',
    gclid: 'Cj0',
    recordingUrl: 'https://carrier.example/recordings/1',
    evidence: {
      reason: 'Two visitors.',
      evidence: [{ kind: 'LEASE', text: 'Shown.', sessionId, shownAt: at(0).toISOString(), expiresAt: null }],
      candidates: [sessionId, candidateId],
    },
    facts: {
      legs: [
        {
          key: 'L1',
          destination: '+12125550100',
          ringAt: at(1).toISOString(),
          answerAt: at(1).toISOString(),
          endAt: at(2).toISOString(),
          endReason: 'COMPLETED',
          seconds: 60,
        },
      ],
      recordings: [{ key: 'R1', url: 'https://carrier.example/recordings/1', seconds: 60, voicemail: false }],
    },
  });
  const companyId = company.id;
  await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    for (const id of [sessionId, candidateId])
      await tx.insert(webSessions).values({
        accountId,
        id,
        companyId: company.id,
        visitorId: newId(),
        startedAt: at(0),
        lastSeenAt: at(1),
        landingPage: 'https://a.example/',
        source: 'google',
        medium: 'cpc',
        consentAdUserData: 'GRANTED',
        consentAdPersonalization: 'DENIED',
        consentAnalytics: 'UNKNOWN',
      });
    await tx.insert(pageViews).values([
      { accountId, companyId, sessionId, at: at(2), page: 'https://a.example/contact' },
      { accountId, companyId, sessionId, at: at(1), page: 'https://a.example/prices' },
    ]);
    await tx.insert(linkedAccounts).values({
      accountId,
      id: linkedAccountId,
      integration: 'hubspot',
      label: 'Portal',
      settings: {},
      state: 'ACTIVE',
    });
    await tx
      .insert(automations)
      .values({ accountId, id: automationId, name: `Rule ${index}`, enabled: true, version: 1 });
    await tx.insert(automationVersions).values({
      accountId,
      automationId,
      version: 1,
      trigger: 'CALL_ENDED',
      filter: { durationSeconds: { gte: 60 } },
      actions: [],
    });
    await tx.insert(decisions).values({
      accountId,
      companyId,
      callId,
      automationId,
      callVersion: 1,
      automationVersion: 1,
      trigger: 'CALL_ENDED',
      matched: true,
      reason: 'every condition held',
      at: at(2),
    });
    for (const target of ['', 'second']) {
      const id = newId();
      await tx.insert(deliveries).values({
        accountId,
        companyId,
        id,
        callId,
        linkedAccountId,
        integration: 'hubspot',
        action: 'log-call',
        target,
        revision: 1,
        key: `rp_${id}`,
        settings: {},
        snapshot: {},
        automationId,
        automationVersion: 1,
        state: 'CONFIRMED',
        vendorId: '42',
        dueAt: at(2),
      });
      await tx.insert(attempts).values({
        accountId,
        companyId,
        deliveryId: id,
        number: 1,
        at: at(2),
        status: 201,
        exchanges: [
          { at: at(2).toISOString(), request: 'POST /crm', status: 201, response: '{}', error: null },
        ],
      });
    }
    await tx
      .insert(changes)
      .values({ accountId, kind: 'CALL_ENDED', callId, detail: { text: 'The call ended.' } });
    await setupChanged(tx, { accountId, companyId: null }, linkedAccountId, 'Connected');
  });
  return callId;
};

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  tagId = newId();
  await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
    tx.insert(tags).values({ accountId: api.accountId, id: tagId, name: 'qualified', color: 'teal' }),
  );
  for (let index = 0; index < 3; index += 1) ids.push(await everything(index));
  ids.push(await storeCall(api.db, company, { startedAt: at(3), durationSeconds: null, source: 'bing' }));
  ids.push(await storeCall(api.db, company, { startedAt: at(3), durationSeconds: 5, source: null }));
  const other = await seedCompany(api.db, await seedAccount(api.db));
  foreignCall = await storeCall(api.db, other);
});
afterAll(() => api.close());

const all = `id version direction status outcome answered startedAt ringAt answeredAt endedAt ringSeconds talkSeconds
  durationSeconds company { id name } caller { id number nationalFormat company { id } callCount email customFields { text } } callerNumber callerName
  withheld firstTime country region city trackingNumber number { id number tracker { name numbers { number } } }
  tracker { id name kind company { name } } destination source medium campaign keyword landingPage referrer
  clickIds { gclid gbraid wbraid msclkid fbclid } clickAt
  attribution { confidence reason evidence { kind text session { id source } shownAt expiresAt } candidates { id consent { adUserData } } }
  session { id startedAt landingPage pages { page } clickIds { gclid } consent { analytics } } tags { id name color }
  leadStatus value { amount currency } note test score scoreReasons { name points criterion { id } }
  assignee { id name } customFields { text field { key } } notes { id text author { apiKey { id } } versions { version author { apiKey { id } } } }
  history { field before after author { apiKey { id } automation { id } } } transcript { text } crmOutcomes { id stage } recording { url seconds voicemail }
  legs { key destination status endReason ringAt answerAt endAt talkSeconds }
  decisions { automation { id name filterText } automationVersion callVersion trigger matched reason at }
  deliveries { id state reason action { id title integration { id name } } linkedAccount { id label state } call { id version }
    vendorId revision automation { name } dueAt createdAt changedAt attempts { number at status request response error exchanges { request status } } }
  timeline { at kind text cursor }`;

describe('a call', () => {
  it('shows everything, however it is reached', async () => {
    const id = typedId('Call', ids[0] ?? '');
    const { data, errors } = await api.ask(
      `query ($id: ID!) { call(id: $id) { ${all} } node(id: $id) { ... on Call { ${all} } } calls(last: 1) { nodes { ${all} } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data.node).toEqual(data.call);
    expect(data.calls.nodes[0]).toEqual(data.call);
    expect(data.call).toMatchObject({
      id,
      startedAt: '2026-01-01T00:00:00.000Z',
      company: { name: 'Harbor Street Dental' },
      caller: { number: '+12125550210', nationalFormat: '(212) 555-0210' },
      number: { number: '+12125550110', tracker: { name: 'Website visitors' } },
      clickIds: { gclid: 'Cj0', wbraid: null },
      attribution: {
        confidence: 'AMBIGUOUS',
        reason: 'Two visitors.',
        evidence: [{ kind: 'LEASE', session: { source: 'google' } }],
        candidates: [{ consent: { adUserData: 'GRANTED' } }, {}],
      },
      session: {
        consent: { analytics: 'UNKNOWN' },
        pages: [{ page: 'https://a.example/prices' }, { page: 'https://a.example/contact' }],
      },
      tags: [{ name: 'qualified', color: 'teal' }],
      value: { amount: '149.90', currency: 'USD' },
      recording: { seconds: 60, voicemail: false },
      legs: [{ key: 'L1', status: 'ENDED', endReason: 'COMPLETED', talkSeconds: 60 }],
      decisions: [{ automation: { name: 'Rule 0', filterText: 'duration is at least 60' }, matched: true }],
      timeline: [{ kind: 'CALL_ENDED', text: 'The call ended.' }],
    });
    expect(data.call.deliveries).toHaveLength(2);
    expect(data.call.deliveries[0]).toMatchObject({
      state: 'CONFIRMED',
      action: { id: 'hubspot.log-call', integration: { name: 'HubSpot' } },
      linkedAccount: { label: 'Portal' },
      call: { id },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      attempts: [{ number: 1, status: 201, request: 'POST /crm', exchanges: [{ status: 201 }] }],
    });
  });

  it.each([
    ['an id of another account', () => typedId('Call', foreignCall)],
    ['an id nobody gave', () => typedId('Call', newId())],
  ])('is null for %s', async (_, id) => {
    const { data } = await api.ask(
      'query ($id: ID!) { call(id: $id) { id } node(id: $id) { ... on Call { id } } }',
      { id: id() },
    );
    expect(data).toEqual({ call: null, node: null });
  });

  it.each([
    ['nothing', () => ''],
    ['no id at all', () => 'call_\u0130'],
    ['a word', () => 'nonsense'],
    ['a UUID', () => ids[0] ?? ''],
  ])('is refused for %s', async (_, id) => {
    for (const field of ['call', 'node', 'automation']) {
      const asked = await api.ask(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id: id() });
      expect(asked.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'id' });
    }
  });

  it('is refused for an id of something else', async () => {
    const { errors } = await api.ask('query ($id: ID!) { call(id: $id) { id } }', {
      id: typedId('Tag', tagId),
    });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID', field: 'id' } });
  });
});

interface CallsPage {
  readonly nodes: readonly unknown[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
}

describe('a page of calls', () => {
  const statementsOf = async (selection: string, last: number, fragments = ''): Promise<number> => {
    await api.ask('{ tags { totalCount } }');
    api.takeStatements();
    const { errors } = await api.ask(`{ calls(last: ${last}) { ${selection} } } ${fragments}`);
    expect(errors).toBeUndefined();
    return api.takeStatements().length;
  };

  it('takes one statement with tags, number, tracker and deliveries', async () => {
    const selection =
      'nodes { id startedAt tags { name } number { number } tracker { name } company { name } deliveries { id state action { title } linkedAccount { label } } }';
    expect(await statementsOf(selection, 5)).toBe(1);
    const edges = 'edges { cursor node { ...Main } } pageInfo { endCursor }';
    const fragment =
      'fragment Main on Call { tags { name } ... on Call { deliveries { state } } ... { source } }';
    expect(await statementsOf(edges, 3, fragment)).toBe(1);
  });

  it('takes as many statements for three calls with everything as for one', async () => {
    const one = await statementsOf(`totalCount edges { cursor node { ${all} } } pageInfo { endCursor }`, 1);
    const three = await statementsOf(`totalCount edges { cursor node { ${all} } } pageInfo { endCursor }`, 3);
    expect(one).toBeLessThanOrEqual(13);
    expect(three).toBe(one);
  });

  it('shows the same interpreted and compiled', async () => {
    const query = `query ($filter: CallFilter, $with: Boolean!) { calls(first: 3, filter: $filter) { totalCount edges { cursor node { ${all} note @include(if: $with) } } } }`;
    const runs = [];
    for (let run = 0; run < 3; run += 1)
      runs.push(
        await api.ask(query, {
          with: run > 5,
          filter: { any: [{ source: { in: ['google'] } }, { not: {} }] },
        }),
      );
    expect(runs[0]?.errors).toBeUndefined();
    expect(runs[0]?.data.calls.totalCount).toBe(3);
    expect(runs[1]?.data).toEqual(runs[0]?.data);
    expect(runs[2]?.data).toEqual(runs[0]?.data);
  });

  it.each([
    ['STARTED_AT', 'DESC'],
    ['STARTED_AT', 'ASC'],
    ['DURATION_SECONDS', 'ASC'],
    ['DURATION_SECONDS', 'DESC'],
    ['VALUE', 'ASC'],
    ['VALUE', 'DESC'],
  ])('walks the whole list by %s %s, both ways, two at a time', async (field, direction) => {
    const query = `query ($o: CallOrder, $first: Int, $after: String, $last: Int, $before: String) {
      calls(orderBy: $o, first: $first, after: $after, last: $last, before: $before) {
        nodes { id durationSeconds value { amount } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const o = { field, direction };
    const whole: { id: string; durationSeconds: number | null; value: unknown }[] = (
      await api.ask(query, { o, first: 200 })
    ).data.calls.nodes;
    expect(whole).toHaveLength(ids.length);
    if (field === 'DURATION_SECONDS') expect(whole.at(-1)?.durationSeconds).toBeNull();
    if (field === 'VALUE') expect(whole.at(-1)?.value).toBeNull();

    const forwards: unknown[] = [];
    for (let after: string | null = null; ; ) {
      const { calls } = (await api.ask(query, { o, first: 2, after })).data as { calls: CallsPage };
      forwards.push(...calls.nodes);
      if (!calls.pageInfo.hasNextPage) break;
      after = calls.pageInfo.endCursor;
    }
    expect(forwards).toEqual(whole);
    const backwards: unknown[] = [];
    for (let before: string | null = null; ; ) {
      const { calls } = (await api.ask(query, { o, last: 2, before })).data as { calls: CallsPage };
      backwards.unshift(...calls.nodes);
      if (!calls.pageInfo.hasPreviousPage) break;
      before = calls.pageInfo.startCursor;
    }
    expect(backwards).toEqual(whole);
  });

  it.each([
    ['after', { after: 'made-up' }],
    [
      'after',
      { after: Buffer.from(JSON.stringify(['calls STARTED_AT DESC', 1e300, newId()])).toString('base64url') },
    ],
    [
      'after',
      { after: Buffer.from(JSON.stringify(['calls STARTED_AT DESC', 1, "' or 1=1"])).toString('base64url') },
    ],
    [
      'before',
      { before: Buffer.from(JSON.stringify(['calls VALUE DESC', 1, newId()])).toString('base64url') },
    ],
  ])('names %s when its cursor is not one of this list', async (field, paging) => {
    const { errors } = await api.ask(
      'query ($after: String, $before: String) { calls(after: $after, before: $before) { nodes { id } } }',
      paging,
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('cursor'),
      extensions: { code: 'INVALID', field },
    });
  });

  it.each<[string, object]>([
    ['filter.tracker.eq', { tracker: { eq: 'trk_nope' } }],
    ['filter.any[1].company.in[0]', { any: [{}, { company: { in: ['x'] } }] }],
    ['filter.durationSeconds.gte', { durationSeconds: { gte: 1e300 } }],
  ])('names the field %s of a bad filter', async (field, filter) => {
    const { errors } = await api.ask('query ($f: CallFilter) { calls(filter: $f) { nodes { id } } }', {
      f: filter,
    });
    expect(errors?.[0].extensions).toMatchObject({ code: 'INVALID', field });
  });

  it('takes filters with literals, variables inside them, dates and enums', async () => {
    const { data, errors } = await api.ask(
      `query ($from: DateTime, $source: String) { calls(filter: { startedAt: { gte: $from, lt: "2026-01-01T00:03:00.000Z" },
        any: [{ source: { eq: $source } }, { outcome: { eq: MISSED } }], tags: { has: "qualified" }, weekday: { in: [WEDNESDAY, THURSDAY] } }) { totalCount nodes { id } } }`,
      { from: '2026-01-01T00:01:00Z', source: 'google' },
    );
    expect(errors).toBeUndefined();
    expect(data.calls.totalCount).toBe(2);
    expect(data.calls.nodes.map((node: { id: string }) => node.id)).toEqual(
      [ids[2], ids[1]].map((id) => typedId('Call', id ?? '')),
    );
  });
});

describe('callers', () => {
  it('are found by part of a number or a name', async () => {
    await storeCaller(api.db, company, { number: '+12125550299', name: 'ROBIN DOE' });
    const find = async (search: string) =>
      (
        await api.ask('query ($s: String) { callers(search: $s) { totalCount nodes { number name } } }', {
          s: search,
        })
      ).data.callers;
    expect((await find('(212) 555-0210')).totalCount).toBe(1);
    expect((await find('555-0210')).nodes).toMatchObject([{ number: '+12125550210' }]);
    expect((await find('robin')).nodes).toMatchObject([{ name: 'ROBIN DOE' }]);
    expect((await find('%')).totalCount).toBe(0);
    expect((await find('')).totalCount).toBe(4);
  });
});

describe('edits', () => {
  const tagCalls =
    'mutation ($i: TagCallsInput!) { tagCalls(input: $i) { calls { id tags { name } version } userErrors { code field } } }';
  const updateCall =
    'mutation ($i: UpdateCallInput!) { updateCall(input: $i) { call { leadStatus value { amount currency } note timeline { kind } } userErrors { code field } } }';
  const call = () => typedId('Call', ids[4] ?? '');

  it('put tags on calls and take them off', async () => {
    const i = { callIds: [call()], tagIds: [typedId('Tag', tagId)] };
    const { data } = await api.ask(tagCalls, { i });
    expect(data.tagCalls).toEqual({
      calls: [{ id: call(), tags: [{ name: 'qualified' }], version: 2 }],
      userErrors: [],
    });
    const off = await api.ask(
      tagCalls.replace('TagCallsInput', 'UntagCallsInput').replace('tagCalls(', 'untagCalls('),
      { i },
    );
    expect(off.data.untagCalls.calls).toMatchObject([{ tags: [] }]);
  });

  it('change what people know', async () => {
    const { data } = await api.ask(updateCall, {
      i: {
        id: call(),
        leadStatus: 'WON',
        value: { amount: '99.5', currency: 'EUR' },
        note: 'Wants a crown.',
      },
    });
    expect(data.updateCall.call).toMatchObject({
      leadStatus: 'WON',
      value: { amount: '99.50', currency: 'EUR' },
      note: 'Wants a crown.',
    });
    const cleared = await api.ask(updateCall, { i: { id: call(), value: null, note: null } });
    expect(cleared.data.updateCall.call).toMatchObject({ leadStatus: 'WON', value: null, note: null });
  });

  it.each([
    ['input.id', 'INVALID', () => ({ id: 'call_x' })],
    ['input.id', 'NOT_FOUND', () => ({ id: typedId('Call', foreignCall), note: 'mine' })],
    ['input.value.amount', 'INVALID', () => ({ id: call(), value: { amount: '1,5', currency: 'EUR' } })],
    ['input.value.currency', 'INVALID', () => ({ id: call(), value: { amount: '1.5', currency: 'XQQ' } })],
  ])('refuse by %s: %s', async (field, code, i) => {
    const { data } = await api.ask(updateCall, { i: i() });
    expect(data.updateCall).toEqual({ call: null, userErrors: [{ code, field }] });
  });

  it.each([
    ['input.callIds[0]', 'INVALID', () => ({ callIds: ['x'], tagIds: [typedId('Tag', tagId)] })],
    [
      'input.callIds',
      'NOT_FOUND',
      () => ({ callIds: [typedId('Call', foreignCall)], tagIds: [typedId('Tag', tagId)] }),
    ],
    ['input.tagIds', 'NOT_FOUND', () => ({ callIds: [call()], tagIds: [typedId('Tag', newId())] })],
  ])('of tags refuse by %s: %s', async (field, code, i) => {
    expect((await api.ask(tagCalls, { i: i() })).data.tagCalls.userErrors).toEqual([{ code, field }]);
  });
});
