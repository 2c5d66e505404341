import { isDeepStrictEqual } from 'node:util';
import { attribute } from '../attribution/attribute.ts';
import { certaintyOf } from '../attribution/evidence.ts';
import { type CallMoment, momentsBetween, newCall, withFacts } from '../calls/build.ts';
import type { Call, Visit } from '../calls/call.ts';
import { type Facts, noFacts, transition } from '../calls/facts.ts';
import { newId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { spoken } from '../spoken.ts';
import { callKeyOf, eventKeyOf, type IncomingEvent } from './event.ts';
import { type JudgedCall, judgeCall } from './judge-call.ts';
import type { CallerRow, EventRow, Known } from './load.ts';
import type { ChangeRow, Saved } from './save.ts';
import { savedCall } from './saved.ts';
import { updateText } from './update-text.ts';

/** What the conductor is given besides rows: how to read a stored callback again, where the console is. */
export interface ConductorContext {
  readonly consoleUrl: string;
  readonly findAction: Parameters<typeof judgeCall>[5]['findAction'];
  /** Reads a stored callback again. */
  readonly understand: (row: EventRow) => IncomingEvent;
  readonly now: () => Date;
}

/** The same with whose turn it is, where rules assign to several. */
type Conducting = ConductorContext & Pick<Parameters<typeof judgeCall>[5], 'turns'>;

const rowOf = (
  item: IncomingEvent,
  state: EventRow['state'],
  reason: string | null,
  call: Pick<Call, 'id' | 'companyId'> | null,
): EventRow => ({
  accountId: item.accountId,
  companyId: call?.companyId ?? null,
  carrier: item.carrier,
  eventKey: eventKeyOf(item),
  callback: item.callback,
  callKey: callKeyOf(item),
  params: item.params,
  json: item.json,
  place: item.place,
  receivedAt: item.receivedAt,
  state,
  reason,
  callId: call?.id ?? null,
});

const textOf: Readonly<Record<Exclude<CallMoment, 'CALL_UPDATED'>, (call: Call) => string>> = {
  CALL_STARTED: (call) =>
    call.direction === 'OUTBOUND'
      ? 'The company placed a call.'
      : `A call came in from ${call.source ?? 'an unknown source'}.`,
  CALL_ANSWERED: (call) => `The call was answered after ${call.ringSeconds ?? 0} s.`,
  CALL_ENDED: (call) =>
    `The call ended: ${spoken(call.outcome ?? 'unknown')}, ${call.talkSeconds ?? 0} s of talk.`,
};

/** The caller's row with this call counted, or a new one. */
const countCaller = (known: CallerRow | undefined, call: Call, isNew: boolean): CallerRow | null => {
  if (!call.callerNumber) return null;
  const latest = known && known.lastCallAt > call.startedAt ? known.lastCallAt : call.startedAt;
  return {
    accountId: call.accountId,
    id: known?.id ?? newId(),
    companyId: call.companyId,
    number: call.callerNumber,
    name: call.callerName ?? known?.name ?? null,
    email: known?.email ?? null,
    customValues: known?.customValues ?? {},
    visitorId: known?.visitorId ?? null,
    firstTouch: known?.firstTouch ?? null,
    country: call.country ?? known?.country ?? null,
    region: call.region ?? known?.region ?? null,
    city: call.city ?? known?.city ?? null,
    firstCallAt: known && known.firstCallAt < call.startedAt ? known.firstCallAt : call.startedAt,
    lastCallAt: latest,
    callCount: (known?.callCount ?? 0) + (isNew || !known ? 1 : 0),
  };
};

/** The caller with the browser its call was credited to; where it first came from never changes. */
const withVisitor = (
  caller: CallerRow,
  visit: Visit | null,
  firstTouch: CallerRow['firstTouch'],
): CallerRow => ({
  ...caller,
  visitorId: visit?.visitorId ?? caller.visitorId,
  firstTouch: caller.firstTouch ?? firstTouch,
});

const plannedText = (
  { intent, state, reason, integration, linkedAccountId }: JudgedCall['deliveries'][number],
  setup: Setup,
): string => {
  const where = setup.linkedAccounts.get(linkedAccountId)?.label ?? integration;
  if (state === 'SKIPPED')
    return `${where}: ${intent === 'RETRACT' ? 'not taken back' : 'not sent'}. ${reason}`;
  return `${where}: ${intent === 'RETRACT' ? reason : 'waiting to be sent.'}`;
};

/** The changes a judged call leaves in the feed; `updated` says what changed when nothing happened to it. */
export const changesOf = (
  { call, deliveries, superseded }: Pick<JudgedCall, 'call' | 'deliveries' | 'superseded'>,
  updated: () => string,
  moments: readonly CallMoment[],
  setup: Setup,
): readonly ChangeRow[] => [
  ...moments.map((kind) => ({
    kind,
    companyId: call.companyId,
    callId: call.id,
    subjectId: null,
    detail: { text: kind === 'CALL_UPDATED' ? updated() : textOf[kind](call) },
  })),
  ...deliveries.map((row) => ({
    kind: 'DELIVERY_CHANGED' as const,
    companyId: call.companyId,
    callId: call.id,
    subjectId: row.id,
    detail: {
      text: plannedText(row, setup),
      state: row.state,
    },
  })),
  ...superseded.map(({ id, reason }) => ({
    kind: 'DELIVERY_CHANGED' as const,
    companyId: call.companyId,
    callId: call.id,
    subjectId: id,
    detail: { text: reason, state: 'SUPERSEDED' },
  })),
];

/** Credits a call whose start is new or has moved; otherwise the credit stands, whatever arrives later. */
const credit = (
  before: Call | null,
  call: Call,
  caller: CallerRow | undefined,
  known: Known,
  setup: Setup,
): { call: Call; visit: Visit | null; firstTouch: CallerRow['firstTouch'] } => {
  // What is shown to visitors has nothing to do with whom the company calls.
  if (call.direction === 'OUTBOUND') {
    const evidence = { reason: 'The company placed this call.', evidence: [], candidates: [] };
    return { call: { ...call, evidence }, visit: null, firstTouch: null };
  }
  const tracker = call.trackerId ? setup.trackers.get(call.trackerId) : undefined;
  if (!tracker || before?.startedAt === call.startedAt) {
    const visit = known.visits.find((one) => one.id === call.sessionId) ?? null;
    return { call, visit, firstTouch: null };
  }
  const leases = known.leases.filter((lease) => lease.numberId === call.numberId);
  const pools = [...setup.trackers.values()].filter(
    (other) =>
      other.kind === 'VISITOR' &&
      other.companyId === call.companyId &&
      other.fallbackNumber === call.trackingNumber,
  );
  const dialledBefore = known.redials.find(
    (one) => one.number === call.callerNumber && one.numberId === call.numberId,
  );
  const redial = dialledBefore?.visit ?? null;
  const attribution = attribute({
    startedAt: call.startedAt,
    dialled: call.trackingNumber,
    tracker,
    leases,
    caller: call.callerNumber
      ? {
          number: call.callerNumber,
          visitorId: caller?.visitorId ?? null,
          redialled: dialledBefore !== undefined,
          redial,
          redialCertainty: redial ? certaintyOf(dialledBefore?.evidence ?? null, redial.id) : 0,
        }
      : null,
    pools: pools.map((pool) => pool.name),
  });
  const lease = leases.find((one) => one.visit.id === attribution.sessionId);
  const visit = lease?.visit ?? (redial?.id === attribution.sessionId ? redial : null);
  return { call: { ...call, ...attribution }, visit, firstTouch: lease?.firstTouch ?? null };
};

/** Callers by company and number, as this flush has counted them so far. */
type Callers = Map<string, CallerRow>;
const callerKey = (call: Pick<Call, 'companyId' | 'callerNumber'>): string =>
  `${call.companyId} ${call.callerNumber}`;

const unmatched = (own: readonly IncomingEvent[], reason: string): Partial<Saved> => ({
  events: own.map((item) => rowOf(item, 'UNMATCHED', reason, null)),
  changes: [
    { kind: 'EVENT_UNMATCHED', companyId: null, callId: null, subjectId: null, detail: { text: reason } },
  ],
});

/** One call: what its callbacks, new ones and ones that waited, make of it. */
const conductCall = (
  own: readonly [IncomingEvent, ...IncomingEvent[]],
  before: Call | null,
  known: Known,
  callers: Callers,
  setup: Setup,
  context: Conducting,
): Partial<Saved> => {
  const told = (before?.facts as Facts | undefined) ?? noFacts;
  const facts = own.flatMap((item) => item.events).reduce(transition, told);
  const start = before ?? startOf(own[0], facts, setup);
  if (typeof start === 'string') return unmatched(own, start);
  const events = own.map((item) => rowOf(item, 'APPLIED', null, start));
  if (before && isDeepStrictEqual(told, facts)) return { events };

  const read = withFacts(start, facts, own[0].receivedAt, setup);
  const seen = callers.get(callerKey(read));
  // Being called makes nobody a caller.
  const rung = read.direction === 'OUTBOUND' ? (seen ?? null) : countCaller(seen, read, !before);
  const firstTime = before ? before.firstTime : rung !== null && !seen;
  const credited = { ...read, callerId: rung?.id ?? null, firstTime };
  const { call, visit, firstTouch } = credit(before, credited, seen, known, setup);
  const caller = rung && withVisitor(rung, visit, firstTouch);
  if (caller) callers.set(callerKey(read), caller);

  const now = context.now();
  const moments = momentsBetween(before, call);
  const earlier = known.deliveries.filter((row) => row.callId === start.id);
  // Most callbacks change nothing a rule can see: a leg rings, a status repeats what the dial has said.
  const news = call.status === 'ENDED' && before?.recordingUrl !== call.recordingUrl;
  const fired = moments.filter((moment) => moment !== 'CALL_UPDATED' || news).map((trigger) => ({ trigger }));
  const judged = judgeCall(call, fired, { visit, caller }, earlier, setup, { ...context, now });
  const changes = changesOf(judged, () => updateText(before ?? call, judged.call, setup), moments, setup);
  return {
    ...savedCall(judged, now, changes),
    callers: caller && !isDeepStrictEqual(caller, seen) ? [caller] : [],
    events,
  };
};

/** The call these callbacks open, or why they open none. */
const startOf = (first: IncomingEvent, facts: Facts, setup: Setup): Call | string => {
  const { parties } = facts;
  const callKey = callKeyOf(first);
  if (!parties || callKey === null) return 'Its call has not started yet.';
  const own = parties.direction === 'OUTBOUND' ? parties.from : parties.to;
  const number = setup.numbersByE164.get(own ?? '');
  if (!number) return `${own} is not one of this account's tracking numbers.`;
  return newCall({ carrier: first.carrier, callKey, receivedAt: first.receivedAt }, parties, number, setup);
};

/**
 * The conductor for one account: callbacks in, everything to be written out. Pure but for new ids.
 * raw event → transition → attribute → decide → outbox → change.
 */
export const conduct = (
  items: readonly IncomingEvent[],
  known: Known,
  setup: Setup,
  context: Conducting,
): Saved => {
  const fresh = [...new Map(items.map((item) => [eventKeyOf(item), item]))]
    .filter(([key]) => !known.seen.has(key))
    .map(([, item]) => item);
  const waiting = known.waiting.map(context.understand);
  const callers: Callers = new Map(
    known.callers.map((row) => [callerKey({ companyId: row.companyId, callerNumber: row.number }), row]),
  );
  const parts: Partial<Saved>[] = [
    {
      events: fresh
        .filter((item) => item.events.length === 0)
        .map((item) => rowOf(item, item.malformed ? 'MALFORMED' : 'APPLIED', item.malformed, null)),
    },
  ];
  for (const callKey of new Set(fresh.map(callKeyOf))) {
    const [first, ...rest] = [...waiting, ...fresh].filter((item) => callKeyOf(item) === callKey);
    if (callKey === null || !first) continue;
    const before = known.calls.find((call) => call.callKey === callKey) ?? null;
    parts.push(conductCall([first, ...rest], before, known, callers, setup, context));
  }
  const all = <Row>(pick: (part: Partial<Saved>) => readonly Row[] | undefined): readonly Row[] =>
    parts.flatMap((part) => pick(part) ?? []);
  return {
    accountId: setup.accountId,
    calls: all((part) => part.calls),
    callers: counted(
      all((part) => part.callers),
      known,
    ),
    events: all((part) => part.events),
    decisions: all((part) => part.decisions),
    deliveries: all((part) => part.deliveries),
    superseded: all((part) => part.superseded),
    leadHistory: all((part) => part.leadHistory),
    timers: all((part) => part.timers),
    changes: all((part) => part.changes),
  };
};

/** A caller who rang twice in one flush is written once; `callCount` is by how many calls it rises. */
const counted = (rows: readonly CallerRow[], known: Known): readonly CallerRow[] => {
  const before = new Map(known.callers.map((row) => [row.id, row.callCount]));
  const newest = new Map(rows.map((row) => [row.id, row]));
  return [...newest.values()].map((row) => ({
    ...row,
    callCount: row.callCount - (before.get(row.id) ?? 0),
  }));
};
