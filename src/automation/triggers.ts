import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../calls/call.ts';
import type { Rule, Trigger } from './rule.ts';

/**
 * Something that happened to a call, as rules are told. One entry for each tag that came or went (UUID). A
 * timer, a dry run or a backfill speaks to one rule (UUID) and to no other.
 */
export type Fired =
  | { readonly trigger: 'TAG_ADDED' | 'TAG_REMOVED'; readonly tagId: string }
  | { readonly trigger: Trigger; readonly automationId: string }
  | {
      readonly trigger: Exclude<Trigger, 'TAG_ADDED' | 'TAG_REMOVED' | 'AFTER_CALL' | 'NOT_CALLED_BACK'>;
    };

/** What a call does not show by itself: it was handed in beside it. */
export type Happened = 'NOTE_ADDED' | 'TRANSCRIPT_READY' | 'CRM_OUTCOME';

/** What rules listen to on a call; shared by stored calls and by the snapshots rules change. */
interface Listened {
  readonly tagIds: readonly string[];
  readonly leadStatus: Call['leadStatus'];
  /** Amount and currency in one, comparable by `===`; null for none. */
  readonly worth: string | null;
}

/** Tags, lead status and value that differ. */
export const differences = (before: Listened, after: Listened): readonly Fired[] => [
  ...after.tagIds
    .filter((tagId) => !before.tagIds.includes(tagId))
    .map((tagId) => ({ trigger: 'TAG_ADDED' as const, tagId })),
  ...before.tagIds
    .filter((tagId) => !after.tagIds.includes(tagId))
    .map((tagId) => ({ trigger: 'TAG_REMOVED' as const, tagId })),
  ...(before.leadStatus === after.leadStatus ? [] : [{ trigger: 'LEAD_STATUS_CHANGED' as const }]),
  ...(before.worth === after.worth ? [] : [{ trigger: 'VALUE_CHANGED' as const }]),
];

const nothing: Listened = { tagIds: [], leadStatus: 'NEW', worth: null };

const listenedOf = ({ tagIds, leadStatus, valueMicros, valueCurrency }: Call): Listened => ({
  tagIds,
  leadStatus,
  worth: valueMicros === null ? null : `${valueMicros} ${valueCurrency}`,
});

/**
 * What an edit of a call fires: CALL_UPDATED whenever anything differs or happened, and what in particular.
 * Without a call before, everything the new one has counts as given to it.
 */
export const triggersBetween = (
  before: Call | null,
  after: Call,
  happened: readonly Happened[],
): readonly Fired[] => {
  const particular: readonly Fired[] = [
    ...differences(before ? listenedOf(before) : nothing, listenedOf(after)),
    ...happened.map((trigger) => ({ trigger })),
  ];
  const changed = particular.length > 0 || !isDeepStrictEqual(before, after);
  return changed ? [{ trigger: 'CALL_UPDATED' }, ...particular] : [];
};

/** Whether this wakes the rule: it is spoken to, or its trigger, narrowed to the tag it names, was fired. */
export const wakes = (rule: Pick<Rule, 'id' | 'trigger' | 'triggerSettings'>, fired: Fired): boolean => {
  if (rule.trigger !== fired.trigger) return false;
  if ('automationId' in fired) return fired.automationId === rule.id;
  const { tagId } = rule.triggerSettings;
  return !('tagId' in fired) || tagId === undefined || tagId === fired.tagId;
};
