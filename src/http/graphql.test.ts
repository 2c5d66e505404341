import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';

let api: GraphqlForTest;
beforeAll(async () => {
  api = await openGraphql();
});
afterAll(() => api.close());

const viewer = '{ viewer { account { name } apiKey { prefix scopes revokedAt } } }';
const key = async (scopes: string): Promise<{ key: string; id: string }> => {
  const { data } = await api.ask(
    `mutation { createApiKey(input: {name: "Test", scopes: [${scopes}]}) { key apiKey { id } userErrors { message } } }`,
  );
  return { key: data.createApiKey.key, id: data.createApiKey.apiKey.id };
};

describe('who may come in', () => {
  it.each([
    ['no key', {}],
    ['another scheme', { authorization: 'Basic abc' }],
    ['half a key', { authorization: 'Bearer rp_live_12' }],
    ['a key nobody made', { authorization: `Bearer rp_live_${'0'.repeat(40)}` }],
  ])('answers 401 in GraphQL’s form to %s', async (_, headers) => {
    const response = await api.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ query: viewer }),
    });
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    expect(response.json().errors[0]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('knows the account and the key', async () => {
    const { data } = await api.ask(viewer);
    expect(data.viewer.account.name).toBe('Harbor Street Group');
    expect(data.viewer.apiKey).toEqual({
      prefix: api.key.slice(0, 14),
      scopes: ['READ', 'WRITE', 'ADMIN'],
      revokedAt: null,
    });
  });

  it('holds a key to its scopes', async () => {
    const reader = api.as((await key('READ')).key);
    const writer = api.as((await key('READ, WRITE')).key);
    expect((await api.ask(viewer, {}, reader)).errors).toBeUndefined();
    const tag = 'mutation { createTag(input: {name: "vip"}) { tag { name } userErrors { code } } }';
    const make = 'mutation { createApiKey(input: {name: "x", scopes: [ADMIN]}) { key userErrors { code } } }';
    for (const [what, who] of [
      [tag, reader],
      [make, reader],
      [make, writer],
    ] as const)
      expect((await api.ask(what, {}, who)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect((await api.ask(tag, {}, writer)).data.createTag).toEqual({ tag: { name: 'vip' }, userErrors: [] });
    expect((await api.ask('{ apiKeys { totalCount } }', {}, reader)).errors?.[0].extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  it('gives WRITE only together with READ, because changes answer with data', async () => {
    const make =
      'mutation { createApiKey(input: {name: "x", scopes: [WRITE, ADMIN]}) { key userErrors { code field } } }';
    expect((await api.ask(make)).data.createApiKey).toEqual({
      key: null,
      userErrors: [{ code: 'INVALID', field: 'input.scopes' }],
    });
  });

  it('shows the audit entries to ADMIN only, newest first', async () => {
    const query = '{ auditEntries(first: 1) { totalCount nodes { at kind detail } pageInfo { endCursor } } }';
    const reader = await key('READ');
    const { data } = await api.ask(query);
    expect(data.auditEntries.nodes).toMatchObject([
      { kind: 'API_KEY_CREATED', detail: expect.stringMatching(/…\) may read$/) },
    ]);
    const next = `{ auditEntries(after: "${data.auditEntries.pageInfo.endCursor}") { nodes { kind } } }`;
    expect((await api.ask(next)).data.auditEntries.nodes).toHaveLength(data.auditEntries.totalCount - 1);
    const refused = await api.ask(query, {}, api.as(reader.key));
    expect(refused.errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('lets a revoked key open nothing from then on', async () => {
    const { key: secret, id } = await key('READ');
    expect((await api.ask(viewer, {}, api.as(secret))).status).toBe(200);
    const revoke = `mutation { revokeApiKey(input: {id: "${id}"}) { apiKey { revokedAt } userErrors { code } } }`;
    const { data } = await api.ask(revoke);
    expect(data.revokeApiKey.apiKey.revokedAt).toMatch(/^\d{4}-.*Z$/);
    expect((await api.ask(viewer, {}, api.as(secret))).status).toBe(401);
    expect((await api.ask(revoke)).data.revokeApiKey.userErrors).toEqual([]);
  });

  it('keeps one key that can make keys', async () => {
    const { data } = await api.ask(
      'mutation ($id: ID!) { revokeApiKey(input: {id: $id}) { apiKey { id } userErrors { code field } } }',
      { id: (await api.ask('{ viewer { apiKey { id } } }')).data.viewer.apiKey.id },
    );
    expect(data.revokeApiKey).toEqual({
      apiKey: null,
      userErrors: [{ code: 'CONFLICT', field: 'input.id' }],
    });
  });
});

describe('GraphQL over HTTP', () => {
  const modern = { accept: 'application/graphql-response+json' };

  it('answers a query by GET, and no mutation', async () => {
    const get = (query: string) =>
      api.app.inject({
        method: 'GET',
        url: `/graphql?query=${encodeURIComponent(query)}`,
        headers: api.as(api.key),
      });
    expect((await get('{ viewer { account { name } } }')).json().data.viewer.account.name).toBe(
      'Harbor Street Group',
    );
    expect((await get('mutation { createTag(input: {name: "x"}) { tag { id } } }')).statusCode).toBe(405);
  });

  it.each([
    ['a syntax error', '{'],
    ['an unknown field', '{ nope }'],
    ['a missing variable', 'query ($id: ID!) { call(id: $id) { id } }'],
  ])('answers %s with 200, or 400 in the newer media type', async (_, query) => {
    const legacy = await api.ask(query);
    expect(legacy).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    expect(legacy.errors?.[0].message).toEqual(expect.any(String));
    const answer = await api.ask(query, {}, modern);
    expect(answer.type).toContain('application/graphql-response+json');
    if (_ !== 'a missing variable') expect(answer.status).toBe(400);
  });

  it.each<[string, string | Buffer, Record<string, string>, number]>([
    ['malformed JSON', '{"query":', {}, 400],
    ['a list', '[]', {}, 400],
    ['nothing to run', '{}', {}, 400],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400],
    ['another content type', 'query=x', { 'content-type': 'text/plain' }, 415],
    ['ten megabytes', JSON.stringify({ query: viewer, variables: { x: 'a'.repeat(10_000_000) } }), {}, 413],
    ['a poisoned prototype', '{"query":"{__typename}","variables":{"__proto__":{"a":1}}}', {}, 400],
  ])('says what is wrong with %s', async (_, body, headers, status) => {
    const answer = await api.post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.errors?.[0].message).toEqual(expect.any(String));
  });

  it('sends subscriptions to the socket', async () => {
    const { errors } = await api.ask('subscription { changes { cursor } }');
    expect(errors?.[0].message).toContain('WebSocket');
  });
});

describe('limits', () => {
  const nested = (depth: number): string =>
    depth === 0 ? '{ id }' : `{ deliveries { call ${nested(depth - 1)} } }`;
  const many = (count: number, field: string): string =>
    Array.from({ length: count }, (_, at) => `a${at}: ${field}`).join(' ');
  const filter = (depth: number): object => (depth === 0 ? {} : { not: filter(depth - 1) });

  it.each([
    ['depth', `{ calls { nodes ${nested(7)} } }`, /depth/],
    ['aliases', `{ ${many(40, '__typename')} }`, /[Aa]lias/],
    ['directives', `{ __typename ${'@include(if: true) '.repeat(30)} }`, /./],
    ['tokens', `{ ${'__typename '.repeat(4000)} }`, /token/],
    [
      'cost',
      `{ calls(first: 200) { nodes ${nested(4)} } b: calls(last: 200) { nodes ${nested(4)} } }`,
      /fields/,
    ],
    [
      'cost by variable',
      `query ($n: Int) { ${many(4, `calls(first: $n) { nodes ${nested(3)} }`)} }`,
      /fields/,
    ],
  ])('refuses too much %s', async (_, query, message) => {
    const { errors } = await api.ask(query);
    expect(errors?.[0].message).toMatch(message);
    expect(errors?.[0].message).not.toContain('our side');
  });

  it('refuses a deep filter and deeper variables in words', async () => {
    const query = 'query ($filter: CallFilter) { calls(filter: $filter) { totalCount } }';
    expect((await api.ask(query, { filter: filter(11) })).data.calls.totalCount).toBe(0);
    expect((await api.ask(query, { filter: filter(30) })).errors?.[0].message).toContain('12 levels');
    expect((await api.ask(query, { filter: filter(50) })).errors?.[0].message).toContain('nested');
    const deepest = `{"query":"query ($filter: CallFilter) { calls(filter: $filter) { totalCount } }","variables":{"filter":${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}}}`;
    expect((await api.post(deepest)).errors?.[0].message).toContain('nested');
  });

  it('does not show the schema unless asked to', async () => {
    expect((await api.ask('{ __schema { types { name } } }')).errors?.[0].message).toContain('introspection');
  });
});

describe('texts PostgreSQL cannot keep', () => {
  it.each([
    [
      'in a variable',
      'mutation ($name: String!) { createTag(input: {name: $name}) { userErrors { code } } }',
    ],
    ['in the document', 'mutation { createTag(input: {name: "a\\u0000b"}) { userErrors { code } } }'],
  ])('are refused %s', async (_, query) => {
    const { errors } = await api.ask(query, { name: 'a\0b' });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID', field: 'input.name' } });
  });
});

it('may be asked from any origin, with a key and never with a cookie', async () => {
  const { app } = api;
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: { origin: 'https://dash.example' },
  });
  expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
  expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
  expect(preflight.headers['access-control-allow-credentials']).toBeUndefined();
});
