import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CarrierRequest } from '../integrations/kit/carrier.ts';
import type { SignedRequest } from '../integrations/twilio/callbacks.ts';
import { twilio } from '../integrations/twilio/index.ts';
import type { CallScript } from '../integrations/twilio/line.ts';
import { calls } from '../schema/index.ts';
import type { IncomingEvent } from '../src/conductor/event.ts';
import { understand } from '../src/ingest/understand.ts';
import { answerCall, answerDialEnded } from '../src/routing/answer.ts';
import { addRule, addTag, type Harbor, startHarbor } from './support/harbor.ts';

const scripts: readonly CallScript[] = [
  { ringSeconds: 4, answered: true, talkSeconds: 75 },
  { ringSeconds: 30, answered: false, talkSeconds: 0, voicemailSeconds: 9 },
  { ringSeconds: 6, answered: false, talkSeconds: 0, hangUpWhileRinging: true },
  { ringSeconds: 2, answered: 'busy', talkSeconds: 0 },
];

/** The callbacks of one scripted call in the order the carrier sends them, each with its own time of receipt. */
const callbacksOf = async (
  harbor: Harbor,
  script: CallScript,
  seed: string,
): Promise<readonly IncomingEvent[]> => {
  const setup = await harbor.stack.setup.of(harbor.accountId);
  const base = `${harbor.stack.publicUrl}/carriers/twilio`;
  const urls = {
    dial: `${base}/dial?step=1`,
    status: `${base}/status`,
    recording: `${base}/recording`,
    whisper: () => base,
  };
  const requestOf = (signed: SignedRequest): CarrierRequest => {
    const callback = new URL(signed.url).pathname.split('/').at(-1) as CarrierRequest['callback'];
    return {
      callback,
      url: signed.url,
      headers: signed.headers,
      params: signed.params,
      receivedAt: signed.at,
    };
  };
  const incoming = (signed: SignedRequest): IncomingEvent => {
    const request = requestOf(signed);
    const { callback, params, receivedAt } = request;
    return {
      accountId: harbor.accountId,
      carrier: 'twilio',
      callback,
      params,
      receivedAt: receivedAt.toISOString(),
      ...understand(twilio, request),
    };
  };
  const answer = (signed: SignedRequest): string => {
    const request = requestOf(signed);
    const dialled = twilio.carrier?.dialled(request) ?? null;
    const ended = incoming(signed).events.find((event) => event.kind === 'DIAL_ENDED');
    const steps =
      request.callback === 'voice'
        ? answerCall(dialled, setup, null, urls)
        : ended
          ? answerDialEnded(dialled, ended.endReason, setup, urls)
          : [];
    return twilio.carrier?.render(steps).body ?? '';
  };
  const call = {
    from: '+12125550177',
    to: '+12125550142',
    script,
    seed,
    clock: () => new Date('2026-11-20T15:00:00.000Z'),
  };
  return harbor.carrier.scriptCallbacks(call, answer).map(incoming);
};

const result = async (harbor: Harbor, callKey: string) => {
  const rows = await harbor.stack.db.inAccount(harbor.accountId, (tx) =>
    tx
      .select()
      .from(calls)
      .where(and(eq(calls.accountId, harbor.accountId), eq(calls.callKey, callKey))),
  );
  return rows.map(
    ({ id, version, createdAt, callKey: _, callerId, firstTime, facts, recordingUrl, ...call }) => ({
      ...call,
      // The carrier's ids differ from one call to the next.
      recorded: recordingUrl !== null,
      known: callerId !== null,
    }),
  );
};

it('leaves the same call whatever the order and repetition of its callbacks', async () => {
  const harbor = await startHarbor({ recordCalls: true });
  const qualified = await addTag(harbor.stack, harbor.accountId, 'qualified');
  const missed = await addTag(harbor.stack, harbor.accountId, 'missed');
  await addRule(harbor, 'CALL_ENDED', { talkSeconds: { gte: 60 } }, [
    { kind: 'addTag', tagId: qualified },
    { kind: 'setValue', amount: '50', currency: 'USD' },
  ]);
  await addRule(harbor, 'CALL_ENDED', { answered: { eq: false } }, [
    { kind: 'addTag', tagId: missed },
    { kind: 'setLeadStatus', leadStatus: 'UNQUALIFIED' },
  ]);

  const takeAll = async (events: readonly IncomingEvent[], together: boolean): Promise<void> => {
    if (together) await Promise.all(events.map(harbor.stack.ingest.take));
    else for (const event of events) await harbor.stack.ingest.take(event);
  };
  let seed = 0;
  const expected = await Promise.all(
    scripts.map(async (script) => {
      const events = await callbacksOf(harbor, script, `ordered ${seed++}`);
      await takeAll(events, false);
      const key = events[0]?.events[0]?.callKey ?? '';
      const [call] = await result(harbor, key);
      expect(call).toMatchObject({ status: 'ENDED' });
      return call;
    }),
  );

  await fc.assert(
    fc.asyncProperty(
      fc.nat(scripts.length - 1),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      async (which, numbers, together) => {
        const events = await callbacksOf(harbor, scripts[which] as CallScript, `shuffled ${seed++}`);
        const repeated = events.flatMap((event) =>
          Number(numbers.next().value) % 3 === 0 ? [event, event] : [event],
        );
        const shuffled = repeated
          .map((event) => ({ event, at: Number(numbers.next().value) % 1000 }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        await takeAll(shuffled, together);
        expect(await result(harbor, events[0]?.events[0]?.callKey ?? '')).toEqual([expected[which]]);
      },
    ),
    { numRuns: Number(process.env['SHUFFLE_RUNS'] ?? 40) },
  );
});
