import { and, eq } from 'drizzle-orm';
import type { Integration } from '../../integrations/kit/integration.ts';
import { automations, automationVersions } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { parseCallFilter } from '../filter/call-filter.ts';
import type { Viewer } from '../identity/scopes.ts';
import { newId } from '../ids.ts';
import { idIn, textIn } from '../input.ts';
import { type SetupCache, setupChanged } from '../setup/cache.ts';
import type { Setup } from '../setup/setup.ts';
import { type ActionInput, actionsIn } from './action-input.ts';
import type { Trigger } from './rule.ts';

export interface CreateAutomation {
  readonly name: string;
  readonly trigger: Trigger;
  /** A CallFilter as it came in. */
  readonly filter: unknown;
  readonly actions: readonly ActionInput[];
  readonly companyId?: string | null;
  readonly enabled?: boolean | null;
}

export interface UpdateAutomation {
  readonly id: string;
  readonly name?: string | null;
  readonly trigger?: Trigger | null;
  readonly filter?: unknown;
  readonly actions?: readonly ActionInput[] | null;
  readonly enabled?: boolean | null;
}

/** Somebody may have made the tag a moment ago through another process. */
const newest = Number.MAX_SAFE_INTEGER;

const companyIn = (given: string, setup: Setup): string => {
  const id = idIn('Company', given, 'input.companyId');
  if (setup.companies.has(id)) return id;
  throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
};

const lock = async (tx: Tx, accountId: string, id: string) => {
  const [found] = await tx
    .select()
    .from(automations)
    .innerJoin(
      automationVersions,
      and(
        eq(automationVersions.accountId, automations.accountId),
        eq(automationVersions.automationId, automations.id),
        eq(automationVersions.version, automations.version),
      ),
    )
    .where(and(eq(automations.accountId, accountId), eq(automations.id, id)))
    .for('update', { of: automations });
  if (found) return { automation: found.automations, current: found.automation_versions };
  throw new Refusal('NOT_FOUND', 'There is no such automation in this account.', 'input.id');
};

/** Makes and changes automations. Both answer with the automation's UUID. */
export const createAutomationEdits = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly integrations: readonly Integration[];
}) => {
  const { db, setup, integrations } = parts;

  return {
    create: async ({ accountId, keyId }: Viewer, input: CreateAutomation): Promise<string> => {
      const known = await setup.current(accountId, newest);
      const id = newId();
      const name = textIn(input.name, 'input.name', { max: 200 });
      const rule = {
        trigger: input.trigger,
        filter: parseCallFilter(input.filter, 'input.filter'),
        actions: actionsIn(input.actions, known, integrations),
      };
      const companyId = input.companyId == null ? null : companyIn(input.companyId, known);
      await db.inAccount(accountId, async (tx) => {
        const enabled = input.enabled ?? true;
        await tx.insert(automations).values({ accountId, id, companyId, name, enabled, version: 1 });
        await tx
          .insert(automationVersions)
          .values({ accountId, automationId: id, version: 1, ...rule, authorId: keyId });
        await setupChanged(tx, accountId, id, `The automation ${name} was made.`);
      });
      setup.forget(accountId);
      return id;
    },

    /** A new trigger, filter or action makes a new version; a new name or switching it on or off does not. */
    update: async ({ accountId, keyId }: Viewer, input: UpdateAutomation): Promise<string> => {
      const id = idIn('Automation', input.id, 'input.id');
      const known = await setup.current(accountId, newest);
      await db.inAccount(accountId, async (tx) => {
        const { automation, current } = await lock(tx, accountId, id);
        const rule = {
          trigger: input.trigger ?? current.trigger,
          filter: input.filter ? parseCallFilter(input.filter, 'input.filter') : current.filter,
          actions: input.actions ? actionsIn(input.actions, known, integrations) : current.actions,
        };
        const edited = Boolean(input.trigger || input.filter || input.actions);
        const version = automation.version + (edited ? 1 : 0);
        const name = input.name == null ? automation.name : textIn(input.name, 'input.name', { max: 200 });
        if (edited)
          await tx
            .insert(automationVersions)
            .values({ accountId, automationId: id, version, ...rule, authorId: keyId });
        await tx
          .update(automations)
          .set({ name, version, enabled: input.enabled ?? automation.enabled })
          .where(and(eq(automations.accountId, accountId), eq(automations.id, id)));
        await setupChanged(tx, accountId, id, `The automation ${name} was changed.`);
      });
      setup.forget(accountId);
      return id;
    },
  };
};
