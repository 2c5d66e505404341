import { afterEach, describe, expect, it } from 'vitest';
import { exampleCall, exampleItem } from '../kit/testing.ts';
import { hubspot } from './index.ts';
import { caller, failureOf, itemOf, openPortal, type TestPortal, vendorIdOf } from './test-portal.ts';

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

describe('connecting', () => {
  it('says which portal it is and makes the unique properties once', async () => {
    const { attempt } = await start({ connect: false });
    const first = attempt();
    expect(await hubspot.check(first.client)).toEqual({
      externalId: '48200113',
      label: 'HubSpot portal 48200113',
    });
    const posts = (log: typeof first.log) => log.filter(({ request }) => request.startsWith('POST'));
    expect(posts(first.log).map(({ status }) => status)).toEqual([201, 201]);
    const second = attempt();
    await hubspot.check(second.client);
    expect(posts(second.log)).toEqual([]);
  });

  it('asks to reconnect when a permission is missing', async () => {
    const { portal, attempt } = await start({ connect: false });
    const value = portal.issueToken(['oauth', 'crm.objects.contacts.read']);
    const { client } = attempt({ token: () => Promise.resolve({ value, extra: {} }) });
    await expect(hubspot.check(client)).rejects.toMatchObject({ name: 'Reconnect' });
  });

  it('accepts a portal that has no room for unique properties', async () => {
    const { attempt } = await start({ connect: false, refuseUniqueProperties: true });
    await expect(hubspot.check(attempt().client)).resolves.toMatchObject({ externalId: '48200113' });
  });
});

