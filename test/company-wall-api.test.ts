import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLField, isRequiredArgument } from 'graphql';
import { expect, it } from 'vitest';
import { type Noun, newId, typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import type { GraphqlAnswer } from './support/front-door.ts';
import { type Asker, startTwoCompanies, type TwoCompanies } from './support/two-companies.ts';
import { wholeSelection } from './support/whole-selection.ts';

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const fieldsOf = (type: ReturnType<typeof schema.getQueryType>): readonly GraphQLField<unknown, unknown>[] =>
  Object.values(type?.getFields() ?? {});

type Ids = Readonly<Record<Noun | 'number' | 'after', string>>;
type Given = Readonly<Record<string, unknown>>;
const period = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const days = { from: '2026-11-01', to: '2026-12-31' };
const rule = {
  trigger: 'CALL_ENDED',
  filter: {},
  actions: [{ setLeadStatus: { leadStatus: 'LOST' } }],
} as const;
const adds = (tagId: string) => ({ ...rule, actions: [{ addTag: { tagId } }] });

/** A list that takes no ids. Its `after` may come from a key that sees more. */
const list = ({ after }: Ids): Given[] => [{ after }];
const nothing = (): Given[] => [];
const webhook = 'send-call';

/**
 * What a limited key may ask with ids that are not of its companies. Each is asked with those of another company and
 * with ids that do not exist, and must be answered alike; with its own it must be answered at all.
 */
const queries: Readonly<Record<string, (ids: Ids) => readonly Given[]>> = {
  agents: list,
  apiKeys: nothing,
  auditEntries: nothing,
  automation: ({ Automation: id }) => [{ id }],
  automationActions: nothing,
  automationTriggers: nothing,
  automations: list,
  call: ({ Call: id }) => [{ id }],
  callFields: nothing,
  callMetrics: nothing,
  callReport: ({ Company, Tracker, Tag }) =>
    [{ company: { eq: Company } }, { tracker: { eq: Tracker } }, { tags: { has: Tag } }].map((filter) => ({
      filter,
      groupBy: ['TRACKER'],
      metrics: ['CALLS'],
    })),
  callers: ({ number }) => [{ search: number }],
  calls: ({ Company, Tracker, Tag, number, after }) => [
    { after },
    { filter: { company: { eq: Company } } },
    { filter: { not: { tracker: { eq: Tracker } } } },
    { filter: { tags: { has: Tag } } },
    { filter: { trackingNumber: { eq: number } } },
  ],
  changeCursor: nothing,
  changes: nothing,
  companies: list,
  conversionReport: ({ LinkedAccount: linkedAccountId }) => [{ linkedAccountId, ...days }],
  customFields: list,
  deliveries: ({ after }) => [{ after }],
  deliveryEligibility: ({ Call: callId, LinkedAccount: linkedAccountId }) => [
    { callId, linkedAccountId, action: webhook },
  ],
  integrations: nothing,
  linkedAccounts: list,
  manualImport: ({ LinkedAccount: linkedAccountId }) => [{ actionId: webhook, linkedAccountId, ...days }],
  node: (ids) => Object.entries(ids).flatMap(([noun, id]) => (/^[A-Z]/.test(noun) ? [{ id }] : [])),
  numbers: ({ Tracker: trackerId }) => [{ trackerId }],
  poolForecast: ({ Tracker: tracker }) => [{ tracker }],
  poolUse: ({ Company: companyId }) => [{ companyId }],
  run: ({ Run: id }) => [{ id }],
  runs: list,
  scoreCriteria: list,
  tags: list,
  templatePreview: ({ Call: callId, LinkedAccount: linkedAccountId }) => [
    { input: { callId, linkedAccountId, action: webhook, settings: {} } },
  ],
  trackerMatch: ({ Company: companyId }) => [{ companyId, url: 'https://site.example/' }],
  trackers: ({ Company: companyId }) => [{ companyId }],
  unmatchedEvents: list,
  viewer: nothing,
  visitor: ({ Visitor: id }) => [{ id }],
  visitors: ({ Company: companyId }) => [{ filter: { companyId } }],
};

/** Refused to every key without ADMIN, which no limited key has. */
const admin = (input: Given) => (): readonly Given[] => [input];

/** The same for changes. The code every foreign id is refused with; null: it is not refused, and finds nothing. */
const mutations: Readonly<Record<string, readonly [string | null, (ids: Ids) => readonly Given[]]>> = {
  addNote: ['NOT_FOUND', ({ Call: callId }) => [{ callId, text: 'Taken' }]],
  archiveCustomField: ['NOT_FOUND', ({ CustomField: id }) => [{ id }]],
  assignCall: ['NOT_FOUND', ({ Call: callId, Agent: agentId }) => [{ callId, agentId }]],
  automationDryRun: [
    'NOT_FOUND',
    ({ Automation: automationId, Company: companyId, Tag }) => [
      { automationId, period },
      { rule, companyId, period },
      { rule: adds(Tag), period },
    ],
  ],
  backfillAutomation: ['NOT_FOUND', ({ Automation: automationId }) => [{ automationId, period }]],
  cancelRun: ['NOT_FOUND', ({ Run: id }) => [{ id }]],
  connectIntegration: ['FORBIDDEN', admin({ integration: 'webhook' })],
  createAgent: ['FORBIDDEN', admin({ name: 'Nobody' })],
  createApiKey: ['FORBIDDEN', ({ Company }) => [{ name: 'Wider', scopes: ['READ'], companyIds: [Company] }]],
  createAutomation: ['NOT_FOUND', ({ Company: companyId }) => [{ ...rule, companyId, name: 'Taken' }]],
  createCompany: ['FORBIDDEN', admin({ name: 'New', timeZone: 'UTC', currency: 'USD', country: 'US' })],
  createCustomField: [
    'NOT_FOUND',
    ({ Company: companyId }) => [{ companyId, name: 'Taken', key: 'taken', kind: 'TEXT', subject: 'CALL' }],
  ],
  createScoreCriterion: [
    'NOT_FOUND',
    ({ Company: companyId }) => [{ companyId, name: 'Taken', filter: {}, points: 1 }],
  ],
  createTag: ['NOT_FOUND', ({ Company: companyId }) => [{ companyId, name: 'Taken' }]],
  createTracker: [
    'NOT_FOUND',
    ({ Company: companyId }) => [
      { companyId, name: 'Taken', kind: 'OFFLINE', destination: '+12125550111', numbers: ['+12125550188'] },
    ],
  ],
  deleteNote: ['NOT_FOUND', ({ Note: id }) => [{ id }]],
  deleteScoreCriterion: ['NOT_FOUND', ({ ScoreCriterion: id }) => [{ id }]],
  deleteTag: ['NOT_FOUND', ({ Tag: id }) => [{ id }]],
  disconnectIntegration: ['FORBIDDEN', ({ LinkedAccount: linkedAccountId }) => [{ linkedAccountId }]],
  finishIntegrationSignIn: ['FORBIDDEN', admin({ state: 'x', finishToken: 'x' })],
  recordOutcome: [
    'NOT_FOUND',
    ({ Call: callId, Company: companyId }) => [
      { callId, externalId: 'taken', stage: 'Taken' },
      { callerNumber: '+12125550177', companyId, externalId: 'taken', stage: 'Taken' },
    ],
  ],
  replayDeliveries: [null, ({ Delivery }) => [{ ids: [Delivery] }]],
  rescoreCalls: [null, ({ Company: companyId }) => [{ companyId }]],
  resolveAttribution: ['NOT_FOUND', ({ Call: callId, WebSession: sessionId }) => [{ callId, sessionId }]],
  retryDelivery: ['NOT_FOUND', ({ Delivery: id }) => [{ id }]],
  revokeApiKey: ['FORBIDDEN', ({ ApiKey: id }) => [{ id }]],
  setAlertLinkedAccount: ['FORBIDDEN', ({ LinkedAccount: linkedAccountId }) => [{ linkedAccountId }]],
  setCustomFields: [
    'NOT_FOUND',
    ({ Call: callId, Caller: callerId }) => [
      { callId, values: { own_us: 'Taken' } },
      { callerId, values: { own_us: 'Taken' } },
    ],
  ],
  setTranscript: ['NOT_FOUND', ({ Call: callId }) => [{ callId, text: 'Taken' }]],
  tagCalls: ['NOT_FOUND', ({ Call, Tag }) => [{ callIds: [Call], tagIds: [Tag] }]],
  tagCallsByFilter: ['NOT_FOUND', ({ Tag }) => [{ filter: {}, tagIds: [Tag] }]],
  untagCalls: ['NOT_FOUND', ({ Call, Tag }) => [{ callIds: [Call], tagIds: [Tag] }]],
  updateAgent: ['FORBIDDEN', ({ Agent: id }) => [{ id, name: 'Taken' }]],
  updateAutomation: ['NOT_FOUND', ({ Automation: id }) => [{ id, name: 'Taken' }]],
  updateCall: ['NOT_FOUND', ({ Call: id }) => [{ id, leadStatus: 'LOST' }]],
  updateCaller: ['NOT_FOUND', ({ Caller: id }) => [{ id, email: 'taken@mail.example' }]],
  updateCompany: ['NOT_FOUND', ({ Company: id }) => [{ id, name: 'Taken' }]],
  updateCustomField: ['NOT_FOUND', ({ CustomField: id }) => [{ id, name: 'Taken' }]],
  updateNote: ['NOT_FOUND', ({ Note: id }) => [{ id, text: 'Taken' }]],
  updateScoreCriterion: ['NOT_FOUND', ({ ScoreCriterion: id }) => [{ id, name: 'Taken' }]],
  updateTag: ['NOT_FOUND', ({ Tag: id }) => [{ id, name: 'Taken' }]],
  updateTracker: ['NOT_FOUND', ({ Tracker: id }) => [{ id, name: 'Taken' }]],
};

/** What each subscription tells a limited key stands in the last test. */
const subscriptions: Readonly<Record<string, (ids: Ids) => Given>> = {
  callChanged: () => ({ filter: {} }),
  changes: () => ({}),
  deliveryChanged: () => ({}),
  runChanged: ({ Run: id }) => ({ id }),
};

it('has an expectation for every root field', () => {
  const named = (fields: ReturnType<typeof fieldsOf>) => fields.map(({ name }) => name).sort();
  expect(Object.keys(queries).sort()).toEqual(named(fieldsOf(schema.getQueryType())));
  expect(Object.keys(mutations).sort()).toEqual(named(fieldsOf(schema.getMutationType())));
  expect(Object.keys(subscriptions).sort()).toEqual(named(fieldsOf(schema.getSubscriptionType())));
});

/** The table behind each noun that is of one company. */
const tables = {
  Call: 'calls',
  Caller: 'callers',
  Visitor: 'visitors',
  WebSession: 'web_sessions',
  Tracker: 'trackers',
  TrackingNumber: 'tracking_numbers',
  Delivery: 'deliveries',
  Note: 'notes',
  CrmOutcome: 'crm_outcomes',
  Tag: 'tags',
  Automation: 'automations',
  CustomField: 'custom_fields',
  ScoreCriterion: 'score_criteria',
} as const satisfies Partial<Record<Noun, string>>;

const read = async ({ stack, accountId }: TwoCompanies, text: string) =>
  stack.db.read<{ readonly row: unknown }>(systemReach(accountId, 'test'), { text, params: [] });

const idsOf = async (world: TwoCompanies, companyId: string): Promise<ReadonlyMap<Noun, string[]>> => {
  const found = new Map<Noun, string[]>([['Company', [companyId]]]);
  for (const [noun, table] of Object.entries(tables)) {
    const rows = await read(
      world,
      `select id as row from ${table} where company_id = '${companyId}' order by id desc`,
    );
    found.set(
      noun as keyof typeof tables,
      rows.map(({ row }) => String(row)),
    );
  }
  return found;
};

const nouns = [...Object.keys(tables), 'Company', 'Run', 'ApiKey', 'Agent', 'LinkedAccount'] as Noun[];
const idsBy = (pick: (noun: Noun) => string, number: string, after: string): Ids =>
  ({ ...Object.fromEntries(nouns.map((noun) => [noun, typedId(noun, pick(noun))])), number, after }) as Ids;

/** The two companies, what only the other one has, and what is every company's but names things of the other. */
const startWorld = async () => {
  const world = await startTwoCompanies();
  const { agency, worker, mine, theirs, theirTag, linkedAccounts } = world;
  const { agent } = await agency.change('createAgent', { name: 'Ada' }, 'agent { id }');
  const [my, their] = [await idsOf(world, mine.id), await idsOf(world, theirs.id)];
  const first = (ids: ReadonlyMap<Noun, string[]>) => (noun: Noun) => {
    if (noun === 'LinkedAccount') return linkedAccounts.webhook;
    return ids.get(noun)?.[0] ?? newId();
  };
  const tracker = typedId('Tracker', first(their)('Tracker'));
  const filter = { company: { eq: typedId('Company', theirs.id) }, tracker: { in: [tracker] } };
  const named = { ...adds(theirTag), name: 'For all, of the other', filter };
  const shared = await agency.change('createAutomation', named, 'automation { id }');
  await agency.change('updateAutomation', { id: shared.automation.id, filter: { tags: { has: theirTag } } });
  await agency.change('createAutomation', { ...named, name: 'Tags all', trigger: 'TAG_ADDED', filter: {} });
  await agency.change('createScoreCriterion', { name: 'Far', points: 1, filter });
  // Judged by them all, so that decisions are there to be read.
  const told = await agency.change('createTag', { name: 'Told' }, 'tag { id }');
  await agency.change('tagCalls', { callIds: [world.myCall], tagIds: [told.tag.id] });
  const past = { automationId: shared.automation.id, period };
  await agency.change('automationDryRun', past);
  const mineRun = await worker.change('automationDryRun', past, 'run { id }');
  const theirRun = await agency.change(
    'rescoreCalls',
    { companyId: typedId('Company', theirs.id) },
    'run { id }',
  );
  const running = '{ runs { nodes { state } } }';
  await expect
    .poll(async () => JSON.stringify(await agency.get(running)), { timeout: 10_000 })
    .not.toContain('RUNNING');
  const { calls, apiKeys } = await agency.get('{ calls { edges { cursor } } apiKeys { nodes { id } } }');
  const { cursor } = calls.edges[0];
  const common = { Agent: agent.id };
  const own: Ids = { ...idsBy(first(my), '+12125550150', cursor), ...common, Run: mineRun.run.id };
  const foreign: Ids = {
    ...idsBy(first(their), '+12125550160', cursor),
    ...common,
    Run: theirRun.run.id,
    ApiKey: apiKeys.nodes[0].id,
  };
  const missing: Ids = {
    ...idsBy((noun) => (noun === 'LinkedAccount' ? linkedAccounts.webhook : newId()), '+12125550169', cursor),
    ...common,
  };
  const secrets = [
    ...[...their.values()].flat().flatMap((id) => [id, typedId('Call', id).slice('call_'.length)]),
    theirs.name,
    theirs.publicKey,
    '+12125550160',
    '+12125550161',
    'own_ca',
    theirRun.run.id,
  ];
  return { ...world, own, foreign, missing, secrets };
};

const declared = ({ args }: GraphQLField<unknown, unknown>, given: Given) => {
  const used = args.filter(({ name }) => name in given);
  const head = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  // Small pages, or a selection of everything would cost more than a document may.
  const page = args.some(({ name }) => name === 'first') ? ['first: 5'] : [];
  const passed = [...page, ...used.map(({ name }) => `${name}: $${name}`)].join(', ');
  return [head && `(${head})`, passed && `(${passed})`];
};

const askWhole = (asker: Asker, field: GraphQLField<unknown, unknown>, given: Given) => {
  const [head, passed] = declared(field, given);
  return asker.ask(`query ${head} { ${field.name}${passed} ${wholeSelection(field)} }`, given);
};

const codeOf = ({ errors }: GraphqlAnswer): string | undefined => errors?.[0]?.extensions?.code;

/** What was said, without the ids that were asked for, and what depends on the second. */
const said = ({ data, errors }: GraphqlAnswer): string =>
  JSON.stringify({ data, errors }).replaceAll(
    /"ageSeconds":\d+|[a-z]{2,6}_[0-9a-z]{26}|\+1212555\d{4}/g,
    'ID',
  );

it('shows of everything that can be asked nothing of another company', { timeout: 60_000 }, async () => {
  const { agency, client, own, foreign, missing, secrets } = await startWorld();
  const leaks = (answer: GraphqlAnswer) =>
    secrets.filter((secret) => JSON.stringify(answer).includes(secret));
  const seen = new Set<string>();
  for (const field of fieldsOf(schema.getQueryType())) {
    const { name } = field;
    if (!field.args.some(isRequiredArgument)) {
      const answer = await askWhole(client, field, {});
      const refused = ['apiKeys', 'auditEntries'].includes(name) ? 'FORBIDDEN' : undefined;
      expect(codeOf(answer), `${name}: ${answer.errors?.[0]?.message}`).toBe(refused);
      expect(leaks(answer), name).toEqual([]);
      for (const secret of leaks(await askWhole(agency, field, {}))) seen.add(secret);
    }
    const [mine, theirs, nobodys] = [own, foreign, missing].map((ids) => queries[name]?.(ids) ?? []);
    for (const [at, given] of (mine ?? []).entries()) {
      const about = `${name} ${JSON.stringify(given)}`;
      const [answer, far, none] = await Promise.all([
        askWhole(client, field, given),
        askWhole(client, field, theirs?.[at] ?? {}),
        askWhole(client, field, nobodys?.[at] ?? {}),
      ]);
      expect(codeOf(answer) ?? '', about).not.toMatch(/INTERNAL|VALIDATION|BAD_USER/);
      expect(leaks(answer), about).toEqual([]);
      expect(said(far), about).toBe(said(none));
      expect(codeOf(far) ?? '', about).not.toMatch(/INTERNAL/);
    }
  }
  // The test would see it: the agency is shown nearly all of it.
  expect(seen.size).toBeGreaterThan(secrets.length / 2);
});

it('changes nothing of another company, and says of it what it says of what is not there', {
  timeout: 60_000,
}, async () => {
  const world = await startWorld();
  const { worker, foreign, missing, own, theirs } = world;
  const rows = async () => {
    const all = Object.values(tables).map((table) =>
      read(world, `select to_jsonb(t) as row from ${table} t where company_id = '${theirs.id}' order by id`),
    );
    return Promise.all(all);
  };
  const before = await rows();
  for (const { name } of fieldsOf(schema.getMutationType())) {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { code message field } } }`;
    const change = (input: Given) => worker.ask(query, { input });
    const [code, inputsOf] = mutations[name] ?? [null, nothing];
    const nobodys = inputsOf(missing);
    for (const [at, input] of inputsOf(foreign).entries()) {
      const [far, none] = [await change(input), await change(nobodys[at] ?? {})];
      const about = `${name} ${JSON.stringify(far)}`;
      expect(far.data?.[name]?.userErrors[0]?.code ?? codeOf(far) ?? null, about).toBe(code);
      expect(said(far), about).toBe(said(none));
    }
  }
  expect(await rows()).toEqual(before);

  // Names that are unique in the account, and taken where this key does not see.
  const taken = { companyId: own.Company, name: `${theirs.name} only` };
  const made = await worker.change('createTag', taken);
  expect(made.userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.name' }]);
  const renamed = await worker.change('updateTag', { id: own.Tag, name: taken.name });
  expect(renamed.userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.name' }]);
  // Nothing of its own can be given away, either.
  for (const [change, id] of [
    ['updateTag', own.Tag],
    ['updateCustomField', own.CustomField],
    ['updateScoreCriterion', own.ScoreCriterion],
  ] as const)
    for (const [companyId, code] of [
      [foreign.Company, 'NOT_FOUND'],
      [null, 'FORBIDDEN'],
    ] as const)
      expect((await worker.change(change, { id, companyId })).userErrors[0]?.code, change).toBe(code);
});

it('tells of another company in no subscription, also where both ask for the same at once', {
  timeout: 60_000,
}, async () => {
  const { agency, client, own, foreign, missing, myCall, theirCall, theirs, secrets } = await startWorld();
  const heard = new Map<Asker, string[]>([
    [agency, []],
    [client, []],
  ]);
  const listen = (asker: Asker, name: string, given: Given) => {
    const field = fieldsOf(schema.getSubscriptionType()).find((one) => one.name === name);
    if (!field) throw new Error(`There is no subscription ${name}.`);
    const [head, passed] = declared(field, given);
    const query = `subscription ${head} { ${name}${passed} ${wholeSelection(field)} }`;
    const events = asker.socket().iterate({ query, variables: { ...given } });
    const hear = async () => {
      for await (const event of events) heard.get(asker)?.push(JSON.stringify(event));
    };
    // Ends with the socket, when the test does.
    hear().catch((error: unknown) => heard.get(asker)?.push(JSON.stringify(error)));
  };
  const { changeCursor: after } = await agency.get('{ changeCursor }');
  for (const [name, givenOf] of Object.entries(subscriptions)) {
    listen(agency, name, { ...givenOf(foreign), after });
    for (const ids of [own, foreign, missing]) listen(client, name, { ...givenOf(ids), after });
  }
  await agency.change('updateCompany', { id: foreign.Company, cookieDays: 30 });
  await agency.change('updateTracker', { id: foreign.Tracker, ringSeconds: 25 });
  for (const callId of [theirCall, myCall, theirCall]) {
    await agency.change('updateCall', { id: callId, leadStatus: 'WON' });
    await agency.change('addNote', { callId, text: 'Said' });
  }
  await agency.change('replayDeliveries', { ids: [foreign.Delivery, own.Delivery] });
  await agency.change('rescoreCalls', { companyId: foreign.Company });
  await agency.change('addNote', { callId: theirCall, text: 'The last of theirs' });
  await agency.change('addNote', { callId: myCall, text: 'The last' });
  const all = (asker: Asker) => (heard.get(asker) ?? []).join('\n');
  await expect.poll(() => all(agency), { timeout: 10_000 }).toContain('The last of theirs');
  await expect.poll(() => all(client), { timeout: 10_000 }).toContain('The last');
  expect(secrets.filter((secret) => all(client).includes(secret))).toEqual([]);
  expect(all(client)).not.toMatch(/INTERNAL|The last of theirs/);
  expect(all(agency)).toContain(theirs.name);
});
