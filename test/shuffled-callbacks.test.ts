import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { messageOf, type SignedRequest } from '../integrations/twilio/callbacks.ts';
import { carrier } from '../integrations/twilio/carrier.ts';
import { twilio } from '../integrations/twilio/index.ts';
import type { CallScript, DialScript } from '../integrations/twilio/line.ts';
import { calls, changes, decisions } from '../schema/index.ts';
import type { IncomingEvent } from '../src/conductor/event.ts';
import { understand } from '../src/ingest/understand.ts';
import { systemReach } from '../src/reach.ts';
import { answerCall, answerDialEnded } from '../src/routing/answer.ts';
import { callbackUrls } from '../src/routing/callback-urls.ts';
import { chained } from './support/chained-flow.ts';
import { addRule, addTag, type Harbor, startHarbor } from './support/harbor.ts';
import { seedTracker } from './support/seed.ts';

// No setting makes a flow of several dials yet: here a tracker's name says how many.
vi.mock('../src/routing/tracker-flow.ts', async (original) => {
  const { flowOf } = await original<typeof import('../src/routing/tracker-flow.ts')>();
  const counted: typeof flowOf = (tracker, ...about) =>
    chained(flowOf(tracker, ...about), Number(/^(\d) dials/.exec(tracker.name)?.[1] ?? 1));
  return { flowOf: counted };
});

const busy: DialScript = { ringSeconds: 2, answered: 'busy', talkSeconds: 0 };
const silent: DialScript = { ringSeconds: 30, answered: false, talkSeconds: 0 };
const hungUp: DialScript = { ringSeconds: 6, answered: false, talkSeconds: 0, hangUpWhileRinging: true };
const talk: DialScript = { ringSeconds: 4, answered: true, talkSeconds: 75 };

interface Play {
  readonly to: string;
  readonly script: CallScript;
  /** What a person who listened would say of it. */
  readonly expected: { readonly outcome: string; readonly talkSeconds: number; readonly destination: string };
}

const [one, two, three, last] = ['+12125550142', '+12125550160', '+12125550161', '+12125550162'];
const [first, second, third] = ['+12125550100', '+12125550101', '+12125550102'];
const play = (
  to: string,
  [script, ...later]: readonly [DialScript, ...DialScript[]],
  [outcome, talkSeconds, destination]: readonly [string, number, string],
  voicemailSeconds?: number,
): Play => ({
  to,
  script: { ...script, later, ...(voicemailSeconds ? { voicemailSeconds } : {}) },
  expected: { outcome, talkSeconds, destination },
});

const plays: readonly Play[] = [
  play(one, [talk], ['ANSWERED', 75, first]),
  play(one, [silent], ['VOICEMAIL', 0, first], 9),
  play(one, [hungUp], ['ABANDONED', 0, first]),
  play(one, [busy], ['MISSED', 0, first]),
  play(two, [talk], ['ANSWERED', 75, first]),
  play(two, [busy, talk], ['ANSWERED', 75, second]),
  play(two, [silent, hungUp], ['ABANDONED', 0, second]),
  play(two, [busy, silent], ['VOICEMAIL', 0, second], 9),
  play(three, [silent, talk], ['ANSWERED', 75, second]),
  play(three, [busy, silent, talk], ['ANSWERED', 75, third]),
  play(three, [busy, busy, silent], ['VOICEMAIL', 0, third], 12),
  play(last, [busy, talk], ['ANSWERED', 75, second]),
  play(last, [busy, silent], ['MISSED', 0, second]),
];

/** Those with these numbers end without a message when nobody takes it. */
const withoutVoicemail = [last];

/** The callbacks of one scripted call in the order the carrier sends them, each with its own time of receipt. */
const callbacksOf = async (
  harbor: Harbor,
  { to, script }: Play,
  seed: string,
): Promise<readonly IncomingEvent[]> => {
  const setup = await harbor.stack.setup.of(systemReach(harbor.accountId, 'test'));
  const urls = callbackUrls(`${harbor.stack.publicUrl}/carriers/twilio`, carrier);
  const whose = { accountId: harbor.accountId, carrier: twilio.id };
  const answer = (signed: SignedRequest): string => {
    const message = messageOf(signed);
    const dialled = carrier.dialled(message);
    const ended = carrier.parse(message).find((event) => event.kind === 'DIAL_ENDED');
    const { steps } =
      message.callback === 'voice'
        ? answerCall(dialled, setup, null, urls)
        : ended
          ? answerDialEnded(dialled, ended, setup, urls)
          : { steps: [] };
    return carrier.answer.render(steps).body;
  };
  const clock = (): Date => new Date('2026-11-20T15:00:00.000Z');
  return harbor.carrier
    .scriptCallbacks({ from: '+12125550177', to, script, seed, clock }, answer)
    .map((signed) => understand(twilio, whose, messageOf(signed)));
};