describe('what is written', () => {
  it('logs the call with milliseconds, status, outcome and where it came from', async () => {
    const { portal, attempt } = await start({ owners: ['1001'] });
    const contact = portal.addContact({ phone: '(212) 555-0177' });
    const call = exampleCall({ recordingUrl: 'https://ringpath.example/recordings/1' });
    const [result] = await attempt({ settings: { ownerId: '1001' } }).run({ ...example, call });

    const [logged] = portal.ledger();
    expect(result).toEqual({
      status: 'accepted',
      vendorId: logged?.id,
      vendorUrl: expect.stringContaining(`/contacts/48200113/record/0-48/${logged?.id}`),
      confirmed: true,
    });
    expect(logged).toMatchObject({ associations: [contact], writes: 1 });
    expect(logged?.properties).toMatchObject({
      ringpath_key: example.key,
      hs_timestamp: '2026-11-20T15:04:05.000Z',
      hs_call_title: 'Call from ROBIN DOE: answered',
      hs_call_duration: '188000',
      hs_call_direction: 'INBOUND',
      hs_call_status: 'COMPLETED',
      hs_call_disposition: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
      hs_call_from_number: caller,
      hs_call_to_number: '+12125550142',
      hs_call_recording_url: 'https://ringpath.example/recordings/1',
      hs_call_source: 'INTEGRATIONS_PLATFORM',
      hubspot_owner_id: '1001',
    });
    const body = logged?.properties['hs_call_body'];
    for (const part of [
      'Talk time: 3 min 0 s',
      'Source: google / cpc',
      'Campaign: emergency-plumbing',
      'Keyword: plumber near me',
      'Landing page: https://plumber.example/emergency?gclid=Cj0KCQiA-test',
      'Tracker: Website pool',
      'Tags: qualified',
      'Value: 149.90 USD',
      `href="${call.url}"`,
    ])
      expect(body).toContain(part);
  });

  it.each([
    ['google', 'cpc', 'Source: google / cpc (several visitors could be the caller, so none is named)'],
    [null, null, 'Source: several visitors could be the caller, so none is named'],
  ])('names the source %s of an ambiguous call on one line', async (source, medium, line) => {
    const { portal, attempt } = await start();
    await attempt().run({ ...example, call: exampleCall({ confidence: 'AMBIGUOUS', source, medium }) });
    const lines = portal.ledger()[0]?.properties['hs_call_body']?.split('<br>') ?? [];
    expect(lines.filter((each) => each.startsWith('Source:'))).toEqual([line]);
  });

  it('takes title and details from the rule and shows them as text', async () => {
    const { portal, attempt } = await start();
    const settings = { title: 'Crown & more', details: 'Wants <b>a quote</b>.\nCall back.' };
    await attempt().run({ ...example, settings });
    expect(portal.ledger()[0]?.properties).toMatchObject({
      hs_call_title: 'Crown & more',
      hs_call_body: expect.stringMatching(
        /^Wants &#60;b&#62;a quote&#60;\/b&#62;\.<br>Call back\.<br>Talk time/,
      ),
    });
  });

  it('shows a hostile campaign name as text', async () => {
    const { portal, attempt } = await start();
    const call = exampleCall({ campaign: '<img src=x onerror=alert(1)>' });
    await attempt().run({ ...example, call });
    expect(portal.ledger()[0]?.properties['hs_call_body']).not.toContain('<img');
  });

  it.each([
    ['MISSED', 'INBOUND', 'MISSED', '73a0d17f-1163-4015-bdd5-ec830791da20'],
    ['MISSED', 'OUTBOUND', 'NO_ANSWER', '73a0d17f-1163-4015-bdd5-ec830791da20'],
    ['VOICEMAIL', 'INBOUND', 'MISSED', 'b2cf5968-551e-4856-9783-52b3da59a7d0'],
    ['ABANDONED', 'INBOUND', 'CANCELED', '73a0d17f-1163-4015-bdd5-ec830791da20'],
    ['BLOCKED', 'INBOUND', 'FAILED', undefined],
    [null, 'INBOUND', 'IN_PROGRESS', undefined],
  ] as const)(
    'gives a call that was %s %s the status %s',
    async (outcome, direction, status, disposition) => {
      const { portal, attempt } = await start();
      const call = exampleCall({ outcome, direction, status: outcome ? 'ENDED' : 'ANSWERED' });
      await attempt().run({ ...example, call });
      const properties = portal.ledger()[0]?.properties;
      expect(properties?.['hs_call_status']).toBe(status);
      expect(properties?.['hs_call_disposition']).toBe(disposition);
      expect(properties?.[direction === 'INBOUND' ? 'hs_call_from_number' : 'hs_call_to_number']).toBe(
        caller,
      );
    },
  );

  it('leaves out a call outcome the portal has removed', async () => {
    const { portal, attempt } = await start({ dispositions: ['11111111-2222-3333-4444-555555555555'] });
    const [result] = await attempt().run(example);
    expect(result?.status).toBe('accepted');
    expect(portal.ledger()[0]?.properties['hs_call_disposition']).toBeUndefined();
  });

  it('updates the same record with a later revision and empties what has gone', async () => {
    const { portal, attempt } = await start();
    const first = {
      ...example,
      call: exampleCall({ recordingUrl: 'https://ringpath.example/recordings/1' }),
    };
    const [made] = await attempt().run(first);
    const call = exampleCall({ tags: ['qualified', 'won'], recordingUrl: null });
    const second = { ...example, call, revision: 2, vendorId: vendorIdOf(made) };
    expect(vendorIdOf((await attempt().run(second))[0])).toBe(vendorIdOf(made));
    expect(portal.ledger()).toHaveLength(1);
    expect(portal.ledger()[0]).toMatchObject({ writes: 2, properties: { hs_call_recording_url: '' } });
    expect(portal.ledger()[0]?.properties['hs_call_body']).toContain('Tags: qualified, won');
    expect(portal.contacts()).toHaveLength(1);
  });

  it('writes a call anew, on its contact, when someone deleted it in HubSpot', async () => {
    const { portal, attempt } = await start();
    const contact = portal.addContact({ phone: caller });
    const [made] = await attempt().run(example);
    portal.removeCall(vendorIdOf(made));
    await attempt().run({ ...example, revision: 2, vendorId: vendorIdOf(made) });
    expect(portal.ledger()).toMatchObject([{ associations: [contact], writes: 1 }]);
  });
});

