import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CarrierRequest } from '../kit/carrier.ts';
import { Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { startSandbox } from '../kit/sandbox.ts';
import { sandboxClient } from '../kit/testing.ts';
import type { CallStep } from '../kit/vocabulary.ts';
import { twilioAccountApi } from './account-api.ts';
import { signature } from './callbacks.ts';
import { carrier } from './carrier.ts';
import { twilio } from './index.ts';
import { readTwiml } from './twiml.ts';

const receivedAt = new Date('2026-11-20T15:04:05.000Z');

const callback = (
  name: string,
  params: Readonly<Record<string, string>>,
  change: Partial<CarrierRequest> = {},
): CarrierRequest => ({
  callback: name,
  url: `https://ringpath.example/carriers/twilio/${name}`,
  headers: {},
  bodyType: 'application/x-www-form-urlencoded',
  rawBody: new Uint8Array(),
  json: null,
  place: null,
  params: { AccountSid: 'AC1', CallSid: 'CA1', From: '+12125550177', To: '+12125550142', ...params },
  receivedAt,
  ...change,
});

describe('verify', () => {
  // The example of Twilio's own documentation and libraries.
  const published = callback(
    'voice',
    {},
    {
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
      headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
      params: {
        CallSid: 'CA1234567890ABCDE',
        Caller: '+14158675309',
        Digits: '1234',
        From: '+14158675309',
        To: '+18005551212',
      },
    },
  );

  const signedWithNothing = {
    ...published,
    headers: { 'x-twilio-signature': signature('', published.url, published.params) },
  };

  it("accepts Twilio's published example", () => {
    expect(carrier.verify(published, { authToken: '12345' })).toBe(true);
  });

  it.each<[string, CarrierRequest, Record<string, string>]>([
    ['another token', published, { authToken: '12346' }],
    ['no token', published, {}],
    ['an empty token', signedWithNothing, { authToken: '' }],
    [
      'another address',
      { ...published, url: 'https://mycompany.com/myapp.php?foo=1&bar=3' },
      { authToken: '12345' },
    ],
    [
      'another field',
      { ...published, params: { ...published.params, Digits: '1235' } },
      { authToken: '12345' },
    ],
    ['one field more', { ...published, params: { ...published.params, Extra: '' } }, { authToken: '12345' }],
    ['no signature', { ...published, headers: {} }, { authToken: '12345' }],
    [
      'a signature of other length',
      { ...published, headers: { 'x-twilio-signature': 'RSOY' } },
      { authToken: '12345' },
    ],
  ])('refuses %s', (_, request, secrets) => {
    expect(carrier.verify(request, secrets)).toBe(false);
  });
});

describe('parse', () => {
  const parse = (name: string, params: Readonly<Record<string, string>>) =>
    carrier.parse(callback(name, params));

  it('reads the voice webhook', () => {
    const params = {
      CallSid: 'v3:not-a-twilio-id',
      From: '+12125550177',
      To: '(212) 555-0142',
      ToCountry: 'US',
      Direction: 'inbound',
      CallStatus: 'ringing',
      CallerName: ' ROBIN DOE ',
      FromCountry: 'us',
      FromState: ' NY',
      FromCity: '',
    };
    expect(parse('voice', params)).toEqual([
      {
        kind: 'CALL_STARTED',
        callKey: 'v3:not-a-twilio-id',
        at: '2026-11-20T15:04:05.000Z',
        direction: 'INBOUND',
        from: '+12125550177',
        withheld: null,
        to: '+12125550142',
        callerName: 'ROBIN DOE',
        geography: { country: 'US', region: 'NY', city: null },
      },
    ]);
  });

  it.each([
    ['NEW YORK', 'New York'],
    ['WINSTON-SALEM', 'Winston-Salem'],
    ["O'FALLON", "O'Fallon"],
    ["MARTHA'S VINEYARD", "Martha's Vineyard"],
    ['ST. LOUIS', 'St. Louis'],
    ['MÜNCHEN', 'München'],
    ['McAllen', 'McAllen'],
    ['東京', '東京'],
  ])('writes the city %s as %s', (FromCity, city) => {
    expect(parse('voice', { FromCity })[0]).toMatchObject({ geography: { city } });
  });

  it.each([
    ['+266696687', null, 'ANONYMOUS'],
    ['Restricted', null, 'ANONYMOUS'],
    ['', null, 'ANONYMOUS'],
    ['client:robin', null, 'NOT_A_NUMBER'],
    ['sip:1001@pbx.example', null, 'NOT_A_NUMBER'],
    ['sip:+12125550177@pbx.example', '+12125550177', null],
  ])('knows who calls as %j', (From, from, withheld) => {
    expect(parse('voice', { From, FromCountry: 'US' })[0]).toMatchObject({ from, withheld });
    expect(parse('status', { From, CallStatus: 'completed' })[0]).toMatchObject({ from, withheld });
  });

  it('ends the call on each final status of the parent, by Twilio’s clock', () => {
    const final = { CallDuration: '188', SequenceNumber: '0', Timestamp: 'Fri, 20 Nov 2026 15:07:13 +0000' };
    for (const [CallStatus, endReason] of [
      ['completed', 'COMPLETED'],
      ['busy', 'BUSY'],
      ['no-answer', 'NO_ANSWER'],
      ['failed', 'FAILED'],
      ['canceled', 'CANCELED'],
    ] as const)
      expect(parse('status', { ...final, CallStatus })).toEqual([
        {
          kind: 'CALL_ENDED',
          direction: 'INBOUND',
          callKey: 'CA1',
          at: '2026-11-20T15:07:13.000Z',
          endReason,
          seconds: 188,
          from: '+12125550177',
          withheld: null,
          to: '+12125550142',
        },
      ]);
    for (const CallStatus of ['queued', 'ringing', 'in-progress'])
      expect(parse('status', { CallStatus })).toEqual([]);
  });

  it('moves a leg on what happens to a child call', () => {
    const leg = { CallSid: 'CA2', ParentCallSid: 'CA1', To: '+12125550100', SequenceNumber: '2' };
    const changed = { kind: 'LEG_CHANGED', callKey: 'CA1', legKey: 'CA2', destination: '+12125550100' };
    expect(parse('status', { ...leg, CallStatus: 'initiated' })).toMatchObject([
      { ...changed, status: 'RINGING', endReason: null, seconds: null },
    ]);
    expect(parse('status', { ...leg, CallStatus: 'in-progress' })).toMatchObject([
      { ...changed, status: 'ANSWERED', endReason: null, seconds: null },
    ]);
    expect(parse('status', { ...leg, CallStatus: 'completed', CallDuration: '180' })).toMatchObject([
      {
        ...changed,
        status: 'ENDED',
        endReason: 'COMPLETED',
        seconds: 180,
      },
    ]);
  });

  it('keeps the time of receipt when Twilio gives no readable one', () => {
    for (const Timestamp of ['', '20.11.2026', 'Xyz, 99 Foo 2026 99:99:99 +0000'])
      expect(parse('status', { CallStatus: 'completed', Timestamp })[0]?.at).toBe('2026-11-20T15:04:05.000Z');
  });

  it.each([
    [
      'completed',
      { DialBridged: 'true', CallStatus: 'completed', DialCallDuration: '180' },
      'COMPLETED',
      180,
    ],
    ['answered', { CallStatus: 'in-progress', DialCallDuration: '180' }, 'COMPLETED', 180],
    ['completed', { DialBridged: 'false', CallStatus: 'ringing', DialCallDuration: '4' }, 'NO_ANSWER', null],
    ['completed', { DialBridged: 'false', CallStatus: 'no-answer', DialCallDuration: '4' }, 'CANCELED', null],
    ['no-answer', { CallStatus: 'ringing' }, 'NO_ANSWER', null],
    ['no-answer', { CallStatus: 'no-answer' }, 'CANCELED', null],
    ['busy', { CallStatus: 'ringing' }, 'BUSY', null],
    ['failed', {}, 'FAILED', null],
    ['canceled', {}, 'CANCELED', null],
  ])('reads a dial that ended %s with %j as %s', (DialCallStatus, params, endReason, talkSeconds) => {
    expect(parse('dial', { DialCallSid: 'CA2', DialCallStatus, ...params })).toEqual([
      {
        kind: 'DIAL_ENDED',
        callKey: 'CA1',
        at: '2026-11-20T15:04:05.000Z',
        place: null,
        legKey: 'CA2',
        endReason,
        talkSeconds,
      },
    ]);
  });

  it('says which dial it is about, by the place its address names', () => {
    const about = (name: string, params: Readonly<Record<string, string>>) =>
      carrier.parse(callback(name, params, { place: 'second' }))[0];
    expect(about('dial', { DialCallStatus: 'failed' })).toMatchObject({ place: 'second' });
    const leg = { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'ringing' };
    expect(about('status', leg)).toMatchObject({ kind: 'LEG_CHANGED', place: 'second' });
  });

  it('finds the recording of a dial', () => {
    const RecordingUrl = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1';
    const [, recording] = parse('dial', { DialCallStatus: 'completed', DialCallSid: 'CA2', RecordingUrl });
    expect(recording).toMatchObject({
      kind: 'RECORDING_READY',
      recordingKey: 'RE1',
      url: RecordingUrl,
      voicemail: false,
    });
  });

  it('reads a finished recording and leaves the others', () => {
    const recording = {
      RecordingSid: 'RE1',
      RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1',
      RecordingDuration: '12',
    };
    const ready = (RecordingSource: string) =>
      parse('recording', { ...recording, RecordingStatus: 'completed', RecordingSource });
    expect(ready('RecordVerb')).toEqual([
      {
        kind: 'RECORDING_READY',
        callKey: 'CA1',
        at: '2026-11-20T15:04:05.000Z',
        recordingKey: 'RE1',
        url: recording.RecordingUrl,
        seconds: 12,
        voicemail: true,
      },
    ]);
    expect(ready('DialVerb')).toMatchObject([{ voicemail: false }]);
    for (const RecordingStatus of ['in-progress', 'absent', ''])
      expect(parse('recording', { ...recording, RecordingStatus })).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['voice', { CallSid: ' ' }, 'CallSid'],
    ['voice', { To: '' }, 'To'],
    ['status', { CallSid: '' }, 'CallSid'],
    ['status', { CallStatus: '' }, 'CallStatus'],
    ['status', { CallStatus: 'constructor' }, 'CallStatus'],
    ['status', { CallStatus: 'completed', CallDuration: '3 min' }, 'CallDuration'],
    ['dial', {}, 'DialCallStatus'],
    ['dial', { DialCallStatus: 'completed', DialCallDuration: '-1' }, 'DialCallDuration'],
    ['recording', { RecordingStatus: 'completed' }, 'RecordingUrl'],
  ])('refuses a %s callback with %j, naming %s and showing no value', (name, params, field) => {
    expect(() => parse(name, params)).toThrow(Rejected);
    expect(() => parse(name, params)).toThrow(new RegExp(`\\b${field}\\b`));
    expect(() => parse(name, params)).not.toThrow(/5550177|3 min/);
  });

  it('answers anything with events or Rejected', () => {
    const field = fc.constantFrom(
      ...['CallSid', 'ParentCallSid', 'CallStatus', 'From', 'To', 'FromCountry', 'CallDuration', 'Timestamp'],
      ...['DialCallStatus', 'DialCallSid', 'RecordingUrl', 'RecordingStatus', 'SequenceNumber', '__proto__'],
    );
    const value = fc.oneof(fc.string(), fc.constantFrom('completed', 'ringing', 'CA1', '+12125550177', '7'));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(carrier.callbacks)),
        fc.dictionary(field, value),
        (name, params) => {
          const request = callback(name, {}, { params });
          try {
            for (const event of carrier.parse(request)) expect(event.callKey).not.toBe('');
          } catch (error) {
            expect(error).toBeInstanceOf(Rejected);
          }
          carrier.accountKey(request);
          carrier.dialled(request);
        },
      ),
    );
  });

  it('knows account and dialled number before anything is verified', () => {
    const request = callback('voice', { To: '+1 212 555 0142' });
    expect([carrier.accountKey(request), carrier.dialled(request)]).toEqual(['AC1', '+12125550142']);
    const empty = callback('voice', {}, { params: {} });
    expect([carrier.accountKey(empty), carrier.dialled(empty)]).toEqual([null, null]);
  });
});

