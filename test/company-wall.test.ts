import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import * as schema from '../schema/index.ts';
import { typedId } from '../src/ids.ts';
import { keyReach, type Reach, systemReach } from '../src/reach.ts';
import { type Asker, startTwoCompanies, type TwoCompanies } from './support/two-companies.ts';

const tables = Object.values(schema as Record<string, unknown>).filter((value) => is(value, PgTable));
const named = (table: PgTable) => getTableName(table);
const ofCompanies = tables.filter((table) => 'companyId' in getTableColumns(table)).map(named);
const accountOnly = ['api_keys', 'audit_entries', 'linked_accounts'];

const rowsIn = ({ stack }: TwoCompanies, reach: Reach, table: string) =>
  stack.db.read<{ row: Record<string, unknown> }>(reach, {
    text: `select to_jsonb(t) as row from ${table} t`,
    params: [],
  });

/** Runs it, answers how many rows it met, and takes it back. */
const attempt = async ({ stack }: TwoCompanies, reach: Reach, text: string): Promise<number | string> => {
  const undo = new Error('taken back');
  let met: number | string = -1;
  await stack.db
    .inAccount(reach, async (tx) => {
      met = (await tx.execute(sql.raw(text))).length;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) met = String((error as Error).cause ?? error);
    });
  return met;
};

it('stands in the database: a limited reach reads and writes its companies in every table', async () => {
  const world = await startTwoCompanies();
  const { accountId, mine, theirs } = world;
  const whole = systemReach(accountId, 'test');
  const limited = keyReach(accountId, accountId, [mine.id]);
  for (const table of ofCompanies) {
    const all = (await rowsIn(world, whole, table)).map(({ row }) => row);
    const seen = (await rowsIn(world, limited, table)).map(({ row }) => row['company_id']);
    const foreign = all.find((row) => row['company_id'] === theirs.id);
    expect(foreign, `${table} has a row of the other company`).toBeDefined();
    expect(new Set(seen), table).not.toContain(theirs.id);
    expect(seen.filter((id) => id === mine.id).length, table).toBe(
      all.filter((row) => row['company_id'] === mine.id).length,
    );
    expect(seen.length, table).toBeGreaterThan(0);
    // Nothing of the other company, and nothing that is every company's, can be changed, removed or added.
    expect(
      await attempt(world, limited, `update ${table} set company_id = company_id returning 1`),
      table,
    ).toBe(seen.filter((id) => id === mine.id).length);
    const remove = `delete from ${table} where company_id is distinct from '${mine.id}' returning 1`;
    expect(await attempt(world, limited, remove), table).toBe(0);
    const copy = `insert into ${table} overriding system value select (jsonb_populate_record(null::${table}, '${JSON.stringify(foreign).replaceAll("'", "''")}')).*`;
    expect(await attempt(world, limited, copy), table).toContain('row-level security');
    const give = `update ${table} set company_id = '${theirs.id}' where company_id = '${mine.id}'`;
    expect(await attempt(world, limited, give), table).toContain('row-level security');
  }
  for (const table of accountOnly) {
    expect((await rowsIn(world, whole, table)).length, table).toBeGreaterThan(0);
    expect(await rowsIn(world, limited, table), table).toEqual([]);
  }
  expect(await rowsIn(world, limited, 'companies')).toHaveLength(1);
  expect(await rowsIn(world, keyReach(accountId, accountId, []), 'calls')).toEqual([]);
  const made = await attempt(
    world,
    limited,
    `insert into agents (account_id, id, name) values ('${accountId}', gen_random_uuid(), 'New')`,
  );
  expect(made).toContain('row-level security');
});

const call = `id trackingNumber tracker { id } note transcript { text } tags { name } score history { field after }
  notes { id text } decisions { reason automation { name } } timers { dueAt automation { name } } crmOutcomes { stage }
  deliveries { id attempts { number } linkedAccount { label settings externalId } } timeline { text }
  caller { id } session { id pages { page } leases { shownAt } visitor { id } }`;
const lists: Readonly<Record<string, string>> = {
  companies: 'id name',
  calls: `${call} company { id }`,
  callers: 'id company { id }',
  visitors: 'id company { id } sessions { id } calls { id }',
  trackers: 'id name company { id } numbers { id number }',
  numbers: 'id number tracker { id }',
  tags: 'id name',
  automations: 'id name versions { version }',
  customFields: 'id name',
  scoreCriteria: 'id name',
  deliveries: 'id call { id } attempts { exchanges { request response } }',
  agents: 'id',
  runs: 'id kind',
  unmatchedEvents: 'reason',
};

