import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { CallScript } from '../integrations/twilio/line.ts';
import { twilioCarrier } from '../integrations/twilio/sandbox.ts';
import { auditEntries, callers, calls, carrierEvents, changes } from '../schema/index.ts';
import { installation } from '../src/audit.ts';
import { systemReach } from '../src/reach.ts';
import { firefox } from './support/browsers.ts';
import { sendSigned, voiceFields } from './support/front-door.ts';
import { addTag, type Harbor, startHarbor } from './support/harbor.ts';
import { seedTracker } from './support/seed.ts';

const talk: CallScript = { ringSeconds: 4, answered: true, talkSeconds: 75 };

const callsOf = ({ stack, accountId }: Harbor) =>
  stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.select().from(calls).where(eq(calls.accountId, accountId)).orderBy(calls.startedAt),
  );

describe('a call from a poster', () => {
  it('rings, is answered, ends and is credited to the poster', async () => {
    const harbor = await startHarbor();
    const record = await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550142', script: talk });
    expect(
      record.exchanges.map(({ answer }) => ('status' in answer ? answer.status : answer.failure)),
    ).toEqual(record.exchanges.map(() => 200));

    const [call] = await callsOf(harbor);
    expect(call).toMatchObject({
      status: 'ENDED',
      outcome: 'ANSWERED',
      talkSeconds: 75,
      callerNumber: '+12125550177',
      firstTime: true,
      confidence: 'TRACKER',
      source: 'poster',
      medium: 'print',
      destination: '+12125550100',
      country: 'US',
    });
    const feed = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx
        .select({ kind: changes.kind })
        .from(changes)
        .where(eq(changes.callId, call?.id ?? ''))
        .orderBy(changes.xid, changes.seq),
    );
    expect(feed.map((row) => row.kind)).toEqual(
      expect.arrayContaining(['CALL_STARTED', 'CALL_ANSWERED', 'CALL_ENDED']),
    );
  });

  it.each<[string, CallScript, string]>([
    ['nobody takes it', { ringSeconds: 30, answered: false, talkSeconds: 0 }, 'MISSED'],
    ['the line is busy', { ringSeconds: 1, answered: 'busy', talkSeconds: 0 }, 'MISSED'],
    [
      'the caller gives up',
      { ringSeconds: 6, answered: false, talkSeconds: 0, hangUpWhileRinging: true },
      'ABANDONED',
    ],
    [
      'the caller leaves a message',
      { ringSeconds: 30, answered: false, talkSeconds: 0, voicemailSeconds: 12 },
      'VOICEMAIL',
    ],
  ])('when %s', async (_, script, outcome) => {
    const harbor = await startHarbor();
    await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550142', script });
    expect((await callsOf(harbor)).map((call) => [call.outcome, call.answeredAt, call.talkSeconds])).toEqual([
      [outcome, null, 0],
    ]);
  });

  it('ends with its dial when the carrier reports nothing else', async () => {
    const harbor = await startHarbor();
    await sendSigned(harbor, 'voice', voiceFields());
    const dial = { DialCallStatus: 'completed', DialCallDuration: '42', DialCallSid: 'CAleg' };
    await sendSigned(harbor, 'dial', voiceFields({ CallStatus: 'completed', ...dial }));
    expect(await callsOf(harbor)).toMatchObject([{ status: 'ENDED', outcome: 'ANSWERED', talkSeconds: 42 }]);
    await sendSigned(harbor, 'status', voiceFields({ CallStatus: 'completed', CallDuration: '50' }));
    const feed = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(changes).where(eq(changes.kind, 'CALL_ENDED')),
    );
    expect(feed).toHaveLength(1);
  });

  it('is ended with what is known when the carrier goes silent', async () => {
    const harbor = await startHarbor();
    await sendSigned(harbor, 'voice', voiceFields());
    const later = (hours: number): Date => new Date(Date.now() + hours * 60 * 60 * 1000);
    await harbor.stack.endSilentCalls(later(3));
    expect(await callsOf(harbor)).toMatchObject([{ status: 'RINGING' }]);
    await harbor.stack.endSilentCalls(later(5));
    expect(await callsOf(harbor)).toMatchObject([{ status: 'ENDED', outcome: 'ABANDONED' }]);
    const feed = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(changes).where(eq(changes.kind, 'CALL_ENDED')),
    );
    expect(feed).toMatchObject([{ detail: { text: expect.stringContaining('said nothing more') } }]);
  });

  it('tells in its timeline what people changed', async () => {
    const harbor = await startHarbor();
    const { stack, accountId } = harbor;
    await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550142', script: talk });
    const tag = await addTag(stack, accountId, 'implant');
    const id = (await callsOf(harbor))[0]?.id ?? '';
    await stack.edits.tagCalls(systemReach(accountId, 'test'), [id], [tag], true);
    await stack.edits.updateCall(systemReach(accountId, 'test'), id, {
      leadStatus: 'WON',
      value: { amount: '149.90', currency: 'USD' },
    });
    const feed = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx
        .select({ detail: changes.detail })
        .from(changes)
        .where(eq(changes.kind, 'CALL_UPDATED'))
        .orderBy(changes.xid, changes.seq),
    );
    const texts = feed.map(({ detail }) => (detail as { text: string }).text);
    expect(texts.slice(-2)).toEqual([
      'Tagged “implant”.',
      expect.stringMatching(/^Lead status: new → won\. Value: none → 149\.90? USD\.$/),
    ]);
    expect(texts.join(' ')).toContain('The destination rings.');
  });

  it('knows who called before, and that a withheld number is nobody', async () => {
    const harbor = await startHarbor();
    for (const from of ['+12125550177', '+12125550177', 'anonymous', '+266696687']) {
      await harbor.carrier.placeCall({ from, to: '+12125550142', script: talk });
    }
    const rows = await callsOf(harbor);
    expect(rows.map((call) => call.firstTime).sort()).toEqual([false, false, false, true]);
    expect(rows.filter((call) => call.withheld === 'ANONYMOUS' && call.callerNumber === null)).toHaveLength(
      2,
    );
    const known = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(callers),
    );
    expect(known.map((caller) => [caller.number, caller.callCount])).toEqual([['+12125550177', 2]]);
  });
});

