import { describe, expect, it } from 'vitest';
import { uuidOf } from '../src/ids.ts';
import { graphqlFor, sendSigned, voiceFields } from './support/front-door.ts';
import { addRule, addTag, startHarbor } from './support/harbor.ts';
import { seedAccount, seedCompany, seedTracker } from './support/seed.ts';

const errors = 'userErrors { code field message }';

/** Every list, with what a page shows of its entries. */
const lists = {
  automations: 'id',
  callers: 'id',
  calls: 'id',
  companies: 'id',
  linkedAccounts: 'id',
  deliveries: 'id state',
  numbers: 'id',
  tags: 'id',
  trackers: 'id name active',
  unmatchedEvents: 'reason',
} as const;

const everything = `{ ${Object.entries(lists)
  .map(([list, fields]) => `${list} { totalCount nodes { ${fields} } }`)
  .join(' ')} }`;

type Page = { totalCount: number; nodes: { id: string }[] };

/** Two accounts on one server: ours, with one of everything in it, and a stranger's. */
const startTwo = async () => {
  const harbor = await startHarbor();
  const { stack, accountId } = harbor;
  await addTag(stack, accountId, 'ours');
  const ours = await graphqlFor(stack, accountId);
  const { data } = await ours.ask('{ linkedAccounts { nodes { id } } }');
  const linkedAccountId = uuidOf('LinkedAccount', data.linkedAccounts.nodes[0].id) ?? '';
  // No click led to the call, so the delivery is kept as skipped and nobody is asked.
  const settings = { conversionActionId: '987654321' };
  const upload = { integration: 'google-ads', action: 'upload-conversion', settings };
  await addRule(harbor, 'CALL_ENDED', {}, [{ kind: 'deliver', linkedAccountId, ...upload }]);
  await harbor.carrier.placeCall({
    from: '+12125550177',
    to: '+12125550142',
    script: { ringSeconds: 1, answered: true, talkSeconds: 9 },
  });
  await sendSigned(harbor, 'voice', voiceFields({ CallSid: 'CA2', To: '+12125559999' }));
  const strangerId = await seedAccount(stack.db);
  const company = await seedCompany(stack.db, strangerId);
  await seedTracker(stack.db, company, { kind: 'OFFLINE', name: 'Theirs', numbers: ['+12125550160'] });
  return { harbor, ours, stranger: await graphqlFor(stack, strangerId) };
};

const oneOf = (data: Record<string, Page>, list: keyof typeof lists): string => {
  const [first] = data[list]?.nodes ?? [];
  if (!first) throw new Error(`There is nothing in ${list}.`);
  return first.id;
};

/** Mutations that name something, as far as they go without a right id. */
const naming = (id: Record<keyof typeof lists, string>): readonly (readonly [string, string, object])[] => [
  ['updateCall', 'input.id', { id: id.calls, note: 'mine now' }],
  ['tagCalls', 'input.callIds', { callIds: [id.calls], tagIds: [] }],
  ['untagCalls', 'input.tagIds', { callIds: [], tagIds: [id.tags] }],
  ['addNote', 'input.callId', { callId: id.calls, text: 'mine now' }],
  ['assignCall', 'input.callId', { callId: id.calls }],
  ['setCustomFields', 'input.callId', { callId: id.calls, values: {} }],
  ['setCustomFields', 'input.callerId', { callerId: id.callers, values: {} }],
  ['setTranscript', 'input.callId', { callId: id.calls, text: 'mine now' }],
  ['recordOutcome', 'input.callId', { callId: id.calls, stage: 'x', externalId: 'x' }],
  [
    'recordOutcome',
    'input.companyId',
    { callerNumber: '+12125550177', companyId: id.companies, stage: 'x', externalId: 'x' },
  ],
  ['tagCallsByFilter', 'input.tagIds', { filter: {}, tagIds: [id.tags] }],
  ['updateTag', 'input.id', { id: id.tags, name: 'mine' }],
  ['deleteTag', 'input.id', { id: id.tags }],
  ['updateCompany', 'input.id', { id: id.companies, name: 'mine' }],
  ['updateCaller', 'input.id', { id: id.callers, email: 'a@b.example' }],
  ['createTag', 'input.companyId', { name: 'x', companyId: id.companies }],
  ['updateTracker', 'input.id', { id: id.trackers, active: false }],
  [
    'createTracker',
    'input.companyId',
    {
      companyId: id.companies,
      kind: 'OFFLINE',
      name: 'x',
      destination: '+12125550100',
      numbers: ['+12125550161'],
    },
  ],
  ['updateAutomation', 'input.id', { id: id.automations, enabled: false }],
  [
    'createAutomation',
    'input.companyId',
    {
      companyId: id.companies,
      name: 'x',
      trigger: 'CALL_ENDED',
      filter: {},
      actions: [{ setLeadStatus: { leadStatus: 'WON' } }],
    },
  ],
  ['disconnectIntegration', 'input.linkedAccountId', { linkedAccountId: id.linkedAccounts }],
  [
    'connectIntegration',
    'input.linkedAccountId',
    {
      integration: 'twilio',
      linkedAccountId: id.linkedAccounts,
      secrets: { accountSid: 'AC1', authToken: 'x' },
    },
  ],
  ['retryDelivery', 'input.id', { id: id.deliveries }],
];

