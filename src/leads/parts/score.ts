import type { ScoreReason } from '../../../schema/index.ts';
import { nothing, type Part } from './part.ts';

/**
 * The lead score. A place is what one rule gave (UUID); who gave counts, not how many points. The sum follows
 * from the rules and the account's criteria, so a snapshot's score is never written from here.
 */
export const score: Part<ScoreReason> = {
  name: 'score',
  columns: ['score'],
  of: ({ scoreReasons }) =>
    new Map(
      (scoreReasons ?? []).flatMap((reason) => (reason.automationId ? [[reason.automationId, reason]] : [])),
    ),
  put: (call, rule, reason) => {
    const others = call.scoreReasons?.filter(({ automationId }) => automationId !== rule);
    return { ...call, scoreReasons: reason ? [...(others ?? []), reason] : (others ?? null) };
  },
  seen: () => nothing,
  take: (call) => call,
  same: () => true,
  field: () => 'score',
  label: () => 'Score',
  told: (call) => (call.score === null ? nothing : new Map([['score', String(call.score)]])),
  news: (before, after) =>
    before.score === after.score ? [] : [`Score: ${before.score ?? 'none'} → ${after.score ?? 'none'}.`],
};
