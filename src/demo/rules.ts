import { integrations } from '../../integrations/registry.ts';
import type { ActionInput } from '../automation/actions/list.ts';
import { createAutomationEdits } from '../automation/save.ts';
import { typedId } from '../ids.ts';
import type { Reach } from '../reach.ts';
import type { Ringpath } from '../ringpath.ts';
import type { Business } from './business.ts';

export interface Tags {
  /** UUIDs. */
  readonly qualified: string;
  readonly callBack: string;
}

const rulesFor = (ringpath: Ringpath) =>
  createAutomationEdits({ db: ringpath.db, setup: ringpath.setup, integrations });

/** What good and lost calls are, for each company: tag, lead status, value, and whose they are. */
export const addJudgingRules = async (
  ringpath: Ringpath,
  reach: Reach,
  tags: Tags,
  companies: readonly { readonly id: string; readonly business: Business }[],
  /** UUIDs of agents by their name. */
  agents: ReadonlyMap<string, string>,
): Promise<void> => {
  const rules = rulesFor(ringpath);
  for (const { id, business } of companies) {
    const { name, currency } = business.company;
    await rules.create(reach, {
      name: `Qualified call for ${name}`,
      trigger: 'CALL_ENDED',
      filter: { answered: { eq: true }, talkSeconds: { gte: 20 } },
      companyId: typedId('Company', id),
      actions: [
        { addTag: { tagId: typedId('Tag', tags.qualified) } },
        { setLeadStatus: { leadStatus: 'QUALIFIED' } },
        { setValue: { amount: business.worth, currency } },
        {
          assign: {
            agentIds: business.team.flatMap((agent) => {
              const found = agents.get(agent);
              return found ? [typedId('Agent', found)] : [];
            }),
          },
        },
      ],
    });
  }
  await rules.create(reach, {
    name: 'Nobody answered: call back',
    trigger: 'CALL_ENDED',
    filter: { outcome: { in: ['MISSED', 'ABANDONED', 'VOICEMAIL'] } },
    actions: [{ addTag: { tagId: typedId('Tag', tags.callBack) } }],
  });
};

/** What is told to whom. `linkedAccounts`: UUIDs by integration id. */
export const addSendingRules = async (
  ringpath: Ringpath,
  reach: Reach,
  linkedAccounts: Readonly<Record<string, string>>,
): Promise<void> => {
  const rules = rulesFor(ringpath);
  const deliver = (integration: string, action: string, settings = {}): ActionInput => ({
    deliver: {
      linkedAccountId: typedId('LinkedAccount', linkedAccounts[integration] ?? ''),
      action,
      settings,
    },
  });
  await rules.create(reach, {
    name: 'Tell Google Ads which clicks became qualified calls',
    trigger: 'CALL_ENDED',
    filter: { leadStatus: { eq: 'QUALIFIED' }, source: { eq: 'google' }, medium: { eq: 'cpc' } },
    actions: [deliver('google-ads', 'upload-conversion', { conversionActionId: '7123456789' })],
  });
  await rules.create(reach, {
    name: 'Log answered calls in HubSpot',
    trigger: 'CALL_ENDED',
    filter: { answered: { eq: true } },
    actions: [deliver('hubspot', 'log-call')],
  });
  await rules.create(reach, {
    name: 'A task in Salesforce for every qualified call',
    trigger: 'CALL_ENDED',
    filter: { leadStatus: { eq: 'QUALIFIED' } },
    actions: [deliver('salesforce', 'log-call')],
  });
  await rules.create(reach, {
    name: 'Every call to the data warehouse',
    trigger: 'CALL_ENDED',
    filter: {},
    actions: [deliver('webhook', 'send-call')],
  });
};
