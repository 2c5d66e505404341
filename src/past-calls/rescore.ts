import { isDeepStrictEqual } from 'node:util';
import { snapshotOf } from '../calls/call.ts';
import { createLockedCalls, type LockedCall, type LockedWork } from '../conductor/locked-calls.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Saved } from '../conductor/save.ts';
import { savedNothing } from '../conductor/saved.ts';
import { historyOf } from '../leads/history.ts';
import { pointsOfRules, scoreOf } from '../leads/score.ts';
import type { Reach } from '../reach.ts';

const rescored = (
  { call, visit, caller, setup }: LockedCall,
  { consoleUrl, now }: Pick<ConductorOptions, 'consoleUrl' | 'now'>,
): Saved | null => {
  const scored = scoreOf(
    snapshotOf(call, { visit, caller }, setup, consoleUrl),
    setup,
    pointsOfRules(call.scoreReasons),
  );
  if (isDeepStrictEqual(scored.scoreReasons, call.scoreReasons)) return null;
  const after = { ...call, ...scored, version: call.version + 1 };
  const by = { actor: null, writers: new Map<string, string>() };
  return {
    ...savedNothing(call.accountId),
    calls: [after],
    leadHistory: historyOf({ before: call, edited: call, after }, by, setup, now().toISOString()),
  };
};

/**
 * Scores calls anew by the criteria in force. No rule hears of it: whoever changes a criterion does not mean
 * to send thousands of past calls to vendors, and a backfill does that on purpose. Answers how many scores moved.
 */
export const createRescore = (options: ConductorOptions) => {
  const locked = createLockedCalls(options);
  return (
    reach: Reach,
    callIds: readonly string[],
    settle: NonNullable<LockedWork['settle']>,
  ): Promise<number> =>
    locked(reach, callIds, {
      field: null,
      each: (one) => rescored(one, options),
      settle,
    });
};