const mutationOf = (name: string): string => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${errors} } }`;
};

describe('an id of another account', () => {
  it('opens nothing, changes nothing, and is no different from one nobody has', async () => {
    const { ours, stranger } = await startTwo();
    const { data } = await ours.ask(everything);
    for (const list of Object.keys(lists)) expect(data[list].totalCount, list).toBeGreaterThan(0);
    const names = Object.keys(lists).filter((list) => list !== 'unmatchedEvents') as (keyof typeof lists)[];
    const ids = Object.fromEntries(names.map((list) => [list, oneOf(data, list)])) as Record<
      keyof typeof lists,
      string
    >;

    for (const [list, id] of Object.entries(ids)) {
      const node = 'query ($id: ID!) { node(id: $id) { __typename } }';
      expect((await ours.ask(node, { id })).data.node, list).not.toBeNull();
      expect(await stranger.ask(node, { id }), list).toMatchObject({
        data: { node: null },
        errors: undefined,
      });
    }
    const theirs = await stranger.ask(everything);
    const counts = Object.entries<Page>(theirs.data).map(([list, page]) => [list, page.totalCount]);
    expect(counts.filter(([, count]) => count !== 0)).toEqual([
      ['companies', 1],
      ['numbers', 1],
      ['trackers', 1],
    ]);

    const asked = await stranger.ask(
      `query ($call: ID!, $rule: ID!, $tracker: ID!, $company: ID!, $linkedAccount: ID!, $tag: String!) {
        call(id: $call) { id } automation(id: $rule) { id }
        numbers(trackerId: $tracker) { totalCount } trackers(companyId: $company) { totalCount }
        deliveries(filter: {callId: $call, linkedAccountId: $linkedAccount}) { totalCount }
        calls(filter: {any: [{tracker: {eq: $tracker}}, {company: {eq: $company}}, {tags: {has: $tag}}]}) { totalCount }
      }`,
      {
        call: ids.calls,
        rule: ids.automations,
        tracker: ids.trackers,
        company: ids.companies,
        linkedAccount: ids.linkedAccounts,
        tag: ids.tags,
      },
    );
    expect(asked.data).toEqual({
      call: null,
      automation: null,
      numbers: { totalCount: 0 },
      trackers: { totalCount: 0 },
      deliveries: { totalCount: 0 },
      calls: { totalCount: 0 },
    });

    for (const [name, field, input] of naming(ids)) {
      const answer = await stranger.ask(mutationOf(name), { input });
      expect(answer.data?.[name].userErrors, name).toEqual([
        { code: 'NOT_FOUND', field, message: expect.any(String) },
      ]);
    }
    expect((await ours.ask(everything)).data).toEqual(data);
  });
});

/** Lists narrowed by an id: a blank one must not mean everything. */
const narrowing = [
  ['numbers(trackerId: $id)', 'trackerId'],
  ['trackers(companyId: $id)', 'companyId'],
  ['deliveries(filter: {callId: $id})', 'filter.callId'],
  ['deliveries(filter: {linkedAccountId: $id})', 'filter.linkedAccountId'],
] as const;

describe('what was made up', () => {
  it('an id is refused in the words of its field', async () => {
    const { stranger } = await startTwo();
    const odd = [
      '',
      ' ',
      '1',
      'call_',
      'call_01k9r2m4x5e8kbw3n7q6t0v2yzz',
      'CALL_01K9R2M4X5E8KBW3N7Q6T0V2YZ',
      '__proto___x',
      'x'.repeat(50_000),
    ];
    for (const text of odd) {
      const ids = Object.fromEntries(Object.keys(lists).map((list) => [list, text])) as Record<
        keyof typeof lists,
        string
      >;
      for (const [name, field, input] of naming(ids)) {
        const { data } = await stranger.ask(mutationOf(name), { input });
        const [error] = data?.[name].userErrors ?? [];
        expect([name, error?.field?.replace(/\[\d+\]$|\.\d+$/, '')], text.slice(0, 50)).toEqual([
          name,
          field,
        ]);
        expect(error.code).toMatch(/^(INVALID|NOT_FOUND)$/);
      }
      for (const [argument, field] of narrowing) {
        const query = `query ($id: ID!) { ${argument} { totalCount } }`;
        const [refused] = (await stranger.ask(query, { id: text })).errors ?? [];
        expect(refused?.extensions, argument).toMatchObject({ code: 'INVALID', field });
      }
      const found = await stranger.ask(
        'query ($id: ID!) { node(id: $id) { id } call(id: $id) { id } automation(id: $id) { id } }',
        { id: text },
      );
      for (const value of Object.values(found.data ?? {})) expect(value).toBeNull();
      for (const error of found.errors ?? [])
        expect(error.extensions).toMatchObject({ code: 'INVALID', field: 'id' });
    }
  });

  it('a cursor is refused by every list, both ways', async () => {
    const { ours } = await startTwo();
    const ends = async (): Promise<readonly string[]> => {
      const { data } = await ours.ask(
        '{ calls { pageInfo { endCursor } } tags { pageInfo { endCursor } } changes(first: 1) { pageInfo { endCursor } } }',
      );
      return [data.calls, data.tags, data.changes].map(({ pageInfo }) => pageInfo.endCursor);
    };
    // The feed shows a change once every transaction that is older has ended, other tests' too.
    await expect.poll(ends).not.toContain(null);
    const cursors = await ends();
    const bent = JSON.parse(Buffer.from(cursors[0] ?? '', 'base64url').toString()) as unknown[];
    const made = [
      [bent[0], 8.64e15, bent[2]],
      [bent[0], -8.64e15, bent[2]],
      [bent[0], 1e300, bent[2]],
      [bent[0], bent[1], 'x'],
      [bent[0], '1', bent[2]],
      [],
      null,
    ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
    for (const list of [...Object.keys(lists), 'apiKeys', 'changes']) {
      for (const way of list === 'changes' ? ['after'] : ['after', 'before']) {
        const others = cursors.filter((_, at) => ['calls', 'tags', 'changes'][at] !== list);
        for (const cursor of [
          '',
          'x',
          '\u2028',
          'a'.repeat(5_000),
          '99999999999999999999.1',
          ...others,
          ...made,
        ]) {
          const answer = await ours.ask(
            `query ($cursor: String) { ${list}(${way}: $cursor) { pageInfo { endCursor } } }`,
            { cursor },
          );
          expect(answer.errors?.[0]?.extensions, `${list} ${way} ${cursor.slice(0, 40)}`).toMatchObject({
            code: 'INVALID',
            field: way,
          });
        }
      }
    }
  });

  it('a field nobody knows is named', async () => {
    const { ours } = await startTwo();
    const filter = 'query ($filter: CallFilter) { calls(filter: $filter) { totalCount } }';
    const said = async (query: string, variables: object) =>
      (await ours.ask(query, variables)).errors?.[0].message;
    expect(await said('{ calls { nodes { colour } } }', {})).toContain('colour');
    expect(await said('{ calls(colour: 1) { totalCount } }', {})).toContain('colour');
    expect(await said(filter, { filter: { colour: { eq: 'red' } } })).toContain('colour');
    expect(await said(filter, { filter: { source: { like: 'goo%' } } })).toContain('like');
    expect(await said(filter, { filter: { outcome: { eq: 'LUCKY' } } })).toContain('Outcome');
    expect(await said(filter, { filter: { durationSeconds: { gte: '60' } } })).toContain('durationSeconds');
    expect(await said(filter, { filter: { startedAt: { gte: 'yesterday' } } })).toContain('startedAt');
    expect(await said(mutationOf('createTag'), { input: { name: 'x', __proto__x: 1 } })).toContain(
      '__proto__x',
    );
  });

  it('a filter 50 levels deep is refused wherever one is taken', async () => {
    const { ours } = await startTwo();
    const nested = (depth: number): object =>
      depth === 0 ? { answered: { eq: true } } : { all: [nested(depth - 1)] };
    const places: readonly (readonly [string, (filter: object) => object])[] = [
      ['query ($filter: CallFilter) { calls(filter: $filter) { totalCount } }', (filter) => ({ filter })],
      [
        'query ($filter: CallFilter) { callReport(filter: $filter, groupBy: [SOURCE], metrics: [CALLS]) { rows { __typename } } }',
        (filter) => ({ filter }),
      ],
      [
        mutationOf('createAutomation'),
        (filter) => ({
          input: {
            name: 'x',
            trigger: 'CALL_ENDED',
            filter,
            actions: [{ setLeadStatus: { leadStatus: 'WON' } }],
          },
        }),
      ],
    ];
    for (const [query, variables] of places) {
      const shallow = await ours.ask(query, variables(nested(5)));
      expect([shallow.errors, shallow.data?.createAutomation?.userErrors ?? []], query).toEqual([
        undefined,
        [],
      ]);
      for (const depth of [20, 50, 1_000]) {
        const { data, errors: refused } = await ours.ask(query, variables(nested(depth)));
        const [message] = [...(refused ?? []), ...(data?.createAutomation?.userErrors ?? [])].map(
          (error) => error.message,
        );
        expect(message, `${depth}: ${query}`).toMatch(/levels|nested/);
        expect(message).not.toContain('our side');
      }
    }
    const wide = { any: Array.from({ length: 20_000 }, () => ({ source: { eq: 'x' } })) };
    const { errors: refused } = await ours.ask(places[0]?.[0] ?? '', { filter: wide });
    for (const { message } of refused ?? []) expect(message).not.toContain('our side');
    expect((await ours.ask('{ viewer { account { name } } }')).errors).toBeUndefined();
  });
});

describe('texts and numbers', () => {
  it('half a character and NUL are refused, in variables, keys and the document', async () => {
    const { ours } = await startTwo();
    for (const name of ['a\0b', '\ud800', 'x\udc00y']) {
      const { errors: refused } = await ours.ask(mutationOf('createTag'), { input: { name } });
      expect(refused?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'input.name' });
      const settings = { [name]: 1 };
      const input = { integration: 'webhook', settings };
      const keyed = await ours.ask(mutationOf('connectIntegration'), { input });
      expect(keyed.errors?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'input.settings' });
      const found = await ours.ask('query ($s: String) { callers(search: $s) { totalCount } }', { s: name });
      expect(found.errors?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'search' });
    }
  });

  it('tracking numbers are the same in every spelling, and what is none is named', async () => {
    const { ours } = await startTwo();
    const { data } = await ours.ask('{ companies { nodes { id } } }');
    const base = {
      companyId: data.companies.nodes[0].id,
      kind: 'OFFLINE',
      name: 'Spelled',
      destination: '(212) 555-0100',
    };
    const query = `mutation ($input: CreateTrackerInput!) { createTracker(input: $input) { tracker { numbers { number } destination } ${errors} } }`;
    const create = async (numbers: readonly string[]) =>
      (await ours.ask(query, { input: { ...base, numbers } })).data.createTracker;

    const spelled = [
      '+1 212 555 0170',
      '(212) 555-0171',
      '212.555.0172',
      '1-212-555-0173',
      'tel:+12125550174',
      '＋１２１２５５５０１７５',
      ' 2125550176\t',
    ];
    const { tracker, userErrors } = await create(spelled);
    expect(userErrors).toEqual([]);
    expect(tracker.destination).toBe('+12125550100');
    expect(tracker.numbers.map(({ number }: { number: string }) => number).sort()).toEqual(
      spelled.map((_, at) => `+121255501${70 + at}`),
    );

    const refusals: readonly (readonly [readonly string[], string, string])[] = [
      [['+1 (212) 555-0170'], 'CONFLICT', 'input.numbers'],
      [['212 555 0160'], 'CONFLICT', 'input.numbers'],
      [['+12125550180', '212-555-0180'], 'INVALID', 'input.numbers[1]'],
      [['+12125550181', '555'], 'INVALID', 'input.numbers[1]'],
      [['anonymous'], 'INVALID', 'input.numbers[0]'],
      [['+1212555018٢x'], 'INVALID', 'input.numbers[0]'],
      [['call 2125550182 now'], 'INVALID', 'input.numbers[0]'],
      [[''], 'INVALID', 'input.numbers[0]'],
      [[], 'INVALID', 'input.numbers'],
      [Array.from({ length: 501 }, (_, at) => `+1212555${1000 + at}`), 'TOO_LARGE', 'input.numbers'],
    ];
    for (const [numbers, code, field] of refusals) {
      const answer = await create(numbers);
      expect([answer.tracker, answer.userErrors], numbers.slice(0, 3).join()).toEqual([
        null,
        [{ code, field, message: expect.any(String) }],
      ]);
      // A stranger's number is taken; whose it is stays theirs.
      expect(JSON.stringify(answer)).not.toContain('Theirs');
    }
  });
});
