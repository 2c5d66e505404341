import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { type Decided, decide, listenedOf } from '../automation/decide.ts';
import { apply, withField } from '../automation/effects.ts';
import { rulesOf, type Trigger } from '../automation/rule.ts';
import { differences, type Fired } from '../automation/triggers.ts';
import type { Turn } from '../automation/turns.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import { pointsOfRules, scoreOf } from '../leads/score.ts';
import type { Setup } from '../setup/setup.ts';
import { withoutEffects } from './rule-effects.ts';

/** Moments of a call that are over once it has ended. At each of them all its rules have their say. */
type Moment = Extract<Trigger, 'CALL_STARTED' | 'CALL_ANSWERED' | 'CALL_ENDED'>;

export const isMoment = (trigger: Trigger): trigger is Moment =>
  trigger === 'CALL_STARTED' || trigger === 'CALL_ANSWERED' || trigger === 'CALL_ENDED';

const unfinished = {
  outcome: null,
  endedAt: null,
  talkSeconds: null,
  durationSeconds: null,
  recordingUrl: null,
};

/** The call as rules with this trigger saw it, with everything people did since. */
const asItWas = (call: Call, trigger: Trigger): Call => {
  if (!isMoment(trigger)) return call;
  const before = withoutEffects(call);
  if (trigger === 'CALL_ENDED') return before;
  return trigger === 'CALL_ANSWERED'
    ? { ...before, ...unfinished, status: 'ANSWERED' }
    : { ...before, ...unfinished, status: 'RINGING', answeredAt: null, ringSeconds: null };
};

interface About {
  readonly visit: Visit | null;
  readonly caller: Caller | null;
}

interface Context {
  readonly consoleUrl: string;
  readonly turn: Turn;
}

type Asked = Extract<Fired, { readonly automationId: string }>;

/** What one rule, in its place among the others of its moment, would have made of a past call. Pure. */
export const lookBack = (
  past: Call,
  { trigger, automationId }: Asked,
  about: About,
  setup: Setup,
  { consoleUrl, turn }: Context,
): Decided => {
  const call = asItWas(past, trigger);
  const plain = snapshotOf(call, about, setup, consoleUrl);
  const given = pointsOfRules(call.scoreReasons);
  const seen = { ...plain, score: scoreOf(plain, setup, given).score };
  const points = new Map(given.map((reason) => [reason.automationId ?? '', reason.points]));
  const fired: Fired = isMoment(trigger) ? { trigger } : { trigger, automationId };
  return decide(seen, [fired], setup, turn, points);
};

/** What of a call a rule has the last word about: what it names, unless a later rule wrote it. */
const fieldsOf = (automationId: string, then: Decided, setup: Setup): readonly string[] => {
  const rules = rulesOf(setup);
  const at = rules.findIndex(({ id }) => id === automationId);
  const later = rules.slice(at + 1).map(({ id }) => id);
  const nobody: Turn = ([first = '']) => first;
  return (rules[at]?.actions ?? [])
    .map((action) => apply(then.call, action, setup, nobody, 0).field)
    .filter((field) => field !== null)
    .filter((field) => !later.includes(then.writers.get(field) ?? ''));
};

/**
 * Lets one rule have its say about a moment that is over: it judges the call of then, and what it had the last
 * word about is done to `seen`, the call of now. What that changes wakes the rules that listen for it.
 */
export const catchUp = (
  seen: CallSnapshot,
  past: Call,
  asked: Asked,
  about: About,
  setup: Setup,
  context: Context,
  given: ReadonlyMap<string, number>,
): Decided => {
  const then = lookBack(past, asked, about, setup, context);
  const own = ({ automationId }: { readonly automationId: string }) => automationId === asked.automationId;
  const matched = then.decisions.some((decision) => own(decision) && decision.matched);
  const fields = matched ? fieldsOf(asked.automationId, then, setup) : [];
  const call = fields.reduce((now, field) => withField(now, then.call, field), seen);
  const points = then.points.get(asked.automationId);
  const all = points === undefined ? given : new Map(given).set(asked.automationId, points);
  const caused = decide(call, differences(listenedOf(seen), listenedOf(call)), setup, context.turn, all);
  return {
    decisions: [...then.decisions.filter(own), ...caused.decisions],
    call: caused.call,
    sends: [...then.sends.filter(own), ...caused.sends],
    writers: new Map([...fields.map((field) => [field, asked.automationId] as const), ...caused.writers]),
    points: caused.points,
  };
};