describe('callers', () => {
  it('are counted once each when calls known only by their end arrive at once', async () => {
    const harbor = await startHarbor();
    const numbers = Array.from({ length: 12 }, (_, n) => `+1212555${String(2000 + n)}`);
    for (const From of numbers) {
      await Promise.all(
        [1, 2].map((n) =>
          sendSigned(
            harbor,
            'status',
            voiceFields({ CallSid: `CA${From}${n}`, From, CallStatus: 'completed', CallDuration: '9' }),
          ),
        ),
      );
    }
    const rows = await callsOf(harbor);
    const known = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(callers),
    );
    expect(known.map((caller) => caller.callCount)).toEqual(numbers.map(() => 2));
    const ids = new Map(known.map((caller) => [caller.number, caller.id]));
    for (const number of numbers) {
      const own = rows.filter((call) => call.callerNumber === number);
      expect(own.map((call) => call.callerId)).toEqual([ids.get(number), ids.get(number)]);
      expect(own.filter((call) => call.firstTime)).toHaveLength(1);
    }
  });
});

describe('a call from the website', () => {
  const visit = async ({ stack, company }: Harbor, landingPage: string) => {
    const response = await fetch(`${stack.url}/dni/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': firefox },
      body: JSON.stringify({ companyKey: company.publicKey, landingPage, numbers: ['(212) 555-0100'] }),
    });
    return (await response.json()) as { sessionId: string; swaps: { to: string }[] };
  };

  it('is credited exactly to the visitor who was shown the number', async () => {
    const harbor = await startHarbor();
    const { swaps } = await visit(
      harbor,
      'https://dental.example/?gclid=abc123&utm_source=google&utm_medium=cpc&utm_campaign=implants',
    );
    await harbor.carrier.placeCall({ from: '+12125550177', to: swaps[0]?.to ?? '', script: talk });
    expect((await callsOf(harbor))[0]).toMatchObject({
      confidence: 'EXACT',
      source: 'google',
      campaign: 'implants',
      gclid: 'abc123',
    });
  });

  it('says so when the number of a poster is also what an exhausted pool shows', async () => {
    const harbor = await startHarbor();
    const { stack, company } = harbor;
    await seedTracker(stack.db, company, {
      name: 'Shop',
      fallbackNumber: '+12125550142',
      numbers: ['+12125550160'],
    });
    stack.setup.forget(harbor.accountId);
    await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550142', script: talk });
    expect(await callsOf(harbor)).toMatchObject([
      {
        confidence: 'TRACKER',
        evidence: {
          reason: expect.stringContaining('exhausted'),
          evidence: [{ kind: 'POOL_FALLBACK' }],
        },
      },
    ]);
  });

  it('is credited to nobody when nobody was shown the number, and says so', async () => {
    const harbor = await startHarbor();
    await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550150', script: talk });
    const [call] = await callsOf(harbor);
    expect(call).toMatchObject({
      confidence: 'NONE',
      source: null,
      evidence: { reason: expect.stringContaining('No visitor') },
    });
  });
});

describe('the door', () => {
  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  it('refuses a bad signature and leaves an audit entry', async () => {
    const harbor = await startHarbor();
    const url = `${harbor.stack.url}/carriers/twilio/voice`;
    const known =
      'AccountSid=AC00000000000000000000000000000001&CallSid=CA1&From=%2B12125550177&To=%2B12125550142&CallStatus=ringing';
    expect((await post(url, known)).status).toBe(403);
    expect((await post(url, known, { 'x-twilio-signature': 'bm8=' })).status).toBe(403);
    expect((await post(url, 'AccountSid=ACunknown')).status).toBe(403);
    expect(await callsOf(harbor)).toEqual([]);
    await expect
      .poll(async () => {
        const own = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
          tx.select().from(auditEntries),
        );
        const others = await harbor.stack.db.inAccount(systemReach(installation, 'test'), (tx) =>
          tx.select().from(auditEntries),
        );
        return [own.length, others.length];
      })
      .toEqual([2, 1]);
  });

  it('takes a subaccount for whose secret signed it', async () => {
    const harbor = await startHarbor();
    const carrier = twilioCarrier({
      accountSid: 'AC00000000000000000000000000000099',
      authToken: 'an auth token for tests',
      voiceUrl: `${harbor.stack.publicUrl}/carriers/twilio/voice`,
      statusUrl: `${harbor.stack.publicUrl}/carriers/twilio/status`,
    });
    await carrier.placeCall({ from: '+12125550177', to: '+12125550142', script: talk });
    expect((await callsOf(harbor)).map((call) => call.outcome)).toEqual(['ANSWERED']);
  });

  it('keeps what it cannot match and rings the configured destination', async () => {
    const harbor = await startHarbor();
    const { exchanges } = await harbor.carrier.placeCall({
      from: '+12125550177',
      to: '+12125559999',
      script: talk,
    });
    expect(exchanges[0]?.answer).toMatchObject({
      status: 200,
      body: expect.stringContaining('+12125550199'),
    });
    const stored = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(carrierEvents),
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(new Set(stored.map((event) => event.state))).toEqual(new Set(['UNMATCHED']));
  });
});
