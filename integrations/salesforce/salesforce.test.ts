import { createHash, randomBytes } from 'node:crypto';
import { Connection } from 'jsforce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { ExchangeRecord } from '../kit/exchange.ts';
import { formFields } from '../kit/forms.ts';
import type { AccessToken, ActionItem, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';
import { salesforce } from './index.ts';
import { type SalesforceSandboxOptions, type SalesforceStandIn, salesforceSandbox } from './sandbox.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };
type Item = ActionItem<Record<string, unknown>>;

const app = { clientId: 'ringpath-app', clientSecret: 'ringpath-secret' };
const redirectUri = 'https://ringpath.example/oauth/callback';
const robin = { LastName: 'Doe', FirstName: 'Robin', Phone: '(212) 555-0177' };
const robinId = '003000000000001AAA';
const keyOf = (n: number): string => `rp_${String(n).padStart(26, '0')}`;

let standIn: SalesforceStandIn;
let vendor: RunningSandbox;
const start = async (options: Partial<SalesforceSandboxOptions> = {}): Promise<void> => {
  await vendor?.stop().catch(() => undefined);
  standIn = salesforceSandbox({ ...app, ...options });
  vendor = await startSandbox(standIn);
};
beforeEach(() => start());
afterEach(() => vendor.stop());

const rows = (type: string): readonly Row[] =>
  (vendor.ledger() as readonly Row[]).filter((row) => row.type === type);

/** Signs in as the host does, from the addresses the manifest declares. */
const signIn = async (): Promise<{
  token: () => Promise<AccessToken>;
  renewToken: () => Promise<AccessToken>;
}> => {
  const { auth } = salesforce;
  if (auth.kind !== 'oauth2') throw new Error('not oauth2');
  const endpoints = { login: vendor.url };
  const verifier = randomBytes(32).toString('base64url');
  const ask = new URL(auth.authorizeUrl(endpoints));
  ask.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: auth.scopes.join(' '),
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = new URL((await fetch(ask, { redirect: 'manual' })).headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('a-state');
  const obtain = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ ...form, client_id: app.clientId, client_secret: app.clientSecret });
    const answer = await fetch(auth.tokenUrl(endpoints), { method: 'POST', body });
    const said = (await answer.json()) as Record<string, string>;
    if (!answer.ok) throw new Reconnect(`refused: ${said['error']}`);
    return said;
  };
  const tokenOf = ({ access_token: value = '', instance_url = '' }: Record<string, string>): AccessToken => ({
    value,
    extra: { instance_url },
  });
  const first = await obtain({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const refresh = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' };
  return { token: async () => tokenOf(first), renewToken: async () => tokenOf(await obtain(refresh)) };
};

const open = async (
  settings: Record<string, unknown> = {},
  change: { seconds?: number; renewToken?: () => Promise<AccessToken> } = {},
): Promise<{ client: unknown; log: readonly ExchangeRecord[] }> =>
  sandboxClient(salesforce, {
    endpoints: { login: vendor.url },
    settings,
    timeoutSeconds: change.seconds ?? 10,
    ...(await signIn()),
    ...(change.renewToken ? { renewToken: change.renewToken } : {}),
  });

const runAll = async (client: unknown, items: readonly Item[]): Promise<readonly ItemResult[]> =>
  (await salesforce.actions[0]?.run(client, items)) ?? [];

const run = async (client: unknown, item: Item = exampleItem({})): Promise<ItemResult> => {
  const [result] = await runAll(client, [item]);
  if (!result) throw new Error('no result');
  return result;
};

const failure = (running: Promise<ItemResult>): Promise<Error> =>
  running.then(
    (result) => (result.status === 'failed' ? result.error : Promise.reject(new Error('it was accepted'))),
    (error: Error) => error,
  );

describe('logging a call', () => {
  it('makes one completed call task on the contact with that number', async () => {
    await start({ records: { Contact: [robin], Lead: [{ ...robin, Company: 'Doe' }] } });
    const { client, log } = await open();
    const result = await run(client);
    const [task] = rows('Task');
    expect(rows('Task')).toHaveLength(1);
    expect(rows('Lead')).toEqual([]);
    expect(task).toMatchObject({
      Call_Key__c: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz',
      Subject: 'Inbound call from ROBIN DOE: answered (google / cpc)',
      TaskSubtype: 'Call',
      CallType: 'Inbound',
      CallDurationInSeconds: 188,
      CallDisposition: 'Answered',
      CallObject: 'call_01k9r2m4x5e8kbw3n7q6t0v2yz',
      Status: 'Completed',
      ActivityDate: '2026-11-20',
      WhoId: robinId,
    });
    expect(task?.['Description']).toMatch(
      /Campaign: emergency-plumbing[\s\S]*\nhttps:\/\/ringpath\.example\/calls\/call_\w+$/,
    );
    expect(result).toEqual({
      status: 'accepted',
      vendorId: task?.id,
      vendorUrl: `${vendor.url}/lightning/r/Task/${task?.id}/view`,
      confirmed: true,
    });
    expect(log.map(({ status }) => status)).toEqual([200, 200]);
    expect(JSON.stringify(log)).not.toMatch(/2125550177|555-0177|ROBIN DOE"|!\w{20}/);
  });

  it('takes subject and details from the rule', async () => {
    const { client } = await open({ createLeads: false });
    await run(client, exampleItem({ subject: 'Crown', details: 'Wants a quote.' }) as Item);
    expect(rows('Task')).toMatchObject([
      { Subject: 'Crown', Description: expect.stringMatching(/^Wants a quote\.\n\nCaller: /) },
    ]);
  });

  it('dates it in the zone of the company and cuts a long note, not the link', async () => {
    const { client } = await open({ createLeads: false });
    const call = exampleCall({
      startedAt: '2026-11-21T03:30:00.000Z',
      company: { timeZone: 'America/Los_Angeles' },
      note: 'x'.repeat(40_000),
    });
    expect(await run(client, exampleItem({}, { call }))).toMatchObject({ status: 'accepted' });
    const [task] = rows('Task');
    expect(task?.['ActivityDate']).toBe('2026-11-20');
    expect(String(task?.['Description'])).toHaveLength(32_000);
    expect(task?.['Description']).toMatch(/\/calls\/call_\w+$/);
    expect(task).not.toHaveProperty('WhoId');
  });

  it('updates the same task for later revisions and leaves the person alone', async () => {
    const { client } = await open();
    const first = await run(client);
    if (first.status !== 'accepted') throw first.error;
    const call = exampleCall({ outcome: 'VOICEMAIL' });
    await run(client, exampleItem({}, { call, revision: 2, vendorId: first.vendorId }));
    expect(rows('Task')).toMatchObject([{ id: first.vendorId, CallDisposition: 'Voicemail' }]);
    expect(rows('Lead')).toHaveLength(1);
  });

  it('is not known to be there when the answer leaves it out', async () => {
    vendor.fail({ path: 'composite', times: 1, instead: { status: 200, body: [] } });
    expect(await failure(run((await open()).client))).toBeInstanceOf(NoAnswer);
    expect((await run((await open()).client, exampleItem({}, { uncertain: true }))).status).toBe('accepted');
    expect(rows('Task')).toHaveLength(1);
  });

  it.each(['hang', 'reset', 'truncate', 'halve'] as const)(
    'is one task and one lead after a %s at either',
    async (after) => {
      for (const path of ['sobjects/Lead', 'composite']) {
        vendor.fail({ path, times: 1, after });
        const { client } = await open({}, { seconds: after === 'hang' ? 0.5 : 10 });
        expect(await failure(run(client))).toBeInstanceOf(NoAnswer);
      }
      expect(rows('Task')).toHaveLength(1);
      const again = await run((await open()).client, exampleItem({}, { uncertain: true }));
      expect(again).toMatchObject({ status: 'accepted', vendorId: rows('Task')[0]?.id });
      expect(rows('Task')).toHaveLength(1);
      expect(rows('Lead')).toHaveLength(1);
    },
  );

  it('answers each of 200 calls for itself, with four searches', async () => {
    const { client, log } = await open({ createLeads: false });
    const items = Array.from({ length: 200 }, (_, n) =>
      exampleItem(
        {},
        {
          key: keyOf(n),
          call: exampleCall({
            id: n === 7 ? 'c'.repeat(300) : `call_${n}`,
            caller: { number: `+1212555${String(n).padStart(4, '0')}` },
          }),
        },
      ),
    );
    const results = await runAll(client, items);
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(199);
    const [bad] = results.filter((result) => result.status === 'failed');
    expect(bad?.error).toBeInstanceOf(Rejected);
    expect(bad?.error.message).toContain('STRING_TOO_LONG, field CallObject');
    expect(results.indexOf(bad as ItemResult)).toBe(7);
    expect(log).toHaveLength(5);
  });

  it('says so when two tasks carry the key', async () => {
    const { key } = exampleItem({});
    await start({ records: { Task: [{ Call_Key__c: key }, { Call_Key__c: key }] } });
    const error = await failure(run((await open()).client));
    expect(error).toBeInstanceOf(Rejected);
    expect(error.message).toContain("Two or more tasks in Salesforce carry this call's key in Call_Key__c");
  });
});

describe('finding the person', () => {
  const who = async (
    records: SalesforceSandboxOptions['records'],
    number = '+12125550177',
  ): Promise<unknown> => {
    await start({ records: records ?? {} });
    const call = exampleCall({ caller: { number } });
    await run((await open({ createLeads: false })).client, exampleItem({}, { call }));
    return rows('Task')[0]?.['WhoId'] ?? null;
  };

  it('knows a number in any spelling, on any phone field, of contacts and open leads', async () => {
    const id = '00Q000000000001EAA';
    expect(await who({ Contact: [{ LastName: 'Doe', MobilePhone: '+1 212.555.0177' }] })).toBe(robinId);
    expect(await who({ Lead: [{ LastName: 'Doe', Phone: '212-555-0177' }] })).toBe(id);
    expect(await who({ Lead: [{ LastName: 'Doe', Phone: '212-555-0177', IsConverted: true }] })).toBeNull();
    // The same digits, read where the business is, are another person's number.
    expect(
      await who({ Contact: [{ LastName: 'Doe', Phone: '(207) 946-0000' }] }, '+442079460000'),
    ).toBeNull();
  });

  it('keeps the callers of one batch apart', async () => {
    await start({ records: { Contact: [robin, { LastName: 'Roe', Phone: '2125550188' }] } });
    const { client } = await open({ createLeads: false });
    const from = (number: string, n: number): Item =>
      exampleItem({}, { key: keyOf(n), call: exampleCall({ caller: { number } }) });
    await runAll(client, [from('+12125550188', 1), from('+12125550199', 2), from('+12125550177', 3)]);
    expect(rows('Task').map(({ WhoId }) => WhoId)).toEqual(['003000000000002AAA', undefined, robinId]);
  });

  it('makes one lead of a stranger, even when search has not caught up', async () => {
    await start({ indexLagSeconds: 600 });
    const { client } = await open({ leadSource: 'Phone', leadCompany: 'Unknown' });
    await runAll(client, [exampleItem({}), exampleItem({}, { key: keyOf(2) })]);
    await run(client, exampleItem({}, { key: keyOf(3) }));
    const [lead] = rows('Lead');
    expect(rows('Lead')).toHaveLength(1);
    expect(lead).toMatchObject({
      LastName: 'ROBIN DOE',
      Company: 'Unknown',
      LeadSource: 'Phone',
      Phone: '+12125550177',
    });
    expect(rows('Task').map(({ WhoId }) => WhoId)).toEqual([lead?.id, lead?.id, lead?.id]);
  });

  it('takes the record a duplicate rule names', async () => {
    // Neither search nor query shows the lead the first call made; the rule sees it all the same.
    await start({ duplicateRule: true, indexLagSeconds: 600 });
    const { client } = await open();
    await run(client);
    vendor.fail({
      path: '/query',
      times: 1,
      instead: { status: 200, body: { totalSize: 0, done: true, records: [] } },
    });
    expect(await run(client, exampleItem({}, { key: keyOf(2) }))).toMatchObject({ status: 'accepted' });
    expect(rows('Lead')).toHaveLength(1);
    expect(rows('Task')[1]?.['WhoId']).toBe(rows('Lead')[0]?.id);
  });

  it('logs a withheld caller without asking for a person', async () => {
    const { client, log } = await open();
    const call = exampleCall({ caller: { number: null, withheld: 'ANONYMOUS', name: null } });
    expect(await run(client, exampleItem({}, { call }))).toMatchObject({ status: 'accepted' });
    expect(log).toHaveLength(1);
    expect(rows('Task')[0]?.['Description']).toContain('Caller: number withheld');
  });

  it('rejects only the calls whose lead is refused, in the words of Salesforce', async () => {
    const { client } = await open();
    const message = 'Leads need a branch';
    const errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
    vendor.fail({
      path: 'sobjects/Lead',
      times: 1,
      instead: { status: 400, body: [{ message, errorCode, fields: ['LeadSource'] }] },
    });
    const call = exampleCall({ caller: { number: null, withheld: 'ANONYMOUS' } });
    const [stranger, withheld] = await runAll(client, [
      exampleItem({}),
      exampleItem({}, { call, key: keyOf(2) }),
    ]);
    expect(withheld?.status).toBe('accepted');
    expect(stranger).toMatchObject({ status: 'failed', error: { name: 'Rejected' } });
    expect(stranger?.status === 'failed' && stranger.error.message).toContain(
      'Leads need a branch (FIELD_CUSTOM_VALIDATION_EXCEPTION, field LeadSource)',
    );
  });
});

describe('what goes wrong', () => {
  it('renews an ended session once and goes on', async () => {
    const { client, log } = await open();
    standIn.expireSessions();
    expect(await run(client)).toMatchObject({ status: 'accepted' });
    expect(log.map(({ status }) => status)).toEqual([401, 200, 200, 201, 200]);
  });

  it('asks for a person when the permission was taken back, or a new session is refused too', async () => {
    const { client } = await open();
    standIn.revokeAll();
    expect(await failure(run(client))).toBeInstanceOf(Reconnect);
    await start();
    let renewals = 0;
    const useless = await open(
      {},
      {
        renewToken: async () => {
          renewals += 1;
          return { value: 'stale', extra: { instance_url: vendor.url } };
        },
      },
    );
    standIn.expireSessions();
    expect(await failure(run(useless.client))).toBeInstanceOf(Reconnect);
    expect(renewals).toBe(1);
  });

  it('follows the organisation to the instance a renewal names', async () => {
    const elsewhere = await startSandbox(salesforceSandbox(app));
    const { token } = await signIn();
    const { client } = sandboxClient(salesforce, {
      endpoints: {},
      token: async () => ({ value: 'ended', extra: { instance_url: elsewhere.url } }),
      renewToken: token,
    });
    expect(await run(client)).toMatchObject({ vendorUrl: expect.stringContaining(vendor.url) });
    expect(rows('Task')).toHaveLength(1);
    expect(elsewhere.ledger()).toEqual([]);
    await elsewhere.stop();
  });

  it.each([
    [403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }], RetryLater],
    [400, [{ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' }], RetryLater],
    [503, [{ errorCode: 'SERVER_UNAVAILABLE', message: 'too busy' }], RetryLater],
    [503, '<html>maintenance</html>', RetryLater],
    [502, '<html>bad gateway</html>', NoAnswer],
    [502, { message: 'upstream connect error' }, NoAnswer],
    [503, { message: 'no healthy upstream' }, RetryLater],
    [503, [{ errorCode: 'SOMETHING_NEW', message: 'later' }], RetryLater],
    [429, { error: 'slow down' }, RetryLater],
    [500, '', NoAnswer],
    [400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'Phone'" }], Rejected],
    [403, [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'The REST API is not enabled' }], Reconnect],
    [301, '', Reconnect],
  ])('classes %i %j', async (status, body, kind) => {
    const { client } = await open();
    vendor.fail({ path: '/search', times: 1, instead: { status, body } });
    expect(await failure(run(client))).toBeInstanceOf(kind);
    expect(vendor.ledger()).toEqual([]);
  });

  it('tries again later when nothing listens', async () => {
    const gone = await startSandbox(standIn);
    await gone.stop();
    const { client } = sandboxClient(salesforce, {
      endpoints: {},
      token: async () => ({ value: 'any', extra: { instance_url: gone.url } }),
    });
    expect(await failure(run(client))).toBeInstanceOf(RetryLater);
  });
});

describe('connecting', () => {
  it('names the organisation', async () => {
    expect(await salesforce.check((await open()).client)).toEqual({
      externalId: '00D000000000001AAA',
      label: 'Hudson Plumbing',
    });
  });

  it('says how to create the key field when it is missing or cannot serve', async () => {
    await expect(salesforce.check((await open({ keyField: 'Subject__c' })).client)).rejects.toThrow(
      /no field Subject__c.*Object Manager, Activity, Fields & Relationships, New: type Text/,
    );
    await start({ keyField: null });
    await expect(salesforce.check((await open()).client)).rejects.toBeInstanceOf(Rejected);
  });

  it('shows its settings as a form', () => {
    expect(formFields(salesforce.settings).map(({ name, kind }) => [name, kind])).toEqual([
      ['createLeads', 'CHECKBOX'],
      ['leadCompany', 'TEXT'],
      ['leadSource', 'TEXT'],
      ['keyField', 'TEXT'],
    ]);
  });
});

describe('the stand-in refuses what Salesforce refuses', () => {
  const connect = async (): Promise<Connection> => {
    const { token } = await signIn();
    const { value, extra } = await token();
    return new Connection({ instanceUrl: extra['instance_url'] ?? '', accessToken: value, version: '67.0' });
  };
  const call = { Call_Key__c: 'k1', Subject: 'Call', TaskSubtype: 'Call' };

  it('upserts by external id: made, then changed, and the subtype never again', async () => {
    const connection = await connect();
    expect(await connection.upsert('Task', call, 'Call_Key__c')).toMatchObject({ created: true });
    const change = { Call_Key__c: 'k1', Subject: 'Changed' };
    expect(await connection.upsert('Task', change, 'Call_Key__c')).toMatchObject({ created: false });
    await expect(connection.upsert('Task', call, 'Call_Key__c')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    });
    expect(rows('Task')).toMatchObject([{ Subject: 'Changed', TaskSubtype: 'Call' }]);
  });

  it('answers 300 when two records carry the key, and 404 for a field that is no external id', async () => {
    await start({ records: { Task: [{ Call_Key__c: 'k1' }, { Call_Key__c: 'k1' }] } });
    const connection = await connect();
    await expect(connection.upsert('Task', { Call_Key__c: 'k1' }, 'Call_Key__c')).rejects.toMatchObject({
      errorCode: 'MULTIPLE_CHOICES',
    });
    await expect(connection.upsert('Task', { Subject: 'k1' }, 'Subject')).rejects.toMatchObject({
      errorCode: 'NOT_FOUND',
    });
  });

  it.each([
    ['Task', { Colour: 'red' }, 'INVALID_FIELD'],
    ['Task', { CallType: 'Sideways' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    ['Task', { Status: 'Done' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    ['Task', { CallDurationInSeconds: '3' }, 'JSON_PARSER_ERROR'],
    ['Task', { ActivityDate: '20.11.2026' }, 'JSON_PARSER_ERROR'],
    ['Task', { Subject: 'x'.repeat(256) }, 'STRING_TOO_LONG'],
    ['Task', { WhoId: robinId }, 'INVALID_CROSS_REFERENCE_KEY'],
    ['Lead', { LastName: 'Doe' }, 'REQUIRED_FIELD_MISSING'],
  ])('%s %j: %s', async (type, record, errorCode) => {
    const connection = await connect();
    await expect(connection.create(type, record)).rejects.toMatchObject({ errorCode });
    expect(vendor.ledger()).toEqual([]);
  });

  it('takes 200 records at a time and counts requests', async () => {
    await start({ requestLimit: 1 });
    const connection = await connect();
    const many = Array.from({ length: 201 }, (_, n) => ({ Call_Key__c: `k${n}` }));
    const body = { allOrNone: false, records: many };
    const path = '/composite/sobjects/Task/Call_Key__c';
    await expect(connection.requestPatch(path, body)).rejects.toMatchObject({
      errorCode: 'EXCEEDED_ID_LIMIT',
    });
    await expect(connection.requestPatch(path, body)).rejects.toMatchObject({
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
    });
  });

  it('wants the code verifier, the secret and a code not used before', async () => {
    const connection = await connect();
    const token = (form: Record<string, string>) =>
      fetch(`${vendor.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect((await token({ ...app, grant_type: 'refresh_token' })).status).toBe(400);
    const ask = new URL(`${vendor.url}/services/oauth2/authorize`);
    ask.search = new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: redirectUri,
    }).toString();
    const back = new URL((await fetch(ask, { redirect: 'manual' })).headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(await connection.request('/services/oauth2/userinfo')).toMatchObject({
      organization_id: '00D000000000001AAA',
    });
  });
});
