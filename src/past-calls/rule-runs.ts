import type { Integration } from '../../integrations/kit/integration.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Reach } from '../reach.ts';
import type { RunHandler } from '../runs/handler.ts';
import type { Runs } from '../runs/runs.ts';
import { type AskedBackfill, createBackfills } from './backfill.ts';
import { type AskedDryRun, createDryRuns } from './dry-run.ts';
import { type AskedReplay, createReplays } from './replay.ts';

/** Runs of rules over past calls and of deliveries that go again: what works on them, and what starts them. */
export const createRuleRuns = (options: ConductorOptions, integrations: readonly Integration[]) => {
  const { db, setup } = options;
  const dryRuns = createDryRuns({ db, setup, integrations, context: options });
  const backfills = createBackfills(options);
  const replays = createReplays(options);
  const handlers: readonly RunHandler[] = [dryRuns.handler, backfills.handler, replays.handler];

  return {
    handlers,

    /** Each answers with the UUID of its run, and throws Refusal naming the field at fault. */
    starts: (runs: Pick<Runs, 'start'>) => ({
      dryRun: (reach: Reach, asked: AskedDryRun) => dryRuns.start(runs, reach, asked),
      backfill: (reach: Reach, asked: AskedBackfill) => backfills.start(runs, reach, asked),
      replay: (reach: Reach, asked: AskedReplay) => replays.start(runs, reach, asked),
    }),
  };
};

export type RuleRunStarts = ReturnType<ReturnType<typeof createRuleRuns>['starts']>;
