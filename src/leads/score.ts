import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { ScoreReason } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { judge } from '../filter/judge.ts';
import { typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';

export interface Score {
  /** The sum of the reasons; null when nothing scores calls of this company. */
  readonly score: number | null;
  /** Oldest criterion first, then what rules gave. */
  readonly scoreReasons: readonly ScoreReason[] | null;
}

interface Criterion {
  readonly criterionId: string;
  readonly name: string;
  readonly points: number;
  /** Typed id; null: every company. */
  readonly companyId: string | null;
  /** Null: it can no longer be read. */
  readonly filter: CallFilter | null;
}

/** One criterion that cannot be read must not keep the account's calls from being taken in. */
const readable = (filter: unknown): CallFilter | null => {
  try {
    return parseCallFilter(filter);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
};

const parsed = new WeakMap<Setup, readonly Criterion[]>();

/** Parsed once for each picture of the setup. */
const criteriaOf = (setup: Setup): readonly Criterion[] => {
  const known = parsed.get(setup);
  if (known) return known;
  const criteria = [...setup.scoreCriteria.values()]
    .filter(({ enabled }) => enabled)
    .map(({ id, name, points, companyId, filter }) => ({
      criterionId: id,
      name,
      points,
      companyId: companyId && typedId('Company', companyId),
      filter: readable(filter),
    }));
  parsed.set(setup, criteria);
  return criteria;
};

/** The points rules have given to a call. */
export const pointsOfRules = (reasons: readonly ScoreReason[] | null): readonly ScoreReason[] =>
  (reasons ?? []).filter(({ automationId }) => automationId !== undefined);

/**
 * Scores a call anew: every criterion whose filter holds now gives its points, and `given`, those of rules,
 * come on top. One that can no longer be read gives none and says so.
 */
export const scoreOf = (call: CallSnapshot, setup: Setup, given: readonly ScoreReason[]): Score => {
  const criteria = criteriaOf(setup).filter(
    ({ companyId }) => companyId === null || companyId === call.company.id,
  );
  if (criteria.length === 0 && given.length === 0) return { score: null, scoreReasons: null };
  const met = criteria
    .filter(({ filter }) => filter === null || judge(filter, call).matched)
    .map(({ criterionId, name, points, filter }) =>
      filter === null
        ? { criterionId, name: `${name} (can no longer be read; save it anew)`, points: 0 }
        : { criterionId, name, points },
    );
  const scoreReasons = [...met, ...given];
  return { score: scoreReasons.reduce((sum, { points }) => sum + points, 0), scoreReasons };
};
