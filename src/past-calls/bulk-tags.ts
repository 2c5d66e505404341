import type { Db } from '../db.ts';
import type { CallEdits } from '../edits/edits.ts';
import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';
import type { Runs } from '../runs/runs.ts';
import type { SetupCache } from '../setup/cache.ts';
import { createFoundCalls, type TagRunInput } from './call-runs.ts';

/** Calls that are tagged while the caller waits; more are a run's work. */
const mostAtOnce = 200;

/** Tags what a filter finds: at once when it is little, else as a run. */
export const createBulkTags = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly edits: Pick<CallEdits, 'tagFound'>;
  readonly runs: Pick<Runs, 'start'>;
}) => {
  const { db, setup, edits, runs } = parts;
  const found = createFoundCalls(db);

  return {
    tag: async (
      reach: Reach,
      input: TagRunInput,
    ): Promise<{
      readonly found: number;
      readonly changed: number | null;
      readonly runId: string | null;
    }> => {
      if (input.tagIds.length === 0 || input.tagIds.length > 50)
        throw new Refusal('INVALID', 'Give 1 to 50 tags.', 'input.tagIds');
      const { tags } = await setup.of(reach);
      if (input.tagIds.some((id) => !tags.has(id)))
        throw new Refusal('NOT_FOUND', 'There is no such tag.', 'input.tagIds');
      const now = new Date().toISOString();
      const window = { after: null, limit: mostAtOnce + 1 };
      const ids = await found.ids(reach, input.filter, now, window);
      if (ids.length <= mostAtOnce) {
        const changed = await edits.tagFound(reach, ids, input.tagIds, input.add);
        return { found: ids.length, changed, runId: null };
      }
      const runId = await runs.start(reach, { kind: 'TAG_CALLS', input });
      return {
        found: await found.count(reach, input.filter, now),
        changed: null,
        runId,
      };
    },
  };
};

export type BulkTags = ReturnType<typeof createBulkTags>;