describe('render', () => {
  const dial: Extract<CallStep, { kind: 'DIAL' }> = {
    kind: 'DIAL',
    destination: '+12125550100',
    timeoutSeconds: 20,
    record: true,
    endedUrl: 'https://ringpath.example/carriers/twilio/dial?step=1&flow=2',
    legStatusUrl: 'https://ringpath.example/carriers/twilio/status',
    recordingUrl: 'https://ringpath.example/carriers/twilio/recording',
    whisperUrl: 'https://ringpath.example/whisper',
  };
  const verbs = (steps: readonly CallStep[]) => {
    const { contentType, body } = carrier.answer.render(steps);
    expect(contentType).toBe('text/xml; charset=utf-8');
    return readTwiml(body);
  };

  it('writes a dial with everything', () => {
    const [verb] = verbs([dial]);
    expect(verb).toMatchObject({
      name: 'Dial',
      attributes: {
        answerOnBridge: 'true',
        timeout: '20',
        action: dial.endedUrl,
        record: 'record-from-answer-dual',
        recordingStatusCallback: dial.recordingUrl,
      },
      children: [
        {
          name: 'Number',
          text: '+12125550100',
          attributes: {
            url: dial.whisperUrl,
            statusCallback: dial.legStatusUrl,
            statusCallbackEvent: 'initiated ringing answered completed',
          },
        },
      ],
    });
  });

  it('leaves out what has no address: the dial that works while the database is down', () => {
    const bare = {
      ...dial,
      record: false,
      endedUrl: null,
      legStatusUrl: null,
      recordingUrl: null,
      whisperUrl: null,
    };
    const [verb] = verbs([bare]);
    expect({ ...verb?.attributes }).toEqual({ answerOnBridge: 'true', timeout: '20' });
    expect({ ...verb?.children[0]?.attributes }).toEqual({});
  });

  it('writes voicemail that cannot go round in a circle', () => {
    const recordingUrl = 'https://ringpath.example/carriers/twilio/recording';
    const [record, hangup] = verbs([{ kind: 'VOICEMAIL', maxSeconds: 120, recordingUrl }]);
    expect({ ...record?.attributes }).toEqual({
      action: recordingUrl,
      transcribe: 'false',
      maxLength: '120',
      playBeep: 'true',
      recordingStatusCallback: recordingUrl,
    });
    expect(hangup?.name).toBe('Hangup');
  });

  it('writes the short ones, and an empty document for no step', () => {
    expect(verbs([{ kind: 'REJECT' }]).map(({ name }) => name)).toEqual(['Reject']);
    expect(verbs([{ kind: 'HANGUP' }]).map(({ name }) => name)).toEqual(['Hangup']);
    expect(verbs([])).toEqual([]);
  });

  it('says any text a person can type, and loses only what XML cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const writable = [...text].filter(
          (unit) => !/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(unit),
        );
        const { body } = carrier.answer.render([{ kind: 'SAY', text: `Hello ${text}`, language: 'en-US' }]);
        expect(readTwiml(body)[0]?.text).toBe(`Hello ${writable.join('')}`);
      }),
    );
  });

  it('stays within what Twilio takes', () => {
    const steps: CallStep[] = [
      { kind: 'SAY', text: 'long '.repeat(2_000), language: 'de-DE' },
      { ...dial, timeoutSeconds: 5_000 },
      { kind: 'VOICEMAIL', maxSeconds: 1_000_000, recordingUrl: 'https://ringpath.example/recording' },
    ];
    expect(verbs(steps).map(({ name }) => name)).toEqual(['Say', 'Dial', 'Record', 'Hangup']);
  });
});

