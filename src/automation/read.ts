import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { automationVersions, timers } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import type { Reach } from '../reach.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { Timer } from './timers.ts';

export type AutomationVersionRow = typeof automationVersions.$inferSelect;

const timer = wholeRow(timers);

export const createAutomationReads = (db: Db) => ({
  /** Every version of these automations, newest first. */
  versions: (reach: Reach, automationIds: readonly string[]): Promise<readonly AutomationVersionRow[]> =>
    db.inAccount(reach, (tx) =>
      tx
        .select()
        .from(automationVersions)
        .where(
          and(
            eq(automationVersions.accountId, reach.accountId),
            inArray(automationVersions.automationId, [...automationIds]),
          ),
        )
        .orderBy(desc(automationVersions.version)),
    ),

  /** Of these calls, the next due first. */
  timers: async (reach: Reach, callIds: readonly string[]): Promise<readonly Timer[]> => {
    const query = sql`select ${timer.list} from ${timers}
      where ${timers.accountId} = ${reach.accountId}::uuid and ${timers.callId} = any(${sql.param(callIds)}::uuid[])
      order by ${timers.dueAt}, ${timers.automationId}`;
    return (await db.read<Record<string, unknown>>(reach, statement(query))).map(timer.read);
  },
});
