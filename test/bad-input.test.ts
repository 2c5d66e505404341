import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signature } from '../integrations/twilio/callbacks.ts';
import { type Fields, graphqlFor, sendSigned, voiceFields } from './support/front-door.ts';
import { accountSid, authToken, type Harbor, startHarbor } from './support/harbor.ts';

const form = 'application/x-www-form-urlencoded';

/** What a person sees of the account's calls and of what became part of none. */
const shown = async ({ stack, accountId }: Harbor) => {
  const { ask } = await graphqlFor(stack, accountId);
  const { data, errors } = await ask(`{
    calls(orderBy: {field: STARTED_AT, direction: ASC}) {
      nodes { status outcome startedAt answeredAt endedAt ringSeconds talkSeconds durationSeconds
        caller { number country } withheld trackingNumber }
    }
    unmatchedEvents { totalCount nodes { carrier callback state reason params } }
  }`);
  expect(errors).toBeUndefined();
  return { calls: data.calls.nodes, unmatched: data.unmatchedEvents.nodes };
};

const statusFields = (CallStatus: string, change: Fields = {}): Fields =>
  voiceFields({ CallStatus, CallDuration: '20', SequenceNumber: '0', ...change });

describe('requests no route can use', () => {
  it('are refused in JSON that says why, whatever the route', async () => {
    const { stack, accountId } = await startHarbor();
    const { key } = await graphqlFor(stack, accountId);
    const huge = 'a'.repeat(10 * 1024 * 1024);
    const cut = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xc3, 0x22, 0x7d]);
    const routes = {
      '/graphql': 'application/json',
      '/dni/sessions': 'application/json',
      '/carriers/twilio/voice': form,
    };
    const cases: readonly (readonly [string, string, RequestInit, number])[] = Object.entries(routes).flatMap(
      ([path, type]): (readonly [string, string, RequestInit, number])[] => [
        ['10 MB', path, { method: 'POST', body: huge, headers: { 'content-type': type } }, 413],
        ['invalid UTF-8', path, { method: 'POST', body: cut, headers: { 'content-type': type } }, 400],
        ['another method', path, { method: 'DELETE' }, 404],
        ['a method with a body', path, { method: 'PUT', body: '{}', headers: { 'content-type': type } }, 404],
        ['an address nothing can read', `${path}/%ff`, { method: 'POST' }, 400],
        ['nothing at all', path, { method: 'POST' }, path === '/carriers/twilio/voice' ? 403 : 400],
      ],
    );
    const more: typeof cases = [
      [
        'malformed JSON',
        '/graphql',
        { method: 'POST', body: '{"query":', headers: { 'content-type': 'application/json' } },
        400,
      ],
      ['malformed JSON', '/dni/sessions', { method: 'POST', body: '{"companyKey":' }, 400],
      [
        'JSON',
        '/carriers/twilio/voice',
        { method: 'POST', body: '{"AccountSid":5}', headers: { 'content-type': 'application/json' } },
        415,
      ],
      ['text', '/carriers/twilio/voice', { method: 'POST', body: 'AccountSid=AC1' }, 415],
      ['a form', '/graphql', { method: 'POST', body: 'query=x', headers: { 'content-type': form } }, 415],
      [
        'a NUL in its name',
        '/carriers/twilio/voice',
        { method: 'POST', body: 'AccountSid=AC%00', headers: { 'content-type': form } },
        403,
      ],
      [
        'half a character',
        '/carriers/twilio/status',
        {
          method: 'POST',
          body: `AccountSid=${accountSid}&From=%ED%A0%80%FF`,
          headers: { 'content-type': form },
        },
        403,
      ],
      ['no such carrier', '/carriers/nobody/voice', { method: 'POST' }, 404],
      ['no carrier', '/carriers/hubspot/voice', { method: 'POST' }, 404],
      ['no such callback', '/carriers/twilio/__proto__', { method: 'POST' }, 404],
      ['reading', '/carriers/twilio/voice', {}, 404],
      ['reading', '/dni/sessions', {}, 404],
      ['reading without a question', '/graphql', {}, 400],
      [
        'nothing there',
        '/nothing',
        { method: 'POST', body: '<x/>', headers: { 'content-type': 'text/xml' } },
        404,
      ],
    ];
    const answers = await Promise.all(
      [...cases, ...more].map(async ([what, path, init, expected]) => {
        const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
        const answer = await fetch(`${stack.url}${path}`, { ...init, headers });
        const read = JSON.parse(await answer.text()) as {
          error?: { code: string; message: string };
          errors?: readonly { message: string; extensions: { code: string } }[];
        };
        const [first] = read.errors ?? [];
        const { code, message } = read.error ?? { code: first?.extensions.code, message: first?.message };
        const clear = typeof code === 'string' && /^[A-Z]\S* \S+/.test(message ?? '');
        return [`${what}: ${path}`, answer.status, clear ? 'clear' : JSON.stringify(read), expected] as const;
      }),
    );
    expect(answers.map(([what, status, clear]) => [what, status, clear])).toEqual(
      answers.map(([what, , , expected]) => [what, expected, 'clear']),
    );
  });
});

