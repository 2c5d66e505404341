import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CarrierRequest } from '../kit/carrier.ts';
import type { CallEvent, CallStep } from '../kit/vocabulary.ts';
import type { SignedRequest } from './callbacks.ts';
import { carrier } from './carrier.ts';
import type { CallScript, ScriptedCall } from './line.ts';
import { type CarrierExchange, type CarrierOptions, twilioCarrier } from './sandbox.ts';

const authToken = 'a-very-secret-token';
const publicBase = 'https://ringpath.example';
const at = (callback: string): string => `${publicBase}/carriers/twilio/${callback}`;

const dial: Extract<CallStep, { kind: 'DIAL' }> = {
  kind: 'DIAL',
  destination: '+12125550100',
  timeoutSeconds: 20,
  record: true,
  endedUrl: at('dial'),
  legStatusUrl: at('status'),
  recordingUrl: at('recording'),
  whisperUrl: at('whisper'),
};
const voicemail: CallStep[] = [
  { kind: 'SAY', text: 'Please leave a message.', language: 'en-US' },
  { kind: 'VOICEMAIL', maxSeconds: 60, recordingUrl: at('recording') },
];

/** Rings one destination, then takes a message unless somebody talked. */
const flow = (path: string, params: Readonly<Record<string, string>>): readonly CallStep[] => {
  if (path.endsWith('/voice')) return [dial];
  if (path.endsWith('/whisper'))
    return [{ kind: 'SAY', text: 'A call from the website.', language: 'en-US' }];
  if (path.endsWith('/dial') && params['DialBridged'] !== 'true') return voicemail;
  return [];
};

const asReceived = (request: Pick<SignedRequest, 'url' | 'headers' | 'params'>): CarrierRequest => ({
  callback: /\/(voice|status|dial|recording)\b/.exec(request.url)?.[1] ?? 'voice',
  bodyType: 'application/x-www-form-urlencoded',
  rawBody: new Uint8Array(),
  json: null,
  place: null,
  url: request.url,
  headers: request.headers,
  params: request.params,
  receivedAt: new Date('2026-11-20T15:04:05.000Z'),
});

