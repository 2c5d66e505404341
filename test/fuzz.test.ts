import fc from 'fast-check';
import { expect, it } from 'vitest';
import { carrierCallbacks } from '../integrations/kit/carrier.ts';
import { readTwiml } from '../integrations/twilio/twiml.ts';
import { carrierEvents } from '../schema/index.ts';
import { sendSigned } from './support/front-door.ts';
import { accountSid, type Harbor, startHarbor } from './support/harbor.ts';

const runs = (usual: number): number => Number(process.env['FUZZ_RUNS'] ?? usual);

/** Something a person never says and a proxy might. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    'a\0b',
    '\0',
    '%',
    '%zz',
    '\u2028',
    '-1',
    '1e9',
    'NaN',
    '<Dial>',
    "'; drop",
    '\ufffd',
  ),
  fc.integer({ min: 1, max: 500 }).map((size) => 'ab1c'.repeat(size)),
);

const sid = fc.oneof(
  { weight: 8, arbitrary: fc.nat(6).map((n) => `CA${n}`) },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-zA-Z]{3000,4000}$/) },
);
const party = fc.oneof(
  fc.constantFrom('+12125550142', '+12125550150', '+12125550177', '(212) 555-0142', '12125550142'),
  fc.constantFrom('anonymous', '+266696687', 'sip:1001@pbx.example', 'client:robin', 'tel:+12125550142'),
  fc.stringMatching(/^\+?[0-9 ().-]{1,30}$/),
  text,
);
const status = fc.oneof(
  fc.constantFrom('queued', 'initiated', 'ringing', 'in-progress', 'completed'),
  fc.constantFrom('busy', 'no-answer', 'failed', 'canceled', 'answered'),
  text,
);
const stamp = fc.oneof(
  fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toUTCString().replace('GMT', '+0000')),
  fc.constantFrom(
    'Thu, 01 Jan 0000 00:00:00 +1400',
    'Fri, 31 Dec 9999 23:59:59 -2300',
    'Fri, 99 Zzz 2026 99:99:99 +0000',
  ),
  text,
);
const seconds = fc.oneof(
  fc.nat(4_000).map(String),
  fc.constantFrom('999999999', '2147483648', '-5', '1.5'),
  text,
);

/** The fields a carrier knows, each there or not and holding anything, and fields nobody knows. */
const fields = fc
  .tuple(
    fc.record(
      {
        CallSid: sid,
        ParentCallSid: sid,
        DialCallSid: sid,
        RecordingSid: sid,
        From: party,
        To: party,
        CallStatus: status,
        DialCallStatus: status,
        RecordingStatus: status,
        RecordingSource: fc.oneof(fc.constantFrom('DialVerb', 'RecordVerb'), text),
        RecordingUrl: fc.oneof(fc.webUrl(), text),
        Direction: fc.oneof(fc.constantFrom('inbound', 'outbound-dial'), text),
        DialBridged: fc.oneof(fc.constantFrom('true', 'false'), text),
        Timestamp: stamp,
        SequenceNumber: text,
        CallDuration: seconds,
        DialCallDuration: seconds,
        RecordingDuration: seconds,
        CallerName: text,
        FromCountry: fc.oneof(fc.constantFrom('US', 'us', 'DE', 'XX', 'constructor'), text),
        ToCountry: fc.oneof(fc.constantFrom('US', 'us', 'DE', 'XX', '__proto__'), text),
        FromCity: text,
        FromState: text,
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString')), text, {
      maxKeys: 3,
    }),
  )
  .map(([known, unknown]) => ({ ...unknown, ...known, AccountSid: accountSid }));

const stored = (harbor: Harbor) =>
  harbor.stack.db.inAccount(harbor.accountId, (tx) => tx.select().from(carrierEvents));

it('a carrier may send anything: it is answered, and every signed word is kept', async () => {
  const harbor = await startHarbor();
  const callback = fc.constantFrom(...carrierCallbacks.filter((name) => name !== 'whisper'));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(callback, fields, async (name, sent) => {
      const answer = await sendSigned(harbor, name, sent);
      const body = await answer.text();
      expect(answer.status, body).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
      readTwiml(body);
      const form = Object.entries(sent).map(([key, value]) => [
        key.replaceAll('\0', ''),
        value.replaceAll('\0', ''),
      ]);
      seen.add(JSON.stringify([name, Object.entries(Object.fromEntries(form)).sort()]));
    }),
    { numRuns: runs(150), endOnFailure: true },
  );
  const rows = await stored(harbor);
  const kept = new Set(rows.map((row) => JSON.stringify([row.callback, Object.entries(row.params).sort()])));
  expect([...seen].filter((one) => !kept.has(one)).length).toBe(0);
  for (const { state, reason } of rows) {
    expect(['APPLIED', 'UNMATCHED', 'MALFORMED']).toContain(state);
    if (state !== 'APPLIED') expect(reason).toMatch(/^\S.{10,}/s);
  }
});