describe('what a carrier may send', () => {
  it('1,000 fields, a NUL, a repeated field: all kept, word for word', async () => {
    const harbor = await startHarbor();
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`Field${n}`, String(n)]));
    expect((await sendSigned(harbor, 'voice', voiceFields({ ...many, To: '+12125559999' }))).status).toBe(
      200,
    );
    expect(
      (await sendSigned(harbor, 'status', voiceFields({ CallSid: 'CA\0', CallStatus: '\0' }))).status,
    ).toBe(200);

    const path = '/carriers/twilio/voice';
    const fields = voiceFields({ CallSid: 'CA3', To: '+12125559999' });
    // The carrier signs every value of a name once, in order.
    const signed = signature(authToken, `${harbor.stack.publicUrl}${path}`, {
      ...fields,
      Header: 'aHeaderb',
    });
    const send = (last: string) =>
      fetch(`${harbor.stack.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': form, 'x-twilio-signature': signed },
        body: new URLSearchParams([...Object.entries(fields), ['Header', 'b'], ['Header', last]]).toString(),
      });
    expect((await send('a')).status).toBe(200);
    expect((await send('c')).status).toBe(403);

    const { unmatched } = await shown(harbor);
    expect(unmatched).toHaveLength(3);
    const [repeated, nul, large] = unmatched;
    expect(Object.keys(large.params)).toHaveLength(1_006);
    expect(nul).toMatchObject({ state: 'MALFORMED', reason: expect.stringContaining('CallStatus') });
    expect(repeated).toMatchObject({ state: 'UNMATCHED', params: { Header: 'a' } });
  });

  it.each<[string, Fields]>([
    ['with blanks', { From: '+1 212-555-0177', To: '+1 (212) 555-0142' }],
    [
      'as people there write it',
      { From: '(212) 555-0177', FromCountry: 'US', To: '212.555.0142', ToCountry: 'us' },
    ],
    [
      'with a trunk prefix',
      { From: '1-212-555-0177', FromCountry: 'us', To: '1 212 555 0142', ToCountry: 'US' },
    ],
    ['as an address', { From: 'sip:+12125550177@pbx.example', To: 'tel:+1-212-555-0142' }],
    ['in wide digits', { From: '＋１２１２５５５０１７７', To: '＋１ ２１２ ５５５ ０１４２' }],
    [
      'with a plus nobody escaped',
      { From: ' 12125550177', FromCountry: 'US', To: ' 12125550142', ToCountry: 'US' },
    ],
  ])('a number %s is the same number', async (_, fields) => {
    const harbor = await startHarbor();
    const answer = await sendSigned(harbor, 'voice', voiceFields(fields));
    expect(await answer.text()).toContain('+12125550100');
    expect(await shown(harbor)).toMatchObject({
      calls: [{ caller: { number: '+12125550177', country: 'US' }, trackingNumber: '+12125550142' }],
      unmatched: [],
    });
  });

  it('a caller without a number is nobody, and the call rings all the same', async () => {
    const harbor = await startHarbor();
    const froms = [
      '',
      'Anonymous',
      'RESTRICTED',
      '+266696687',
      '+7378742833',
      'unavailable',
      'sip:anonymous@x.example',
    ];
    const odd = ['client:robin', 'sip:1001@pbx.example', '1', '٣', 'not a number', '+'.repeat(500)];
    for (const [at, From] of [...froms, ...odd].entries()) {
      const answer = await sendSigned(harbor, 'voice', voiceFields({ CallSid: `CA${at}`, From }));
      expect(await answer.text(), From).toContain('+12125550100');
    }
    const { calls } = await shown(harbor);
    expect(
      calls.map(({ withheld, caller }: { withheld: string; caller: unknown }) => [withheld, caller]),
    ).toEqual([...froms.map(() => ['ANONYMOUS', null]), ...odd.map(() => ['NOT_A_NUMBER', null])]);
  });

  it('a clock that goes backwards moves no time before the one it follows', async () => {
    const harbor = await startHarbor();
    const before = new Date(Date.now() - 90_000).toUTCString().replace('GMT', '+0000');
    await sendSigned(harbor, 'voice', voiceFields());
    const leg = { CallSid: 'CA9', ParentCallSid: 'CA00000000000000000000000000000001', To: '+12125550100' };
    await sendSigned(harbor, 'status', statusFields('in-progress', { ...leg, Timestamp: before }));
    await sendSigned(harbor, 'status', statusFields('completed', { ...leg, Timestamp: before }));
    await sendSigned(harbor, 'status', statusFields('completed', { Timestamp: before }));
    const { calls } = await shown(harbor);
    const [call] = calls;
    expect(call).toMatchObject({ status: 'ENDED', outcome: 'ANSWERED', ringSeconds: 0, talkSeconds: 20 });
    expect([call.answeredAt, call.endedAt, call.durationSeconds]).toEqual([
      call.startedAt,
      call.startedAt,
      0,
    ]);
  });

  it.each([
    'Thu, 01 Jan 1970 00:00:00 +0000',
    'Thu, 01 Jan 0000 00:00:00 +1400',
    'Fri, 31 Dec 9999 23:59:59 -2300',
    'yesterday',
  ])('a clock at “%s” is not believed', async (Timestamp) => {
    const harbor = await startHarbor();
    await sendSigned(harbor, 'voice', voiceFields());
    await sendSigned(harbor, 'status', statusFields('completed', { Timestamp }));
    const { calls, unmatched } = await shown(harbor);
    expect(unmatched).toEqual([]);
    expect(calls).toHaveLength(1);
    expect(Math.abs(Date.now() - Date.parse(calls[0].endedAt))).toBeLessThan(60_000);
    expect(calls[0].durationSeconds).toBeLessThan(60);
  });

  it('events nothing can be made of are shown with the reason', async () => {
    const harbor = await startHarbor();
    const lone = { CallSid: 'CA1', To: '+12125559999' };
    await sendSigned(harbor, 'voice', voiceFields(lone));
    await sendSigned(harbor, 'voice', voiceFields({ CallSid: ' ' }));
    await sendSigned(harbor, 'voice', voiceFields({ CallSid: 'C'.repeat(4_000) }));
    await sendSigned(harbor, 'status', statusFields('exploded', { CallSid: 'CA2' }));
    await sendSigned(harbor, 'status', statusFields('completed', { CallSid: 'CA2', CallDuration: '-1' }));
    await sendSigned(harbor, 'dial', voiceFields({ CallSid: 'CA2', DialCallStatus: 'busy' }));
    await sendSigned(harbor, 'recording', voiceFields({ CallSid: 'CA2', RecordingStatus: 'completed' }));
    const { calls, unmatched } = await shown(harbor);
    expect(calls).toEqual([]);
    const told = unmatched
      .toReversed()
      .map(({ callback, state, reason }: Fields) => [callback, state, reason]);
    expect(told).toEqual([
      ['voice', 'UNMATCHED', expect.stringContaining('not one of this account')],
      ['voice', 'MALFORMED', expect.stringContaining('CallSid')],
      ['voice', 'MALFORMED', expect.stringContaining('255')],
      ['status', 'MALFORMED', expect.stringContaining('CallStatus')],
      ['status', 'MALFORMED', expect.stringContaining('CallDuration')],
      ['dial', 'UNMATCHED', expect.stringContaining('not started')],
      ['recording', 'MALFORMED', expect.stringContaining('RecordingUrl')],
    ]);
  });

  it('a dial that reached no leg counts although it overtook its call', async () => {
    const harbor = await startHarbor();
    await sendSigned(harbor, 'dial', voiceFields({ CallStatus: 'in-progress', DialCallStatus: 'failed' }));
    await sendSigned(harbor, 'voice', voiceFields());
    await sendSigned(harbor, 'status', statusFields('completed'));
    // Without the dial's word the caller would seem to have given up.
    expect(await shown(harbor)).toMatchObject({ calls: [{ outcome: 'MISSED' }], unmatched: [] });
  });
});

describe('when it is our own fault', () => {
  it('a callback we choke on is kept and shown, and heals with the next one of its call', async () => {
    const harbor = await startHarbor();
    const admin = postgres(harbor.stack.databaseUrl, { max: 1 });
    onTestFinished(() => admin.end());
    await admin`alter table calls add constraint broken check (false) not valid`;
    const answer = await sendSigned(harbor, 'voice', voiceFields());
    expect(await answer.text()).toContain('+12125550100');
    const broken = await shown(harbor);
    expect(broken.calls).toEqual([]);
    expect(broken.unmatched).toMatchObject([
      { callback: 'voice', state: 'FAILED', reason: expect.stringContaining('our side') },
    ]);

    await admin`alter table calls drop constraint broken`;
    await sendSigned(harbor, 'status', statusFields('completed'));
    expect(await shown(harbor)).toMatchObject({
      calls: [{ status: 'ENDED', caller: { number: '+12125550177' } }],
      unmatched: [],
    });
  });

  it('the phone rings when neither the database nor the disk takes the call', async () => {
    const harbor = await startHarbor();
    const admin = postgres(harbor.stack.databaseUrl, { max: 1 });
    onTestFinished(() => admin.end());
    await admin`alter table carrier_events add constraint broken check (false) not valid`;
    await writeFile(join(harbor.stack.dataDir, 'spool'), 'where the folder should be');
    const answer = await sendSigned(harbor, 'voice', voiceFields());
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('+12125550100')]);
    const told = await sendSigned(harbor, 'status', statusFields('completed'));
    expect([told.status, await told.json()]).toEqual([
      500,
      { error: expect.objectContaining({ code: 'INTERNAL' }) },
    ]);
  });
});
