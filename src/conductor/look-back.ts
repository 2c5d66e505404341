import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { type Decided, decide } from '../automation/decide.ts';
import { type Fired, firedBy } from '../automation/fired.ts';
import { rulesOf } from '../automation/rule.ts';
import { type Trigger, triggerNamed } from '../automation/triggers/list.ts';
import type { Turn } from '../automation/turns.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import { changesSeen, type Place, withPlace } from '../leads/parts/parts.ts';
import { pointsOfRules, scoreOf } from '../leads/score.ts';
import type { Setup } from '../setup/setup.ts';
import { withoutEffects } from './rule-effects.ts';

/** Whether it is a moment of a call, over once the call has ended. At each of them all its rules have their say. */
export const isMoment = (trigger: Trigger): boolean => triggerNamed(trigger).cause.kind === 'MOMENT';

/** The call as rules with this trigger saw it, with everything people did since. */
const asItWas = (call: Call, trigger: Trigger): Call => {
  const { cause } = triggerNamed(trigger);
  return cause.kind === 'MOMENT' ? cause.asItWas(withoutEffects(call)) : call;
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
const placesOf = (automationId: string, then: Decided, setup: Setup): readonly Place[] => {
  const rules = rulesOf(setup);
  const at = rules.findIndex(({ id }) => id === automationId);
  const later = rules.slice(at + 1).map(({ id }) => id);
  return (rules[at]?.actions ?? [])
    .map(({ place }) => place)
    .filter((place) => place !== null)
    .filter((place) => !later.includes(then.writers.get(place) ?? ''));
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
  const places = matched ? placesOf(asked.automationId, then, setup) : [];
  const call = places.reduce((now, place) => withPlace(now, then.call, place, setup), seen);
  const points = then.points.get(asked.automationId);
  const all = points === undefined ? given : new Map(given).set(asked.automationId, points);
  const caused = decide(call, firedBy(changesSeen(seen, call, setup)), setup, context.turn, all);
  return {
    decisions: [...then.decisions.filter(own), ...caused.decisions],
    call: caused.call,
    sends: [...then.sends.filter(own), ...caused.sends],
    writers: new Map([...places.map((place) => [place, asked.automationId] as const), ...caused.writers]),
    points: caused.points,
  };
};
