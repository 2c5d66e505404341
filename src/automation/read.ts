import { and, desc, eq, inArray } from 'drizzle-orm';
import { automationVersions } from '../../schema/index.ts';
import type { Db } from '../db.ts';

export type AutomationVersionRow = typeof automationVersions.$inferSelect;

export const createAutomationReads = (db: Db) => ({
  /** Every version of these automations, newest first. */
  versions: (accountId: string, automationIds: readonly string[]): Promise<readonly AutomationVersionRow[]> =>
    db.inAccount(accountId, (tx) =>
      tx
        .select()
        .from(automationVersions)
        .where(
          and(
            eq(automationVersions.accountId, accountId),
            inArray(automationVersions.automationId, [...automationIds]),
          ),
        )
        .orderBy(desc(automationVersions.version)),
    ),
});