/** Every typed id in an answer. */
const idsIn = (answer: unknown): ReadonlySet<string> =>
  new Set(JSON.stringify(answer).match(/\b[a-z]{2,6}_[0-9a-z]{26}\b/g) ?? []);

const everyList = async (asker: Asker) => {
  const answers: Record<string, { totalCount: number; nodes: unknown[] }> = {};
  for (const [name, selection] of Object.entries(lists)) {
    const answer = await asker.get(`{ ${name} { totalCount nodes { ${selection} } } }`);
    answers[name] = answer[name];
  }
  return answers;
};

it('shows a client of the agency its company in every list and count, and everything else as not there', async () => {
  const { agency, client, mine, theirs, myCall, theirCall, accountId, linkedAccounts } =
    await startTwoCompanies();
  await agency.change('rescoreCalls', {}, 'run { id }');
  const [all, seen] = [await everyList(agency), await everyList(client)];
  const foreign = [...idsIn(all)].filter((id) => !idsIn(seen).has(id));
  const text = JSON.stringify(seen);
  for (const word of ['Ocean Avenue', '+12125550160', '+12125550161', theirCall])
    expect(text).not.toContain(word);
  for (const word of ['Harbor Street', 'Shared by all', myCall]) expect(text).toContain(word);
  for (const [name, { totalCount, nodes }] of Object.entries(seen))
    expect(nodes, name).toHaveLength(totalCount);
  for (const name of ['companies', 'calls', 'callers', 'visitors', 'deliveries'])
    expect([seen[name]?.totalCount, all[name]?.totalCount], name).toEqual([1, 2]);
  expect(seen['runs']?.totalCount).toBe(0);

  // Every noun of the other company by its id, as one that does not exist.
  const node = 'query ($id: ID!) { node(id: $id) { id } }';
  expect(new Set(foreign.map((id) => id.split('_')[0])).size).toBeGreaterThan(10);
  for (const id of foreign) expect((await client.get(node, { id })).node, id).toBeNull();
  for (const id of idsIn(seen)) expect((await client.get(node, { id })).node, id).toEqual({ id });
  expect((await client.get('query ($id: ID!) { call(id: $id) { id } }', { id: theirCall })).call).toBeNull();

  // Keys, the log and the vendors' settings are the account's.
  for (const name of ['apiKeys', 'auditEntries'])
    expect((await client.ask(`{ ${name} { totalCount } }`)).errors?.[0].extensions.code).toBe('FORBIDDEN');
  const own = await client.get(
    '{ viewer { apiKey { name companies { name } } account { name alertLinkedAccount { id } } } }',
  );
  expect(own.viewer.apiKey).toEqual({ name: 'The client', companies: [{ name: mine.name }] });
  const named = await client.get('{ linkedAccounts { nodes { label settings externalId reason } } }');
  expect(named.linkedAccounts.nodes.length).toBeGreaterThan(0);
  for (const one of named.linkedAccounts.nodes) expect(one).toMatchObject({ settings: {}, externalId: null });

  // Who did something, by name; another key has none for a limited one.
  const authors =
    '{ calls { nodes { id notes { author { kind name } } history { author { kind name } } } } }';
  const noted = (answer: { calls: { nodes: { id: string }[] } }) =>
    answer.calls.nodes.find(({ id }) => id === myCall);
  const rule = { author: { kind: 'RULE', name: `${mine.name} only` } };
  expect(noted(await agency.get(authors))).toMatchObject({
    notes: [{ author: { kind: 'KEY', name: 'Front door' } }],
    history: expect.arrayContaining([rule, { author: { kind: 'SYSTEM', name: 'Ringpath' } }]),
  });
  expect(noted(await client.get(authors))).toMatchObject({
    notes: [{ author: { kind: 'KEY', name: 'An API key' } }],
    history: expect.arrayContaining([rule]),
  });

  // Reports, files and questions about vendors.
  const report =
    '{ callReport(groupBy: [COMPANY], metrics: [CALLS]) { rows { groups { label } values { value } } totals { value } } }';
  const counted = JSON.stringify(await client.get(report));
  expect(counted).toContain(mine.name);
  expect(counted).not.toContain(theirs.name);
  const webhook = typedId('LinkedAccount', linkedAccounts.webhook);
  const eligibility = `query ($callId: ID!) { deliveryEligibility(callId: $callId, linkedAccountId: "${webhook}", action: "webhook.send-call") { eligible } }`;
  const asked = await Promise.all(
    [theirCall, typedId('Call', accountId)].map((callId) => client.ask(eligibility, { callId })),
  );
  expect(asked[0]?.errors?.[0]).toMatchObject({ ...asked[1]?.errors?.[0], path: expect.anything() });
});

