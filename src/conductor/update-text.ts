import type { Call } from '../calls/call.ts';
import type { Facts, Leg } from '../calls/facts.ts';
import { isUntouched, parts } from '../leads/parts/parts.ts';
import type { Setup } from '../setup/setup.ts';

const legsOf = (call: Call): readonly Leg[] => (call.facts as Facts | null)?.legs ?? [];

const dialsOf = (call: Call): number => (call.facts as Facts | null)?.dials.length ?? 0;

const legNews = (before: Call, after: Call): readonly string[] =>
  legsOf(after).flatMap((leg) => {
    const known = legsOf(before).find((other) => other.key === leg.key);
    if (leg.endAt && !known?.endAt) return ['The rung destination ended its part of the call.'];
    if (leg.answerAt && !known?.answerAt) return ['The rung destination answered.'];
    return leg.ringAt && !known?.ringAt ? ['The destination rings.'] : [];
  });

/**
 * What differs between two versions of a call, as sentences for its timeline; `told` is what its columns
 * do not show.
 */
export const updateText = (before: Call, after: Call, setup: Setup, told: readonly string[] = []): string => {
  const dialEnded = dialsOf(after) > dialsOf(before);
  const news = [
    ...parts.flatMap((part) => (isUntouched(part, before, after) ? [] : part.news(before, after, setup))),
    ...told,
    ...legNews(before, after),
    ...(dialEnded ? ['Ringing the destination is over.'] : []),
    ...(after.recordingUrl && !before.recordingUrl ? ['The recording is ready.'] : []),
  ];
  return news.join(' ') || 'The carrier told more about the call.';
};