type Reply = { readonly status?: number; readonly type?: string; readonly body: string } | 'hang';
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A host that checks the signature, understands the callback and answers by the flow. */
const startHost = async (
  reply: (path: string) => Reply | null = () => null,
  options: Partial<CarrierOptions> = {},
) => {
  const events: CallEvent[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const path = incoming.url ?? '';
    const headers = incoming.headers as Record<string, string>;
    const request = asReceived({ url: publicBase + path, headers, params });
    if (!carrier.verify(request, { authToken })) return void response.writeHead(403).end();
    const special = reply(path);
    if (special === 'hang') return;
    if (special)
      return void response
        .writeHead(special.status ?? 200, { 'content-type': special.type ?? 'text/xml' })
        .end(special.body);
    if (!path.endsWith('/whisper')) events.push(...carrier.parse(request));
    const { contentType, body } = carrier.answer.render(flow(path, params));
    response.writeHead(200, { 'content-type': contentType }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const phone = twilioCarrier({
    accountSid: 'AC1',
    authToken,
    voiceUrl: at('voice'),
    statusUrl: at('status'),
    reach: (url) => url.replace(publicBase, root),
    ...options,
  });
  return { events, phone };
};

const call = (script: Partial<CallScript>, change: Partial<ScriptedCall> = {}): ScriptedCall => ({
  from: '+12125550177',
  to: '+12125550142',
  callerName: 'ROBIN DOE',
  geography: { country: 'US', state: 'NY', city: 'NEW YORK' },
  clock: () => new Date('2026-11-20T15:04:05.000Z'),
  script: { ringSeconds: 8, answered: true, talkSeconds: 180, ...script },
  ...change,
});

const told = (exchanges: readonly CarrierExchange[]): string[] =>
  exchanges.map(({ request: { purpose, params } }) =>
    purpose === 'leg-status' ? `leg ${params['CallStatus']}` : purpose,
  );
const brief = (events: readonly CallEvent[]): string[] =>
  events.map((event) => {
    if (event.kind === 'LEG_CHANGED') return `leg ${event.endReason ?? event.status}`;
    if (event.kind === 'RECORDING_READY') return event.voicemail ? 'voicemail' : 'recording';
    return event.kind === 'CALL_STARTED' ? 'started' : `${event.kind} ${event.endReason}`;
  });

describe('placeCall', () => {
  it('plays an answered, whispered and recorded call', async () => {
    const { phone, events } = await startHost();
    const record = await phone.placeCall(call({}));
    expect(record).toMatchObject({ status: 'completed', seconds: 180, problems: [] });
    expect(told(record.exchanges)).toEqual([
      'voice',
      'leg initiated',
      'leg ringing',
      'leg in-progress',
      'whisper',
      'leg completed',
      'dial',
      'status',
      'recording',
    ]);
    expect(brief(events)).toEqual([
      'started',
      'leg RINGING',
      'leg RINGING',
      'leg ANSWERED',
      'leg COMPLETED',
      'DIAL_ENDED COMPLETED',
      'recording',
      'CALL_ENDED COMPLETED',
      'recording',
    ]);
    expect(events.find(({ kind }) => kind === 'CALL_ENDED')).toMatchObject({
      at: '2026-11-20T15:07:15.000Z',
      from: '+12125550177',
      seconds: 180,
    });
    expect(events.at(-1)).toMatchObject({ seconds: 180, callKey: record.callSid });
  });

  it.each<[string, Partial<CallScript>, string[]]>([
    [
      'nobody answers and the caller leaves a message',
      { answered: false, voicemailSeconds: 12 },
      [
        'started',
        'leg RINGING',
        'leg RINGING',
        'leg NO_ANSWER',
        'DIAL_ENDED NO_ANSWER',
        'CALL_ENDED COMPLETED',
        'voicemail',
      ],
    ],
    [
      'the line is busy and the caller says nothing',
      { answered: 'busy' },
      ['started', 'leg RINGING', 'leg RINGING', 'leg BUSY', 'DIAL_ENDED BUSY', 'CALL_ENDED COMPLETED'],
    ],
    [
      'the caller gives up',
      { answered: false, hangUpWhileRinging: true },
      [
        'started',
        'leg RINGING',
        'leg RINGING',
        'leg NO_ANSWER',
        'DIAL_ENDED CANCELED',
        'CALL_ENDED NO_ANSWER',
      ],
    ],
  ])('plays: %s', async (_, script, expected) => {
    const { phone, events } = await startHost();
    const record = await phone.placeCall(call(script));
    expect(record.problems).toEqual([]);
    expect(brief(events)).toEqual(expected);
  });

  it('cuts a message off at its longest and asks how to go on', async () => {
    const { phone, events } = await startHost();
    const record = await phone.placeCall(call({ answered: false, voicemailSeconds: 90 }));
    expect(told(record.exchanges).slice(-3)).toEqual(['record', 'status', 'recording']);
    expect(events.at(-1)).toMatchObject({ voicemail: true, seconds: 60 });
  });

  it('rings no longer than the dial says', async () => {
    const { phone } = await startHost();
    const record = await phone.placeCall(call({ ringSeconds: 30 }));
    const ended = record.exchanges.find(({ request }) => request.purpose === 'dial');
    expect(ended?.request.params['DialCallStatus']).toBe('no-answer');
    expect(ended?.request.at.toISOString()).toBe('2026-11-20T15:04:25.000Z');
  });

  it('goes on with the caller when the callee hangs up', async () => {
    const { phone, events } = await startHost();
    await phone.placeCall(call({ endedBy: 'callee' }));
    expect(brief(events)).toContain('DIAL_ENDED COMPLETED');
  });

  it('calls the fallback address when the voice address fails, is slow or talks nonsense', async () => {
    const failures: Reply[] = [
      { status: 500, body: '' },
      { body: '<Response><Dial>', type: 'text/xml' },
      { body: '{"ok":true}', type: 'application/json' },
      'hang',
    ];
    for (const failure of failures) {
      const fallbackUrl = `${at('voice')}?fallback=1`;
      const { phone, events } = await startHost((path) => (path.endsWith('/voice') ? failure : null), {
        fallbackUrl,
        patienceSeconds: 0.3,
      });
      const record = await phone.placeCall(call({ answered: false }));
      expect(record.problems).toHaveLength(1);
      expect(told(record.exchanges).slice(0, 2)).toEqual(['voice', 'fallback']);
      expect(record.exchanges[1]?.request.params).toMatchObject({ ErrorUrl: at('voice') });
      expect(brief(events)[0]).toBe('started');
    }
  });

  it('ends the call when there is nothing to play, and tries nothing twice', async () => {
    const { phone } = await startHost(() => ({ status: 500, body: '' }));
    const record = await phone.placeCall(call({}));
    expect(told(record.exchanges)).toEqual(['voice', 'status']);
    expect(record.problems).toEqual(['voice: status 500 instead of TwiML', 'status: status 500']);
  });

  it('drops the callee when the whisper fails, and the caller hears what follows', async () => {
    const { phone, events } = await startHost((path) =>
      path.endsWith('/whisper') ? { status: 500, body: '' } : null,
    );
    await phone.placeCall(call({ voicemailSeconds: 5 }));
    expect(brief(events)).toEqual(expect.arrayContaining(['DIAL_ENDED NO_ANSWER', 'voicemail']));
  });

  it('rejects, and does not follow documents that go round', async () => {
    const twiml = (body: string) => startHost((path) => (path.endsWith('/voice') ? { body } : null));
    const rejected = await (await twiml('<Response><Reject reason="busy"/></Response>')).phone.placeCall(
      call({}),
    );
    expect(rejected).toMatchObject({ status: 'busy', seconds: 0, problems: [] });
    const loop = await twiml(`<Response><Redirect>${at('voice')}</Redirect></Response>`);
    expect((await loop.phone.placeCall(call({}))).problems).toEqual([expect.stringContaining('circle')]);
  });

  it('tells its progress and lets scripted seconds pass', async () => {
    const { phone } = await startHost(undefined, { timeScale: 0.001 });
    const seen: string[] = [];
    const started = performance.now();
    await phone.placeCall(call({}), ({ kind, request }) => seen.push(`${kind} ${request.purpose}`));
    expect(performance.now() - started).toBeGreaterThan(180);
    expect(seen.slice(0, 3)).toEqual(['sending voice', 'answered voice', 'sending leg-status']);
  });
});

describe('scriptCallbacks', () => {
  const phone = twilioCarrier({
    accountSid: 'AC1',
    authToken,
    voiceUrl: at('voice'),
    statusUrl: at('status'),
  });
  const scripted = (script: CallScript, seed: string): readonly SignedRequest[] =>
    phone.scriptCallbacks(
      call(script, { seed }),
      ({ url, params }) => carrier.answer.render(flow(url, params)).body,
    );
  const script: fc.Arbitrary<CallScript> = fc.record(
    {
      ringSeconds: fc.integer({ min: 0, max: 40 }),
      answered: fc.constantFrom(true, false, 'busy' as const),
      talkSeconds: fc.nat(600),
      hangUpWhileRinging: fc.boolean(),
      endedBy: fc.constantFrom('caller' as const, 'callee' as const),
      voicemailSeconds: fc.nat(90),
    },
    { requiredKeys: ['ringSeconds', 'answered', 'talkSeconds'] },
  );
  const understand = (request: SignedRequest): readonly CallEvent[] =>
    request.purpose === 'whisper' ? [] : carrier.parse(asReceived(request));

  it('is the same for the same seed', () => {
    const one: CallScript = { ringSeconds: 3, answered: true, talkSeconds: 60 };
    expect(scripted(one, 'a')).toEqual(scripted(one, 'a'));
    expect(scripted(one, 'a')).not.toEqual(scripted(one, 'b'));
  });

  it('signs every request so that verify takes it and takes no other', () => {
    fc.assert(
      fc.property(script, fc.string(), (play, seed) => {
        for (const request of scripted(play, seed)) {
          const received = asReceived(request);
          expect(carrier.verify(received, { authToken })).toBe(true);
          const params = { ...received.params, CallSid: 'CA0' };
          expect(carrier.verify({ ...received, params }, { authToken })).toBe(false);
        }
      }),
    );
  });

  it('tells a call that starts once and ends once', () => {
    fc.assert(
      fc.property(script, fc.string(), (play, seed) => {
        const events = scripted(play, seed).flatMap(understand);
        expect(events.filter(({ kind }) => kind === 'CALL_STARTED')).toHaveLength(1);
        expect(events.filter(({ kind }) => kind === 'CALL_ENDED')).toHaveLength(1);
        expect(new Set(events.map(({ callKey }) => callKey)).size).toBe(1);
      }),
    );
  });

  it('lets each destination do what the script says of it', () => {
    const second = { ringSeconds: 5, answered: true, talkSeconds: 40 } as const;
    const play = call({ ringSeconds: 2, answered: 'busy', talkSeconds: 0, later: [second] }, { seed: 'two' });
    const requests = phone.scriptCallbacks(play, ({ purpose, params }) => {
      const again = purpose === 'dial' && params['DialCallStatus'] === 'busy';
      return carrier.answer.render(purpose === 'voice' || again ? [dial] : []).body;
    });
    const ends = requests.filter(({ purpose }) => purpose === 'dial').map(({ params }) => params);
    expect(ends).toMatchObject([
      { DialCallStatus: 'busy', CallStatus: 'ringing' },
      { DialCallStatus: 'completed', DialCallDuration: '40', CallStatus: 'completed' },
    ]);
  });
});