describe('check', () => {
  const account = { accountSid: 'AC1', authToken: 'a-very-secret-token', friendlyName: 'Hudson Plumbing' };
  const check = async (
    secrets: Record<string, string>,
    status: 'active' | 'suspended' = 'active',
    busy = false,
  ) => {
    const sandbox = await startSandbox(twilioAccountApi({ ...account, status }));
    if (busy) sandbox.fail({ path: '/Accounts', times: 1, instead: { status: 503 } });
    const { client, log } = sandboxClient(twilio, { endpoints: { api: sandbox.url }, secrets });
    try {
      return { identity: await twilio.check(client), log: JSON.stringify(log) };
    } finally {
      await sandbox.stop();
    }
  };

  it('says whose account it is and keeps the token out of the log', async () => {
    const { identity, log } = await check(account);
    expect(identity).toEqual({ externalId: 'AC1', label: 'Hudson Plumbing' });
    expect(log).toContain('/2010-04-01/Accounts/AC1.json');
    expect(log).not.toContain(account.authToken);
  });

  it('says what a person must do', async () => {
    await expect(check({ ...account, authToken: 'old' })).rejects.toThrow(Reconnect);
    await expect(check(account, 'suspended')).rejects.toThrow(/suspended/);
    await expect(check(account, 'active', true)).rejects.toThrow(RetryLater);
  });
});
