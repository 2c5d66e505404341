import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { carrier } from '../integrations/twilio/carrier.ts';
import { readTwiml } from '../integrations/twilio/twiml.ts';
import { carrierEvents } from '../schema/index.ts';
import { typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { arbitraryOperation, junk } from './support/arbitrary-operations.ts';
import { graphqlFor, sendSigned } from './support/front-door.ts';
import { accountSid, type Harbor, startHarbor } from './support/harbor.ts';

const callbacks = Object.keys(carrier.callbacks);
const runs = (usual: number): number => Number(process.env['FUZZ_RUNS'] ?? usual);
// More runs take longer: about 30 ms each on a slow machine.
vi.setConfig({ testTimeout: 30_000 + runs(0) * 100 });

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
  harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) => tx.select().from(carrierEvents));

it('a carrier may send anything: it is answered, and every signed word is kept', async () => {
  const harbor = await startHarbor();
  const callback = fc.constantFrom(...callbacks.filter((name) => name !== 'whisper'));
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

it('anybody may send a carrier’s door anything: it stays shut, and says so in JSON', async () => {
  const { stack } = await startHarbor();
  const types = fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
    'multipart/form-data',
    '',
  );
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
    fc.json().map((json) => Uint8Array.from(Buffer.from(json))),
    fields.map((form) => Uint8Array.from(Buffer.from(new URLSearchParams(form).toString()))),
  );
  const names = fc.constantFrom(...callbacks, 'nothing', '%2e%2e', '%ff', 'a'.repeat(300));
  await fc.assert(
    fc.asyncProperty(names, types, bodies, async (name, type, body) => {
      const answer = await fetch(`${stack.url}/carriers/twilio/${name}`, {
        method: 'POST',
        headers: { 'content-type': type, 'x-twilio-signature': 'bm8=' },
        body,
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect(error).toEqual({
        code: expect.stringMatching(/^[A-Z_]+$/),
        message: expect.stringMatching(/\S{3}/),
      });
    }),
    { numRuns: runs(150), endOnFailure: true },
  );
});

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../schema/schema.graphql'), 'utf8'));

/** A harbor with a call in it, a key, and ids that exist. */
const startWithIds = async () => {
  const harbor = await startHarbor();
  const { accountId, company, poster, pool, stack } = harbor;
  await harbor.carrier.placeCall({
    from: '+12125550177',
    to: '+12125550142',
    script: { ringSeconds: 1, answered: true, talkSeconds: 9 },
  });
  const api = await graphqlFor(stack, accountId);
  const { data } = await api.ask(
    '{ calls { nodes { id caller { id } } } linkedAccounts { nodes { id } } numbers { nodes { id } } }',
  );
  const ids: string[] = [
    typedId('Company', company.id),
    typedId('Tracker', poster.tracker.id),
    typedId('Tracker', pool.tracker.id),
    data.calls.nodes[0].id,
    data.calls.nodes[0].caller.id,
    data.linkedAccounts.nodes[0].id,
    data.numbers.nodes[0].id,
  ];
  return { harbor, api, ids };
};

interface Failure {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

const expectNotOurFault = (errors: readonly Failure[] = []): void => {
  for (const { message, extensions } of errors) {
    expect(message).toMatch(/\S{3}/);
    expect(message).not.toContain('our side');
    expect(extensions?.code).not.toBe('INTERNAL_SERVER_ERROR');
  }
};

it.each(['query', 'mutation'] as const)(
  'any %s is answered in GraphQL’s form, and never as our fault',
  async (kind) => {
    const { api, ids } = await startWithIds();
    const sent = fc.tuple(
      arbitraryOperation(schema, kind, ids),
      fc.option(junk, { nil: undefined, freq: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(sent, async ([{ query, variables }, instead]) => {
        const answer = await api.post(JSON.stringify({ query, variables: instead ?? variables }));
        const { data, errors, ...more } = (await answer.json()) as { data?: object; errors?: Failure[] };
        expect([200, 400]).toContain(answer.status);
        expect(more).toEqual({});
        expect(data === undefined || data === null ? errors : [1]).not.toHaveLength(0);
        expectNotOurFault(errors);
      }),
      { numRuns: runs(150), endOnFailure: true },
    );
    expect((await api.ask('{ viewer { account { name } } }')).errors).toBeUndefined();
  },
);

/** The codes a client may meet: of WebSocket, of graphql-transport-ws, and ours for a slow reader. */
const protocolCodes = [1000, 1002, 1003, 1007, 1008, 1009, 4400, 4401, 4403, 4406, 4408, 4409, 4413, 4429];

it('a live socket may say anything: it is answered or closed with a code of the protocol', async () => {
  const { harbor, api, ids } = await startWithIds();
  const address = `${harbor.stack.url.replace('http', 'ws')}/graphql`;
  const id = fc.oneof(fc.constantFrom('a', 'b', ''), junk);
  const payload = fc.oneof(
    arbitraryOperation(schema, 'subscription', ids),
    arbitraryOperation(schema, 'query', ids),
    fc.record(
      {
        query: fc.oneof(fc.constant('{ __typename }'), junk),
        variables: junk,
        operationName: junk,
        extensions: junk,
      },
      { requiredKeys: [] },
    ),
    junk,
  );
  const type = fc.oneof(
    fc.constantFrom('subscribe', 'subscribe', 'complete', 'ping', 'pong', 'connection_init', 'next', 'error'),
    junk,
  );
  const frame = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ id, type, payload }, { requiredKeys: ['type'] }).map((f) => JSON.stringify(f)),
    },
    // What only servers say.
    { weight: 1, arbitrary: fc.constant('{"id":"a","type":"next","payload":{"data":{}}}') },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes)) },
  );
  const opening = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constant(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${api.key}` } }),
      ),
    },
    { weight: 1, arbitrary: frame },
    {
      weight: 1,
      arbitrary: junk.map((given) => JSON.stringify({ type: 'connection_init', payload: given })),
    },
  );
  await fc.assert(
    fc.asyncProperty(opening, fc.array(frame, { minLength: 1, maxLength: 6 }), async (first, frames) => {
      const socket = new WebSocket(address, 'graphql-transport-ws');
      await once(socket, 'open');
      const closed = once(socket, 'close');
      const heard: { type: string; payload?: unknown }[] = [];
      // The answer to the ping tells that everything before it was heard.
      const done = new Promise<void>((resolve) => {
        socket.on('message', (message) => {
          const told = JSON.parse(String(message)) as { type: string; payload?: unknown };
          heard.push(told);
          if (told.type === 'pong' && JSON.stringify(told.payload) === '{"end":true}') resolve();
        });
      });
      for (const one of [first, ...frames]) socket.send(one);
      socket.send(JSON.stringify({ type: 'ping', payload: { end: true } }));
      await Promise.race([done, closed]);
      socket.close(1000);
      const [code] = (await closed) as [number];
      expect(protocolCodes).toContain(code);
      for (const { type: name, payload: told } of heard) {
        expect(['connection_ack', 'ping', 'pong', 'next', 'error', 'complete']).toContain(name);
        if (name === 'error') expectNotOurFault(told as Failure[]);
        if (name === 'next') expectNotOurFault((told as { errors?: Failure[] }).errors);
      }
    }),
    { numRuns: runs(100), endOnFailure: true },
  );
  expect((await api.ask('{ viewer { account { name } } }')).errors).toBeUndefined();
});
