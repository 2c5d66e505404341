import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { judge } from '../filter/judge.ts';
import { typedId, uuidOf } from '../ids.ts';
import { changesSeen, type Place } from '../leads/parts/parts.ts';
import type { Setup } from '../setup/setup.ts';
import { withNames } from '../setup/with-names.ts';
import type { Target } from './actions/call-action.ts';
import { type Fired, firedBy, wakes } from './fired.ts';
import { allRulesOf, isUnreadable, type Rule, type Unreadable } from './rule.ts';
import type { Trigger } from './triggers/list.ts';
import type { Turn } from './turns.ts';

/** What one version of one rule made of a call, and why. */
export interface Decision {
  readonly automationId: string;
  readonly automationVersion: number;
  readonly trigger: Trigger;
  readonly matched: boolean;
  readonly reason: string;
}

/** An integration action a matching rule wants for the call. */
export interface Send extends Target {
  readonly automationId: string;
  readonly automationVersion: number;
}

export interface Decided {
  readonly decisions: readonly Decision[];
  /** The call with what the rules added. */
  readonly call: CallSnapshot;
  readonly sends: readonly Send[];
  /** By place: the rule (UUID) with the last word. */
  readonly writers: ReadonlyMap<Place, string>;
  /** What rules give to the lead score, by rule (UUID); those that were not asked keep what they gave. */
  readonly points: ReadonlyMap<string, number>;
}

/** What a rule sends when it matches. */
export const sendsOf = (rule: Rule): readonly Send[] =>
  rule.actions.flatMap(({ target }) =>
    target ? [{ automationId: rule.id, automationVersion: rule.version, ...target }] : [],
  );

/** One rule's say, while others still have theirs. */
interface Said {
  readonly rule: Rule | Unreadable;
  readonly matched: boolean;
  readonly because: string;
  readonly did: string[];
  again: boolean;
}

const reasonOf = ({ because, did, again }: Said, setup: Setup, company: string | null): string => {
  const done = did.length > 0 ? `: ${did.join(', ')}` : '';
  const once = again ? '; woken again by what rules did, and left alone: it already ran for this change' : '';
  return `${withNames(because, setup, company)}${done}${once}`;
};

/**
 * Judges every rule that what happened wakes, oldest first; a rule sees what the rules before it did, and of
 * two that contradict each other the later one wins. What all of them changed together then wakes the rules
 * that listen for it, until nothing changes any more. A rule acts once: woken again it only says so, which
 * ends every circle. One that did not match may, once others have changed the call. CALL_UPDATED is for what
 * comes from outside: what rules do wakes no such rule. What is sent is the call as it stands after the last
 * of them. `given` are the points rules gave the call before, by rule.
 */
export const decide = (
  call: CallSnapshot,
  fired: readonly Fired[],
  setup: Setup,
  turn: Turn,
  given: ReadonlyMap<string, number> = new Map(),
): Decided => {
  let current = call;
  const points = new Map(given);
  const said = new Map<string, Said>();
  const sends: Send[] = [];
  const writers = new Map<Place, string>();
  /** The last word about each thing, to be corrected when a later rule takes it back. */
  const words = new Map<Place, { readonly of: Said; readonly at: number }>();

  const act = (rule: Rule, own: Said): void => {
    for (const action of rule.actions) {
      const effect = action.apply(current, { setup, turn, given: points.get(rule.id) ?? 0 });
      if (effect.points !== undefined) points.set(rule.id, effect.points);
      const at = own.did.push(effect.did) - 1;
      const { place } = action;
      const changed = effect.call !== current;
      current = effect.call;
      if (!changed || place === null) continue;
      const earlier = words.get(place);
      if (earlier && earlier.of !== own)
        earlier.of.did[earlier.at] += ` (changed again by the later rule “${rule.name}”)`;
      words.set(place, { of: own, at });
      writers.set(place, rule.id);
    }
    sends.push(...sendsOf(rule));
  };

  const hear = (rule: Rule | Unreadable): void => {
    const known = said.get(rule.id);
    if (known?.matched) {
      known.again = true;
      return;
    }
    const { matched, because } = isUnreadable(rule)
      ? { matched: false, because: `the rule can no longer be read (${rule.fault}); save it anew` }
      : judge(rule.filter, current);
    const own: Said = { rule, matched, because, did: [], again: false };
    said.set(rule.id, own);
    if (matched && !isUnreadable(rule)) act(rule, own);
  };

  for (let round = fired; round.length > 0; ) {
    const before = current;
    for (const rule of allRulesOf(setup)) {
      if (!round.some((entry) => wakes(rule, entry))) continue;
      if (rule.companyId !== null && typedId('Company', rule.companyId) !== call.company.id) continue;
      hear(rule);
    }
    round = current === before ? [] : firedBy(changesSeen(before, current, setup));
  }

  const decisions = [...said.values()].map((one) => ({
    automationId: one.rule.id,
    automationVersion: one.rule.version,
    trigger: one.rule.trigger,
    matched: one.matched,
    reason: reasonOf(one, setup, uuidOf('Company', call.company.id)),
  }));
  return { decisions, call: current, sends, writers, points };
};
