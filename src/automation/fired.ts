import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../calls/call.ts';
import { changesBetween, type PartChange } from '../leads/parts/parts.ts';
import type { Rule } from './rule.ts';
import { type HandedIn, type Trigger, triggerNamed, triggers } from './triggers/list.ts';
import type { TriggerDeclaration } from './triggers/trigger.ts';

/**
 * Something that happened to a call, as rules are told. Of a part a call may have several of, one entry for
 * each (`which`: a tag's UUID). A timer, a dry run or a backfill speaks to one rule (UUID) and to no other.
 */
export type Fired =
  | { readonly trigger: Trigger; readonly automationId: string }
  | { readonly trigger: Trigger; readonly which?: string };

const listensFor = ({ cause }: TriggerDeclaration, { part, from, to }: PartChange): boolean => {
  if (cause.kind !== 'PART' || cause.part !== part) return false;
  return cause.change === 'ANY' || (cause.change === 'CAME' ? from : to) === null;
};

/** What changes of a call's parts fire. */
export const firedBy = (changes: readonly PartChange[]): readonly Fired[] =>
  triggers.flatMap((trigger) =>
    changes
      .filter((change) => listensFor(trigger, change))
      .map(({ which }) => ({ trigger: trigger.name, ...(which === '' ? {} : { which }) })),
  );

/**
 * What an edit of a call fires: CALL_UPDATED whenever anything differs or happened, and what in particular.
 * Without a call before, everything the new one has counts as given to it.
 */
export const triggersBetween = (
  before: Call | null,
  after: Call,
  happened: readonly HandedIn[],
): readonly Fired[] => {
  const particular: readonly Fired[] = [
    ...firedBy(changesBetween(before, after)),
    ...happened.map((trigger) => ({ trigger })),
  ];
  const changed = particular.length > 0 || !isDeepStrictEqual(before, after);
  return changed ? [{ trigger: 'CALL_UPDATED' }, ...particular] : [];
};

/** Whether this wakes the rule: it is spoken to, or its trigger, narrowed by what it is told, was fired. */
export const wakes = (rule: Pick<Rule, 'id' | 'trigger' | 'triggerSettings'>, fired: Fired): boolean => {
  if (rule.trigger !== fired.trigger) return false;
  if ('automationId' in fired) return fired.automationId === rule.id;
  const { hears } = triggerNamed(rule.trigger);
  return fired.which === undefined || hears === undefined || hears(rule.triggerSettings, fired.which);
};
