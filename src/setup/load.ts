import { eq, getTableColumns } from 'drizzle-orm';
import {
  accounts,
  agents,
  automations,
  automationVersions,
  companies,
  customFields,
  linkedAccounts,
  scoreCriteria,
  tags,
  trackers,
  trackingNumbers,
} from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { currentVersion } from './current-version.ts';
import type { Setup } from './setup.ts';

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

const { secrets: _sealed, ...linkedAccountColumns } = getTableColumns(linkedAccounts);

/** Reads an account's setup. The transaction should be repeatable read, so the picture is one. */
export const loadSetup = async (tx: Tx, accountId: string): Promise<Setup> => {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId));
  if (!account) throw new Refusal('NOT_FOUND', 'There is no such account.');
  const [
    companyRows,
    trackerRows,
    numberRows,
    tagRows,
    ruleRows,
    linkedAccountRows,
    agentRows,
    fieldRows,
    criterionRows,
  ] = await Promise.all([
    tx.select().from(companies).where(eq(companies.accountId, accountId)).orderBy(companies.id),
    tx.select().from(trackers).where(eq(trackers.accountId, accountId)).orderBy(trackers.id),
    tx
      .select()
      .from(trackingNumbers)
      .where(eq(trackingNumbers.accountId, accountId))
      .orderBy(trackingNumbers.id),
    tx.select().from(tags).where(eq(tags.accountId, accountId)).orderBy(tags.id),
    tx
      .select()
      .from(automations)
      .innerJoin(automationVersions, currentVersion)
      .where(eq(automations.accountId, accountId))
      .orderBy(automations.id),
    tx
      .select(linkedAccountColumns)
      .from(linkedAccounts)
      .where(eq(linkedAccounts.accountId, accountId))
      .orderBy(linkedAccounts.id),
    tx.select().from(agents).where(eq(agents.accountId, accountId)).orderBy(agents.id),
    tx.select().from(customFields).where(eq(customFields.accountId, accountId)).orderBy(customFields.id),
    tx.select().from(scoreCriteria).where(eq(scoreCriteria.accountId, accountId)).orderBy(scoreCriteria.id),
  ]);
  return {
    accountId,
    seen: 'ALL',
    version: account.setupVersion,
    account,
    companies: byId(companyRows),
    trackers: byId(trackerRows),
    numbers: byId(numberRows),
    numbersByE164: new Map(numberRows.map((row) => [row.number, row])),
    tags: byId(tagRows),
    automations: byId(ruleRows.map((row) => ({ ...row.automations, current: row.automation_versions }))),
    linkedAccounts: byId(linkedAccountRows),
    agents: byId(agentRows),
    customFields: byId(fieldRows),
    scoreCriteria: byId(criterionRows),
  };
};