/** The callbacks after any of which the call may read as ended: its last dial when no message follows, its end. */
const endsIn = (events: readonly IncomingEvent[], { to }: Play): readonly IncomingEvent[] => {
  const lastDial = events.findLast((item) => item.events.some(({ kind }) => kind === 'DIAL_ENDED'));
  const over = lastDial?.events.some(
    (event) =>
      event.kind === 'DIAL_ENDED' &&
      (['COMPLETED', 'CANCELED'].includes(event.endReason) || withoutVoicemail.includes(to)),
  );
  const ended = events.filter((item) => item.events.some(({ kind }) => kind === 'CALL_ENDED'));
  return [...ended, ...(over && lastDial ? [lastDial] : [])];
};

const keyOf = (events: readonly IncomingEvent[]): string => events[0]?.events[0]?.callKey ?? '';

const rowsOf = (harbor: Harbor, callKey: string) =>
  harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
    tx
      .select()
      .from(calls)
      .where(and(eq(calls.accountId, harbor.accountId), eq(calls.callKey, callKey))),
  );

const result = async (harbor: Harbor, callKey: string) =>
  (await rowsOf(harbor, callKey)).map(
    ({ id, version, createdAt, callKey: _, callerId, firstTime, facts, recordingUrl, ...call }) => ({
      ...call,
      // The carrier's ids differ from one call to the next.
      recorded: recordingUrl !== null,
      known: callerId !== null,
    }),
  );

/** How often its end was told, and judged by each rule that listens for it. */
const endingsOf = async (harbor: Harbor, callKey: string) => {
  const [call] = await rowsOf(harbor, callKey);
  if (!call) return { status: undefined, told: 0, judged: 0 };
  return harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), async (tx) => {
    const told = await tx.select().from(changes).where(eq(changes.callId, call.id));
    const judged = await tx.select().from(decisions).where(eq(decisions.callId, call.id));
    return {
      status: call.status,
      told: told.filter(({ kind }) => kind === 'CALL_ENDED').length,
      judged: judged.length,
    };
  });
};

const startWithRules = async (): Promise<Harbor> => {
  const harbor = await startHarbor({ recordCalls: true });
  const { stack, accountId, company } = harbor;
  const given = { kind: 'OFFLINE', source: 'poster', medium: 'print' } as const;
  await seedTracker(stack.db, company, { ...given, name: '2 dials', voicemail: true, numbers: [two] });
  await seedTracker(stack.db, company, { ...given, name: '3 dials', voicemail: true, numbers: [three] });
  await seedTracker(stack.db, company, { ...given, name: '2 dials, no message', numbers: [last] });
  const qualified = await addTag(stack, accountId, 'qualified');
  const missed = await addTag(stack, accountId, 'missed');
  await addRule(harbor, 'CALL_ENDED', { talkSeconds: { gte: 60 } }, [
    { kind: 'addTag', tagId: qualified },
    { kind: 'setValue', amount: '50', currency: 'USD' },
  ]);
  await addRule(harbor, 'CALL_ENDED', { answered: { eq: false } }, [
    { kind: 'addTag', tagId: missed },
    { kind: 'setLeadStatus', leadStatus: 'UNQUALIFIED' },
  ]);
  return harbor;
};

it('leaves the same call whatever the order and repetition of its callbacks', async () => {
  const harbor = await startWithRules();
  let seed = 0;

  /** One by one; until a callback says that the call is over, it is not, and no rule about its end has judged it. */
  const takeInTurn = async (
    events: readonly IncomingEvent[],
    ends: readonly IncomingEvent[],
    callKey: string,
  ) => {
    let over = false;
    for (const event of events) {
      await harbor.stack.ingest.take(event);
      over ||= ends.includes(event);
      if (!over) {
        const { status, told, judged } = await endingsOf(harbor, callKey);
        expect([status === 'ENDED', told, judged]).toEqual([false, 0, 0]);
      }
    }
  };

  const expected: Awaited<ReturnType<typeof result>>[number][] = [];
  for (const one of plays) {
    const events = await callbacksOf(harbor, one, `ordered ${seed++}`);
    await takeInTurn(events, endsIn(events, one), keyOf(events));
    const [call] = await result(harbor, keyOf(events));
    expect(call).toMatchObject({ status: 'ENDED', ...one.expected });
    // A message is told after the end, and makes another end of it: only then rules judge twice.
    const times = one.expected.outcome === 'VOICEMAIL' ? 2 : 1;
    expect(await endingsOf(harbor, keyOf(events))).toEqual({
      status: 'ENDED',
      told: times,
      judged: 2 * times,
    });
    if (call) expected.push(call);
  }

  await fc.assert(
    fc.asyncProperty(
      fc.nat(plays.length - 1),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      async (which, numbers, together) => {
        const play = plays[which] as Play;
        const events = await callbacksOf(harbor, play, `shuffled ${seed++}`);
        const repeated = events.flatMap((event) =>
          Number(numbers.next().value) % 3 === 0 ? [event, event] : [event],
        );
        const shuffled = repeated
          .map((event) => ({ event, at: Number(numbers.next().value) % 1000 }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        if (together) await Promise.all(shuffled.map(harbor.stack.ingest.take));
        else await takeInTurn(shuffled, endsIn(events, play), keyOf(events));
        expect(await result(harbor, keyOf(events))).toEqual([expected[which]]);
      },
    ),
    { numRuns: Number(process.env['SHUFFLE_RUNS'] ?? 60) },
  );
}, 60_000);
