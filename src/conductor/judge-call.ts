import type { Action } from '../../integrations/kit/integration.ts';
import type { ScoreReason } from '../../schema/index.ts';
import { type Decision, decide } from '../automation/decide.ts';
import type { Fired } from '../automation/fired.ts';
import { type Timer, timersOf } from '../automation/timers.ts';
import type { Turn, Turns } from '../automation/turns.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import { planDeliveries } from '../delivery/plan.ts';
import type { Delivery, KnownDelivery } from '../delivery/slots.ts';
import { historyOf, type LeadHistoryRow } from '../leads/history.ts';
import { pointsOfRules, scoreOf } from '../leads/score.ts';
import type { Actor } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import { catchUp, isMoment } from './look-back.ts';
import { effectsOf, withDecided, withoutEffects } from './rule-effects.ts';

export interface JudgedCall {
  readonly call: Call;
  readonly decisions: readonly Decision[];
  readonly deliveries: readonly Delivery[];
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
  readonly history: readonly LeadHistoryRow[];
  /** What rules that wait for time to pass have to look at later. */
  readonly timers: readonly Timer[];
}

/** What a person changed before the rules looked. */
export interface PersonalEdit {
  /** The call as it is stored. */
  readonly before: Call;
  /** The API key, UUID. */
  readonly actor: Actor;
}

/** As reasons of the score; who gave them before keeps the name it had. */
const pointsGiven = (
  points: ReadonlyMap<string, number>,
  before: readonly ScoreReason[],
  setup: Setup,
): readonly ScoreReason[] =>
  [...points].map(([automationId, given]) => ({
    criterionId: null,
    automationId,
    name:
      setup.automations.get(automationId)?.name ??
      before.find((reason) => reason.automationId === automationId)?.name ??
      '',
    points: given,
  }));

/** Lets the rules that what happened wakes judge a call: the same for a carrier's callback and a person's edit. */
export const judgeCall = (
  changed: Call,
  fired: readonly Fired[],
  about: { readonly visit: Visit | null; readonly caller: Caller | null; readonly edit?: PersonalEdit },
  known: readonly KnownDelivery[],
  setup: Setup,
  context: {
    readonly consoleUrl: string;
    readonly findAction: (integration: string, action: string) => Action | undefined;
    readonly turns: Turns;
    readonly now: Date;
  },
): JudgedCall => {
  // Speaking to one rule about the end leaves alone what the others made of it.
  const ended = fired.some((entry) => entry.trigger === 'CALL_ENDED' && !('automationId' in entry));
  const atEnd = fired.some(({ trigger }) => trigger === 'CALL_ENDED');
  const base = { ...(ended ? withoutEffects(changed) : changed), version: changed.version + 1 };
  // An end that is judged again goes to the agent it went to before.
  const next = new Set<string>();
  const turn: Turn = (agents) => {
    const id = agents.find((one) => one === changed.assigneeId) ?? context.turns.next(agents);
    next.add(id);
    return id;
  };
  const plain = snapshotOf(base, about, setup, context.consoleUrl);
  // Rules may ask about the score, and what they do to the call may change it.
  const given = pointsOfRules(base.scoreReasons);
  const { score } = scoreOf(plain, setup, given);
  const seen = { ...plain, score };
  const points = new Map(given.map((reason) => [reason.automationId ?? '', reason.points]));
  // A backfill comes to a moment that is over.
  const late = fired.find((entry) => 'automationId' in entry && isMoment(entry.trigger));
  const decided =
    late && 'automationId' in late
      ? catchUp(seen, changed, late, about, setup, { ...context, turn }, points)
      : decide(seen, fired, setup, turn, points);
  const scored = scoreOf(decided.call, setup, pointsGiven(decided.points, given, setup));
  const after: Call = {
    ...withDecided(base, seen, decided.call, setup),
    ...scored,
  };
  // Looking back asks for turns nobody gets in the end.
  const { assigneeId } = after;
  if (assigneeId !== null && assigneeId !== changed.assigneeId && next.has(assigneeId))
    context.turns.took(assigneeId);
  const call = atEnd ? { ...after, ruleEffects: effectsOf(withoutEffects(changed), after) } : after;
  const plan = planDeliveries(
    { id: call.id, companyId: call.companyId, snapshot: { ...decided.call, score: scored.score } },
    decided.sends,
    decided.decisions,
    known,
    setup,
    context.findAction,
    context.now,
  );
  const history = historyOf(
    { before: about.edit?.before ?? changed, edited: changed, after: call },
    { actor: about.edit?.actor ?? null, writers: decided.writers },
    setup,
    context.now.toISOString(),
  );
  const timers = ended ? timersOf(call, setup, context.now) : [];
  return { call, history, timers, ...plan };
};
