import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import type { Integration } from '../../integrations/kit/integration.ts';
import { automations, automationVersions, linkedAccounts } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { newId } from '../ids.ts';
import { idIn, textIn } from '../input.ts';
import { parseFilterOf } from '../leads/mentions.ts';
import { type Reach, storedActor } from '../reach.ts';
import { type SetupCache, setupChanged } from '../setup/cache.ts';
import { refuseShared, requireWhole } from '../setup/company-scope.ts';
import { currentVersion } from '../setup/current-version.ts';
import type { AutomationRow } from '../setup/setup.ts';
import { actionsIn } from './action-input.ts';
import { type ActionInput, boundActions, type RuleAction } from './actions/list.ts';
import {
  type RuleBody,
  type RuleInput,
  type RuleParts,
  refuseLoops,
  ruleCompanyIn,
  ruleIn,
  type TriggerSettingsInput,
  triggerSettingsIn,
} from './rule-input.ts';
import { isTrigger, type Trigger } from './triggers/list.ts';

export interface CreateAutomation extends RuleInput {
  readonly name: string;
  readonly enabled?: boolean | null;
}

export interface UpdateAutomation {
  readonly id: string;
  readonly name?: string | null;
  readonly trigger?: Trigger | null;
  readonly triggerSettings?: TriggerSettingsInput | null;
  /** A CallFilter as it came in. */
  readonly filter?: unknown;
  readonly actions?: readonly ActionInput[] | null;
  readonly enabled?: boolean | null;
}

/** The rule with what the input changes about it, checked as a whole. */
const changedRule = (
  input: UpdateAutomation,
  current: AutomationRow['current'],
  { setup, integrations, companyId }: RuleParts,
): RuleBody => {
  const trigger = input.trigger ?? current.trigger;
  if (!isTrigger(trigger))
    throw new Refusal(
      'INVALID',
      `There is no trigger ${trigger} any more. Choose another one.`,
      'input.trigger',
    );
  const moved = trigger !== current.trigger;
  const triggerSettings =
    moved || input.triggerSettings
      ? triggerSettingsIn(trigger, input.triggerSettings ?? {}, setup, 'input.triggerSettings')
      : current.triggerSettings;
  const filter = input.filter
    ? parseFilterOf(input.filter, setup, 'input.filter')
    : (current.filter as CallFilter);
  const actions = input.actions
    ? actionsIn(input.actions, { companyId, setup, integrations }, 'input.actions')
    : (current.actions as readonly RuleAction[]);
  if (input.actions || moved)
    refuseLoops(trigger, actions, input.actions ? 'input.actions' : 'input.trigger');
  return { trigger, triggerSettings, filter, actions };
};

/** Whether two rules say the same, however their stored forms order their keys. */
const saysTheSame = (
  rule: RuleBody,
  { trigger, triggerSettings, filter, actions }: AutomationRow['current'],
) => isDeepStrictEqual(JSON.parse(JSON.stringify(rule)), { trigger, triggerSettings, filter, actions });

const lock = async (tx: Tx, accountId: string, id: string) => {
  const [found] = await tx
    .select()
    .from(automations)
    .innerJoin(automationVersions, currentVersion)
    .where(and(eq(automations.accountId, accountId), eq(automations.id, id)))
    .for('update', { of: automations });
  if (found) return { automation: found.automations, current: found.automation_versions };
  throw new Refusal('NOT_FOUND', 'There is no such automation in this account.', 'input.id');
};

/** Holds the linked accounts a rule names until it is stored: one that was only begun may be leaving just now. */
const holdLinkedAccounts = async (tx: Tx, reach: Reach, actions: readonly RuleAction[]): Promise<void> => {
  const ids = new Set(
    boundActions(actions, 'input.actions').flatMap(({ target }) => target?.linkedAccountId ?? []),
  );
  if (ids.size === 0) return;
  requireWhole(reach, 'make rules that send: linked accounts are of the account as a whole');
  const held = await tx
    .select({ id: linkedAccounts.id })
    .from(linkedAccounts)
    .where(and(eq(linkedAccounts.accountId, reach.accountId), inArray(linkedAccounts.id, [...ids])))
    .for('key share');
  if (held.length < ids.size)
    throw new Refusal(
      'NOT_FOUND',
      'A linked account this rule uses is gone. Choose another one.',
      'input.actions',
    );
};

/** Makes and changes automations. Both answer with the automation's UUID. */
export const createAutomationEdits = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly integrations: readonly Integration[];
}) => {
  const { db, setup, integrations } = parts;

  return {
    create: async (reach: Reach, input: CreateAutomation): Promise<string> => {
      const { accountId } = reach;
      const known = await setup.fresh(reach);
      const id = newId();
      const name = textIn(input.name, 'input.name', { max: 200 });
      const companyId = ruleCompanyIn(input.companyId, known);
      if (companyId === null)
        requireWhole(reach, 'make rules for every company. Say for which of its companies the rule is');
      const rule = ruleIn(input, { setup: known, integrations, companyId });
      await db.inAccount(reach, async (tx) => {
        await holdLinkedAccounts(tx, reach, rule.actions);
        const enabled = input.enabled ?? true;
        await tx.insert(automations).values({ accountId, id, companyId, name, enabled, version: 1 });
        await tx.insert(automationVersions).values({
          accountId,
          companyId,
          automationId: id,
          version: 1,
          ...rule,
          ...storedActor(reach.actor),
        });
        await setupChanged(tx, { accountId, companyId }, id, `The automation ${name} was made.`);
      });
      setup.forget(accountId);
      return id;
    },

    /** A new trigger, filter or action makes a new version; a new name or switching it on or off does not. */
    update: async (reach: Reach, input: UpdateAutomation): Promise<string> => {
      const id = idIn('Automation', input.id, 'input.id');
      const { accountId } = reach;
      const known = await setup.fresh(reach);
      await db.inAccount(reach, async (tx) => {
        const mine = and(eq(automations.accountId, accountId), eq(automations.id, id));
        await refuseShared(
          reach,
          () => tx.select({ companyId: automations.companyId }).from(automations).where(mine),
          'rule',
        );
        const { automation, current } = await lock(tx, accountId, id);
        const { companyId } = automation;
        const rule = changedRule(input, current, { setup: known, integrations, companyId });
        const edited = !saysTheSame(rule, current);
        if (edited) await holdLinkedAccounts(tx, reach, rule.actions);
        const version = automation.version + (edited ? 1 : 0);
        const name = input.name == null ? automation.name : textIn(input.name, 'input.name', { max: 200 });
        if (edited)
          await tx.insert(automationVersions).values({
            accountId,
            companyId,
            automationId: id,
            version,
            ...rule,
            ...storedActor(reach.actor),
          });
        await tx
          .update(automations)
          .set({ name, version, enabled: input.enabled ?? automation.enabled })
          .where(mine);
        await setupChanged(tx, { accountId, companyId }, id, `The automation ${name} was changed.`);
      });
      setup.forget(accountId);
      return id;
    },
  };
};