describe('the contact', () => {
  it('is one only, the most recently active of several with the number', async () => {
    const { portal, attempt } = await start();
    portal.addContact({ phone: caller }, '2026-01-05T00:00:00Z');
    const recent = portal.addContact({ mobilephone: '212-555-0177' }, '2026-11-01T00:00:00Z');
    portal.addContact({ phone: '1 212 555 0177' });
    await attempt().run(example);
    expect(portal.ledger()[0]?.associations).toEqual([recent]);
    expect(portal.contacts()).toHaveLength(3);
  });

  it('has the whole number, not only its national digits', async () => {
    const { portal, attempt } = await start();
    // Same digits after the country code, another country.
    const stranger = portal.addContact({ phone: '+49 212 5550177' });
    await attempt().run(example);
    expect(portal.ledger()[0]?.associations).not.toContain(stranger);
    expect(portal.contacts()).toHaveLength(2);
  });

  it('is made for an unknown caller, with the number in E.164', async () => {
    const { portal, attempt } = await start();
    await attempt().run(example);
    const [made] = portal.contacts();
    expect(made?.properties).toMatchObject({ phone: caller, firstname: 'ROBIN DOE' });
    expect(portal.ledger()[0]?.associations).toEqual([made?.id]);
  });

  it('is not made when the linked account says so', async () => {
    const { portal, attempt } = await start();
    const { run } = attempt({ settings: { createMissingContacts: false } });
    expect((await run(example))[0]?.status).toBe('accepted');
    expect(portal.contacts()).toEqual([]);
    expect(portal.ledger()).toMatchObject([{ associations: [] }]);
  });

  it.each([
    ['a withheld number', exampleCall({ caller: { number: null, withheld: 'ANONYMOUS', name: null } })],
    ['our own tracking number', exampleCall({ caller: { number: '+12125550142' } })],
    ['the number that was rung', exampleCall({ caller: { number: '+12125550100' } })],
  ])('is none for %s', async (_, call) => {
    const { portal, attempt } = await start();
    portal.addContact({ phone: '+12125550142', mobilephone: '+12125550100' });
    const { run, log } = attempt();
    expect((await run({ ...example, call }))[0]?.status).toBe('accepted');
    expect(portal.ledger()).toMatchObject([{ associations: [] }]);
    expect(portal.contacts()).toHaveLength(1);
    expect(log.filter(({ request }) => request.includes('/search'))).toEqual([]);
  });

  it('is looked up once for all calls of one caller in a batch', async () => {
    const { portal, attempt } = await start();
    const items = [1, 2, 3].map((n) => itemOf(n, {}, caller));
    const { run, log } = attempt();
    const results = await run(...items, itemOf(4));
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
    expect(log.filter(({ request }) => request.includes('/search'))).toHaveLength(2);
    expect(log.filter(({ request }) => request.includes('/batch/upsert'))).toHaveLength(1);
    expect(portal.contacts()).toHaveLength(2);
    expect(new Set(portal.ledger().map(({ id }) => id)).size).toBe(4);
  });

  it('is looked up no faster than HubSpot allows, five a second', async () => {
    const { portal, attempt } = await start();
    const items = [1, 2, 3, 4, 5, 6, 7].map((n) => itemOf(n));
    const results = await attempt().run(...items);
    expect(results.map(({ status }) => status)).toEqual(Array(7).fill('accepted'));
    expect(portal.contacts()).toHaveLength(7);
  });

  it('is made once although the search does not find it yet', async () => {
    const { portal, attempt } = await start({ searchLagMs: 60_000 });
    await attempt().run(itemOf(1, {}, caller));
    await attempt().run(itemOf(2, {}, caller));
    expect(portal.contacts()).toHaveLength(1);
    const [made] = portal.contacts();
    expect(portal.ledger().map(({ associations }) => associations)).toEqual([[made?.id], [made?.id]]);
  });

  it('is the one HubSpot names when another program was faster', async () => {
    const { portal, sandbox, attempt } = await start({ searchLagMs: 60_000 });
    const existing = portal.addContact({ email: 'robin@customer.example' });
    sandbox.fail({
      path: '/crm/objects/2026-09/contacts',
      times: 1,
      instead: { status: 200, body: { total: 0, results: [] } },
    });
    sandbox.fail({
      path: '/crm/objects/2026-09/contacts',
      times: 1,
      instead: {
        status: 409,
        body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${existing}` },
      },
    });
    await attempt().run(example);
    expect(portal.ledger()[0]?.associations).toEqual([existing]);
    expect(portal.contacts()).toHaveLength(1);
  });

  it('stays the first one when another contact has become more active meanwhile', async () => {
    const { portal, sandbox, attempt } = await start();
    const first = portal.addContact({ phone: caller }, '2026-11-01T00:00:00Z');
    sandbox.fail({ path: '/batch/associate', times: 1, after: 'reset' });
    const [lost] = await attempt().run(example);
    expect(failureOf(lost).name).toBe('NoAnswer');
    portal.addContact({ phone: caller }, '2026-12-24T00:00:00Z');
    await attempt().run({ ...example, uncertain: true });
    expect(portal.ledger()).toMatchObject([{ associations: [first] }]);
  });

  it('shows the rule of the portal that forbids making it, and writes no call', async () => {
    const { portal, attempt } = await start({ requiredContactProperties: ['email'] });
    const [result] = await attempt().run(example);
    expect(failureOf(result)).toMatchObject({
      name: 'Rejected',
      reason: expect.stringContaining('required properties were not set: email'),
    });
    expect(portal.ledger()).toEqual([]);
  });
});
