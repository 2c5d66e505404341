import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { hubspot } from './index.ts';
import { type HubspotSandbox, hubspotSandbox } from './sandbox.ts';
import { app, scopes } from './test-portal.ts';

let portal: HubspotSandbox;
let sandbox: RunningSandbox;
beforeEach(async () => {
  portal = hubspotSandbox({ ...app, searchLagMs: 0 });
  sandbox = await startSandbox(portal);
});
afterEach(() => sandbox.stop());

const redirect_uri = 'http://127.0.0.1:9/oauth/callback';
const verifier = 'a-verifier-that-is-long-enough-for-the-rule-of-43-characters';

const authorize = async (): Promise<URL> => {
  if (hubspot.auth.kind !== 'oauth2') throw new Error('hubspot is not oauth2');
  const address = new URL(hubspot.auth.authorizeUrl({ app: sandbox.url }));
  address.search = String(
    new URLSearchParams({
      client_id: app.clientId,
      redirect_uri,
      scope: scopes.join(' '),
      state: 'st4te',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }),
  );
  const response = await fetch(address, { redirect: 'manual' });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
};

const token = async (fields: Record<string, string>) => {
  if (hubspot.auth.kind !== 'oauth2') throw new Error('hubspot is not oauth2');
  const client = { client_id: app.clientId, client_secret: app.clientSecret };
  const response = await fetch(hubspot.auth.tokenUrl({ api: sandbox.url }), {
    method: 'POST',
    body: new URLSearchParams({ ...client, ...fields }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const codeGrant = { grant_type: 'authorization_code', redirect_uri, code_verifier: verifier };

const call = async (method: string, path: string, body?: unknown, granted = scopes) => {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { authorization: `Bearer ${portal.issueToken(granted)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.stringify(await response.json()) };
};

describe('authorising', () => {
  it('goes by code and PKCE, refreshes, and ends when revoked', async () => {
    const back = await authorize();
    expect(back.searchParams.get('state')).toBe('st4te');
    const code = back.searchParams.get('code') ?? '';
    const first = await token({ ...codeGrant, code });
    expect(first).toMatchObject({ status: 200, body: { expires_in: 1800, hub_id: 48_200_113 } });
    expect(await token({ ...codeGrant, code })).toMatchObject({ status: 400 });

    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.body['refresh_token']) };
    expect(await token(refresh)).toMatchObject({ status: 200 });
    portal.revokeAll();
    expect(await token(refresh)).toMatchObject({
      status: 400,
      body: { status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' },
    });
  });

  it.each([
    ['another verifier', { code_verifier: 'wrong' }],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:9/else' }],
    ['another secret', { client_secret: 'wrong' }],
  ])('refuses %s', async (_, change) => {
    const code = (await authorize()).searchParams.get('code') ?? '';
    expect(await token({ ...codeGrant, code, ...change })).toMatchObject({ status: 400 });
  });
});

const calls = '/crm/objects/2026-09/calls';
const contacts = '/crm/objects/2026-09/contacts';
const at = { hs_timestamp: '2026-11-20T15:04:05.000Z' };
const search = { filterGroups: [], properties: [], sorts: [], limit: 10, after: '0' };
const group = { filters: [{ propertyName: 'phone', operator: 'EQ', value: '1' }] };

describe('strictness', () => {
  it.each([
    [
      'an unknown property',
      calls,
      { properties: { ...at, nope: 'x' }, associations: [] },
      'PROPERTY_DOESNT_EXIST',
    ],
    ['no timestamp', calls, { properties: {}, associations: [] }, 'hs_timestamp'],
    ['no associations', calls, { properties: at }, 'associations'],
    [
      'a number as a value',
      calls,
      { properties: { ...at, hs_call_duration: 1 }, associations: [] },
      'expected string',
    ],
    [
      'an unknown choice',
      calls,
      { properties: { ...at, hs_call_direction: 'IN' }, associations: [] },
      'INVALID_OPTION',
    ],
    [
      'an unknown owner',
      calls,
      { properties: { ...at, hubspot_owner_id: '9' }, associations: [] },
      'hubspot_owner_id',
    ],
    ['an unknown field', calls, { properties: at, associations: [], extra: 1 }, 'Unrecognized key'],
    [
      'a read-only property',
      contacts,
      { properties: { lastmodifieddate: 'x' }, associations: [] },
      'READ_ONLY_VALUE',
    ],
    ['a search without sorts', `${contacts}/search`, { ...search, sorts: undefined }, 'sorts'],
    [
      'six filter groups',
      `${contacts}/search`,
      { ...search, filterGroups: Array(6).fill(group) },
      'Too many filters',
    ],
    ['a page of 201', `${contacts}/search`, { ...search, limit: 201 }, 'limit'],
    [
      'an upsert by a property that is not unique',
      `${calls}/batch/upsert`,
      { inputs: [{ id: 'x', idProperty: 'hs_call_title', properties: at }] },
      'not a unique property',
    ],
    [
      'an upsert that names one record twice',
      `${calls}/batch/upsert`,
      { inputs: [1, 2].map(() => ({ id: 'x', idProperty: 'hs_call_title', properties: at })) },
      'Duplicate IDs',
    ],
  ])('refuses %s', async (_, path, body, words) => {
    const answer = await call('POST', path, body);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(words) });
    expect(answer.body).toContain('"category":"VALIDATION_ERROR"');
    expect(portal.ledger()).toEqual([]);
  });

  it('keeps unique values unique', async () => {
    const property = {
      name: 'ringpath_caller',
      label: 'x',
      groupName: 'contactinformation',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    };
    expect(await call('POST', '/crm/properties/2026-03/contacts', property)).toMatchObject({ status: 201 });
    for (const [name, status] of [
      ['ringpath_caller', 400],
      ['email', 409],
    ] as const) {
      const body = { properties: { [name]: 'same' }, associations: [] };
      expect(await call('POST', contacts, body)).toMatchObject({ status: 201 });
      expect(await call('POST', contacts, body)).toMatchObject({ status });
    }
  });

  it('wants the right permission, a living token and no more than five searches a second', async () => {
    const lacking = await call('POST', calls, { properties: at, associations: [] }, ['oauth']);
    expect(lacking).toMatchObject({
      status: 403,
      body: expect.stringContaining('crm.objects.contacts.write'),
    });
    const bare = await fetch(`${sandbox.url}${contacts}/1`);
    expect(bare.status).toBe(401);
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await call('POST', `${contacts}/search`, search)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