it('lets a limited key change its company and nothing else, each refused in words', async () => {
  const { agency, worker, mine, theirs, myCall, theirCall, myTag, theirTag } = await startTwoCompanies();
  const [my, their] = [typedId('Company', mine.id), typedId('Company', theirs.id)];
  const refused = async (name: string, input: object) =>
    (await worker.change(name, input)).userErrors[0]?.code;

  expect(await refused('addNote', { callId: myCall, text: 'Mine' })).toBeUndefined();
  expect(await refused('tagCalls', { callIds: [myCall], tagIds: [myTag] })).toBeUndefined();
  expect(await refused('updateCall', { id: myCall, leadStatus: 'WON' })).toBeUndefined();
  expect(await refused('createTag', { companyId: my, name: 'Our own' })).toBeUndefined();
  expect(await refused('updateCompany', { id: my, name: 'Harbor Street Dental Care' })).toBeUndefined();
  const kept = { trigger: 'CALL_ENDED', filter: {}, actions: [{ addTag: { tagId: myTag } }] };
  expect(await refused('createAutomation', { ...kept, companyId: my, name: 'Our rule' })).toBeUndefined();

  const missing = typedId('Call', mine.id);
  for (const callId of [theirCall, missing]) {
    expect(await refused('addNote', { callId, text: 'Not mine' })).toBe('NOT_FOUND');
    expect(await refused('updateCall', { id: callId, leadStatus: 'LOST' })).toBe('NOT_FOUND');
    expect(await refused('setTranscript', { callId, text: 'Not mine' })).toBe('NOT_FOUND');
  }
  expect(await refused('tagCalls', { callIds: [myCall], tagIds: [theirTag] })).toBe('NOT_FOUND');
  expect(await refused('updateTag', { id: theirTag, name: 'Taken' })).toBe('NOT_FOUND');
  expect(await refused('updateCompany', { id: their, name: 'Taken' })).toBe('NOT_FOUND');
  expect(await refused('createTag', { companyId: their, name: 'Theirs' })).toBe('NOT_FOUND');

  expect(await refused('createTag', { name: 'For all' })).toBe('FORBIDDEN');
  expect(await refused('createAutomation', { ...kept, name: 'For all' })).toBe('FORBIDDEN');
  expect(await refused('createAgent', { name: 'Nobody' })).toBe('FORBIDDEN');
  const company = { name: 'New', timeZone: 'UTC', currency: 'USD', country: 'US' };
  expect(await refused('createCompany', company)).toBe('FORBIDDEN');
  const { tags } = await agency.get('{ tags { nodes { id name } } }');
  const shared = tags.nodes.find((tag: { name: string }) => tag.name === 'Shared by all');
  expect(await refused('updateTag', { id: shared.id, name: 'Taken' })).toBe('FORBIDDEN');
  expect(await refused('deleteTag', { id: shared.id })).toBe('FORBIDDEN');
  const key = { name: 'Wider', scopes: ['READ'] };
  expect(
    (
      await worker.ask('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }', {
        input: key,
      })
    ).errors?.[0].extensions.code,
  ).toBe('FORBIDDEN');
  const admin = { name: 'Both', scopes: ['READ', 'ADMIN'], companyIds: [my] };
  expect((await agency.change('createApiKey', admin)).userErrors).toMatchObject([
    { code: 'INVALID', field: 'input.companyIds' },
  ]);
  expect((await agency.change('createApiKey', { ...key, companyIds: [] })).userErrors[0].code).toBe(
    'INVALID',
  );
  expect(
    (await agency.change('createApiKey', { ...key, companyIds: [typedId('Company', theirs.accountId)] }))
      .userErrors[0].code,
  ).toBe('NOT_FOUND');
  const { calls } = await agency.get('{ calls { nodes { id note leadStatus } } }');
  expect(calls.nodes.find(({ id }: { id: string }) => id === theirCall)).toMatchObject({
    note: `A note of ${theirs.name}`,
    leadStatus: 'QUALIFIED',
  });
});

it('keeps runs to the companies of who asked for them', async () => {
  const { agency, worker, client, myTag } = await startTwoCompanies();
  const { run } = await worker.change('rescoreCalls', {}, 'run { id }');
  const done = '{ runs { nodes { id state total } } }';
  await expect
    .poll(async () => (await agency.get(done)).runs.nodes[0])
    .toEqual({ id: run.id, state: 'DONE', total: 1 });
  expect((await client.get(done)).runs.nodes).toHaveLength(1);
  const whole = await agency.change('rescoreCalls', {}, 'run { id }');
  await expect
    .poll(async () => (await agency.get(done)).runs.nodes[0])
    .toMatchObject({ state: 'DONE', total: 2 });
  expect((await client.get(done)).runs.nodes.map(({ id }: { id: string }) => id)).toEqual([run.id]);
  expect((await worker.change('cancelRun', { id: whole.run.id })).userErrors[0].code).toBe('NOT_FOUND');
  const bulk = { filter: {}, tagIds: [myTag] };
  const found = await worker.change('tagCallsByFilter', bulk, 'found');
  expect(found).toMatchObject({ found: 1 });
});

