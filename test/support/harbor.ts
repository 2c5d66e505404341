import { onTestFinished } from 'vitest';
import { startSandbox } from '../../integrations/kit/sandbox.ts';
import { twilioAccountApi } from '../../integrations/twilio/account-api.ts';
import { twilioCarrier } from '../../integrations/twilio/sandbox.ts';
import { automations, automationVersions, type TriggerSettings, tags } from '../../schema/index.ts';
import type { RuleAction } from '../../src/automation/actions/list.ts';
import type { Trigger } from '../../src/automation/triggers/list.ts';
import type { CallFilter } from '../../src/filter/call-filter.ts';
import { newId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import type { RingpathConfig } from '../../src/ringpath.ts';
import { setupChanged } from '../../src/setup/cache.ts';
import type { Company } from '../../src/setup/setup.ts';
import { seedAccount, seedCompany, seedTracker } from './seed.ts';
import { type Stack, startStack } from './stack.ts';

export const accountSid = 'AC00000000000000000000000000000001';
export const authToken = 'an auth token for tests';

/** A whole server with one company, its numbers and a connected carrier account. */
export const startHarbor = async (
  given: Partial<Company> = {},
  config: Partial<RingpathConfig> = {},
  through?: (databaseUrl: string) => Promise<string>,
) => {
  const carrierApi = await startSandbox(twilioAccountApi({ accountSid, authToken, friendlyName: 'Harbor' }));
  onTestFinished(carrierApi.stop);
  const stack = await startStack(
    {
      ...config,
      endpoints: { twilio: { api: carrierApi.url }, ...config.endpoints },
    },
    through,
  );
  const accountId = await seedAccount(stack.db);
  const company = await seedCompany(stack.db, accountId, given);
  const poster = await seedTracker(stack.db, company, {
    kind: 'OFFLINE',
    name: 'Poster on Pier 4',
    source: 'poster',
    medium: 'print',
    voicemail: true,
    numbers: ['+12125550142'],
  });
  const pool = await seedTracker(stack.db, company, {
    name: 'Website',
    numbers: ['+12125550150', '+12125550151'],
  });
  await stack.linkedAccounts.connect(systemReach(accountId, 'test'), {
    integration: 'twilio',
    settings: {},
    secrets: { accountSid, authToken },
  });
  const carrier = twilioCarrier({
    accountSid,
    authToken,
    voiceUrl: `${stack.publicUrl}/carriers/twilio/voice`,
    statusUrl: `${stack.publicUrl}/carriers/twilio/status`,
  });
  return { stack, accountId, company, poster, pool, carrier };
};

export type Harbor = Awaited<ReturnType<typeof startHarbor>>;

export const addTag = async (stack: Stack, accountId: string, name: string): Promise<string> => {
  const id = newId();
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(tags).values({ accountId, id, name, color: 'teal' });
    await setupChanged(tx, { accountId, companyId: null }, id, `Tag ${name} added`);
  });
  stack.setup.forget(accountId);
  return id;
};

/** A rule in force, stored as `src/automation` reads it. */
export const addRule = async (
  { stack, accountId }: Pick<Harbor, 'stack' | 'accountId'>,
  trigger: Trigger,
  filter: CallFilter,
  actions: readonly RuleAction[],
  triggerSettings: TriggerSettings = {},
): Promise<string> => {
  const id = newId();
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(automations).values({ accountId, id, name: 'A rule', enabled: true, version: 1 });
    await tx
      .insert(automationVersions)
      .values({ accountId, automationId: id, version: 1, trigger, triggerSettings, filter, actions });
    await setupChanged(tx, { accountId, companyId: null }, id, 'Rule added');
  });
  stack.setup.forget(accountId);
  return id;
};
