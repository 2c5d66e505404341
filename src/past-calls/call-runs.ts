import { sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import type { LockedWork } from '../conductor/locked-calls.ts';
import { type Db, statement } from '../db.ts';
import type { CallEdits } from '../edits/edits.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { where } from '../filter/where.ts';
import type { Reach } from '../reach.ts';
import { defineRun, type RunAt, type RunHandler } from '../runs/handler.ts';
import type { createRescore } from './rescore.ts';

/** Calls a page looks at: as many as one transaction changes while callbacks of the same calls wait. */
const pageSize = 200;

export interface TagRunInput {
  readonly filter: CallFilter;
  /** UUIDs. */
  readonly tagIds: readonly string[];
  readonly add: boolean;
}

interface RescoreInput {
  /** Typed id, as filters name it; null: every company. */
  readonly companyId: string | null;
}

interface Changed {
  /** Calls that are different now. */
  readonly changed: number;
}

/** The calls a filter finds, oldest id first. Those that came in after `before` had their turn already. */
export const createFoundCalls = (db: Db) => {
  const found = (accountId: string, filter: CallFilter, before: string) =>
    sql`${calls.accountId} = ${accountId}::uuid and ${calls.createdAt} <= ${before}::timestamptz and ${where(filter)}`;

  return {
    count: async (reach: Reach, filter: CallFilter, before: string): Promise<number> => {
      const query = sql`select count(*)::int as count from ${calls} where ${found(reach.accountId, filter, before)}`;
      return (await db.read<{ count: number }>(reach, statement(query)))[0]?.count ?? 0;
    },

    /** At most `limit` ids behind `after`. */
    ids: async (
      reach: Reach,
      filter: CallFilter,
      before: string,
      { after, limit }: { readonly after: string | null; readonly limit: number },
    ): Promise<readonly string[]> => {
      const behind = after === null ? sql`true` : sql`${calls.id} > ${after}::uuid`;
      const query = sql`select id from ${calls} where ${found(reach.accountId, filter, before)} and ${behind}
        order by ${calls.id} limit ${limit}`;
      return (await db.read<{ id: string }>(reach, statement(query))).map(({ id }) => id);
    },
  };
};

const overCalls = <Input>(
  db: Db,
  about: Pick<RunHandler, 'kind' | 'title'>,
  filterOf: (input: Input) => CallFilter,
  change: (
    run: RunAt<Input, Changed>,
    ids: readonly string[],
    settle: NonNullable<LockedWork['settle']>,
  ) => Promise<number>,
): RunHandler => {
  const found = createFoundCalls(db);
  return defineRun<Input, Changed>({
    ...about,
    rest: 1,
    count: ({ reach, input, createdAt }) => found.count(reach, filterOf(input), createdAt),
    page: async (run) => {
      const window = { after: run.position, limit: pageSize };
      const ids = await found.ids(run.reach, filterOf(run.input), run.createdAt, window);
      const position = ids.length < pageSize ? null : (ids.at(-1) ?? null);
      const pageWith = (changed: number) => ({
        done: ids.length,
        position,
        result: { changed: (run.result?.changed ?? 0) + changed },
      });
      return pageWith(await change(run, ids, (send, changed) => run.settle(send, pageWith(changed))));
    },
  });
};

/** Long work over calls that people ask for: tagging what a filter finds, and scoring past calls anew. */
export const createCallRuns = (parts: {
  readonly db: Db;
  readonly edits: Pick<CallEdits, 'tagFound'>;
  readonly rescore: ReturnType<typeof createRescore>;
}): readonly RunHandler[] => {
  const { db, edits, rescore } = parts;
  return [
    overCalls<TagRunInput>(
      db,
      { kind: 'TAG_CALLS', title: 'Tagging' },
      ({ filter }) => filter,
      ({ reach, input }, ids, settle) => edits.tagFound(reach, ids, input.tagIds, input.add, settle),
    ),
    overCalls<RescoreInput>(
      db,
      { kind: 'RESCORE', title: 'Scoring' },
      ({ companyId }) => (companyId === null ? {} : { company: { eq: companyId } }),
      ({ reach }, ids, settle) => rescore(reach, ids, settle),
    ),
  ];
};