it('tells subscribers of a company of it alone, also who resumes, and shares with nobody who sees more', async () => {
  const { agency, client, worker, myCall, theirCall } = await startTwoCompanies();
  const { changeCursor } = await agency.get('{ changeCursor }');
  const open = (asker: Asker, after?: string) => {
    const query = `subscription ($after: String) { changes(after: $after) { cursor text call { id } } }`;
    return asker
      .socket()
      .iterate<{ changes: { cursor: string; text: string; call: { id: string } | null } }>({
        query,
        variables: { after },
      });
  };
  const changed = 'subscription ($after: String) { callChanged(after: $after) { cursor call { id } } }';
  const calls = client.socket().iterate<{ callChanged: { call: { id: string } } }>({
    query: changed,
    variables: { after: changeCursor },
  });
  const [wide, narrow, resumed] = [
    open(agency, changeCursor),
    open(client, changeCursor),
    open(worker, changeCursor),
  ];
  const note = (callId: string, text: string) => agency.change('addNote', { callId, text });
  for (const callId of [theirCall, myCall, theirCall, myCall]) await note(callId, 'Said');
  /** So many notes; a cursor may bring what happened just before it once more. */
  const take = async (changes: typeof wide, count: number) => {
    const got: { id: string | undefined; cursor: string }[] = [];
    for await (const { data } of changes) {
      if (changes !== wide) expect(data?.changes.call?.id).not.toBe(theirCall);
      if (data?.changes.text === 'The note was written.')
        got.push({ id: data.changes.call?.id, cursor: data.changes.cursor });
      if (got.length === count) break;
    }
    return got;
  };
  expect((await take(wide, 4)).map(({ id }) => id)).toEqual([theirCall, myCall, theirCall, myCall]);
  const seen = await take(narrow, 2);
  expect(seen.map(({ id }) => id)).toEqual([myCall, myCall]);
  expect((await take(resumed, 2)).map(({ id }) => id)).toEqual([myCall, myCall]);
  expect((await calls.next()).value?.data?.callChanged.call.id).toBe(myCall);

  // From a cursor in the middle nothing is missing and nothing comes twice.
  const later = open(client, seen[0]?.cursor);
  await note(theirCall, 'More');
  await note(myCall, 'More');
  const rest = await take(later, 2);
  expect(rest.map(({ id }) => id)).toEqual([myCall, myCall]);
  expect(rest[0]?.cursor).toBe(seen[1]?.cursor);
  const feed = await client.get('{ changes(first: 200) { totalCount nodes { text call { id } } } }');
  expect(JSON.stringify(feed)).not.toContain(theirCall);
  expect(JSON.stringify(feed)).not.toContain('Ocean Avenue');
  expect(feed.changes.nodes).toHaveLength(feed.changes.totalCount);
});

it('refuses numbers of another company as if they were seen: as a destination, and as a new number', async () => {
  const { worker, client, agency, mine, myCall, linkedAccounts } = await startTwoCompanies();
  const { trackers } = await worker.get('{ trackers { nodes { id kind numbers { number } } } }');
  const { id } = trackers.nodes[0];
  const theirNumber = '+12125550160';
  const first = async (name: string, input: object) => (await worker.change(name, input)).userErrors[0];
  expect(await first('updateTracker', { id, destination: theirNumber })).toMatchObject({
    code: 'INVALID',
    field: 'input.destination',
    message: expect.stringContaining('a tracking number'),
  });
  const poster = { companyId: typedId('Company', mine.id), name: 'Poster', kind: 'OFFLINE' };
  expect(
    await first('createTracker', { ...poster, destination: '+12125550111', numbers: [theirNumber] }),
  ).toMatchObject({
    code: 'CONFLICT',
    message: `The number ${theirNumber} already belongs to another company.`,
  });

  // What is there already is known to a limited key, too, although it does not see the vendor's settings.
  const webhook = typedId('LinkedAccount', linkedAccounts.webhook);
  const asked = `query ($callId: ID!) { deliveryEligibility(callId: $callId, linkedAccountId: "${webhook}", action: "send-call") { eligible reason } }`;
  const [seen, whole] = await Promise.all([client, agency].map((one) => one.get(asked, { callId: myCall })));
  expect(seen).toEqual(whole);
});
