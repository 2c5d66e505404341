import { and, eq } from 'drizzle-orm';
import { automations, automationVersions } from '../../schema/index.ts';

/** Joins a rule and the version of it that is in force. */
export const currentVersion = and(
  eq(automationVersions.accountId, automations.accountId),
  eq(automationVersions.automationId, automations.id),
  eq(automationVersions.version, automations.version),
);
