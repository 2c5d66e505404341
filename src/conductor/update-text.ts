import type { Call } from '../calls/call.ts';
import type { Facts, Leg } from '../calls/facts.ts';
import { valueText } from '../leads/history.ts';
import { amountOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import { spoken } from '../spoken.ts';

const legsOf = (call: Call): readonly Leg[] => (call.facts as Facts | null)?.legs ?? [];

const dialsOf = (call: Call): number => (call.facts as Facts | null)?.dials.length ?? 0;

const legNews = (before: Call, after: Call): readonly string[] =>
  legsOf(after).flatMap((leg) => {
    const known = legsOf(before).find((other) => other.key === leg.key);
    if (leg.endAt && !known?.endAt) return ['The rung destination ended its part of the call.'];
    if (leg.answerAt && !known?.answerAt) return ['The rung destination answered.'];
    return leg.ringAt && !known?.ringAt ? ['The destination rings.'] : [];
  });

const worth = ({ valueMicros, valueCurrency }: Call): string =>
  valueMicros === null ? 'none' : `${amountOf(valueMicros)} ${valueCurrency ?? ''}`.trim();

const assigneeOf = ({ assigneeId }: Call, setup: Setup): string =>
  assigneeId === null ? 'nobody' : (setup.agents.get(assigneeId)?.name ?? 'somebody who is gone');

const changedFields = (before: Call, after: Call, setup: Setup): readonly string[] =>
  [...setup.customFields.values()]
    .filter(({ id }) => before.customValues[id] !== after.customValues[id])
    .map(({ id, name }) => {
      const value = after.customValues[id];
      return value === undefined ? `${name}: removed.` : `${name}: ${valueText(value)}.`;
    });

/**
 * What differs between two versions of a call, as sentences for its timeline; `told` is what its columns
 * do not show.
 */
export const updateText = (before: Call, after: Call, setup: Setup, told: readonly string[] = []): string => {
  const names = (ids: readonly string[]): string =>
    ids.map((id) => `“${setup.tags.get(id)?.name ?? 'a removed tag'}”`).join(', ');
  const added = after.tagIds.filter((id) => !before.tagIds.includes(id));
  const taken = before.tagIds.filter((id) => !after.tagIds.includes(id));
  const dialEnded = dialsOf(after) > dialsOf(before);
  const news = [
    ...(added.length > 0 ? [`Tagged ${names(added)}.`] : []),
    ...(taken.length > 0 ? [`Untagged ${names(taken)}.`] : []),
    ...(before.leadStatus === after.leadStatus
      ? []
      : [`Lead status: ${spoken(before.leadStatus)} → ${spoken(after.leadStatus)}.`]),
    ...(worth(before) === worth(after) ? [] : [`Value: ${worth(before)} → ${worth(after)}.`]),
    ...(before.assigneeId === after.assigneeId ? [] : [`Assigned to ${assigneeOf(after, setup)}.`]),
    ...(before.score === after.score ? [] : [`Score: ${before.score ?? 'none'} → ${after.score ?? 'none'}.`]),
    ...changedFields(before, after, setup),
    ...told,
    ...legNews(before, after),
    ...(dialEnded ? ['Ringing the destination is over.'] : []),
    ...(after.recordingUrl && !before.recordingUrl ? ['The recording is ready.'] : []),
  ];
  return news.join(' ') || 'The carrier told more about the call.';
};
