import type { TriggerSettings } from '../../schema/index.ts';
import type { RuleAction } from '../../src/automation/actions/list.ts';
import type { Trigger } from '../../src/automation/triggers/list.ts';
import type { CallFilter } from '../../src/filter/call-filter.ts';
import { newId } from '../../src/ids.ts';
import type { AutomationRow, Company, Setup, Tag, Tracker, TrackingNumber } from '../../src/setup/setup.ts';

const at = new Date('2026-11-01T00:00:00Z');

/** A setup in memory, for pure functions: one company, one tracker of a kind with one number. */
export const exampleSetup = (
  given: {
    readonly tracker?: Partial<Tracker>;
    readonly company?: Partial<Company>;
    readonly tags?: readonly string[];
  } = {},
) => {
  const accountId = newId();
  const company: Company = {
    accountId,
    id: newId(),
    name: 'Harbor Street Dental',
    timeZone: 'America/New_York',
    currency: 'USD',
    country: 'US',
    publicKey: 'rpk_test',
    origins: [],
    consentRequired: false,
    recordCalls: false,
    recordingNotice: null,
    language: 'en-US',
    voicemailGreeting: 'Please leave a message after the tone.',
    testNumbers: [],
    cookieDays: 90,
    channelRules: [],
    createdAt: at,
    ...given.company,
  };
  const tracker: Tracker = {
    accountId,
    id: newId(),
    companyId: company.id,
    kind: 'VISITOR',
    name: 'Website',
    destination: '+12125550100',
    whisper: null,
    ringSeconds: 25,
    voicemail: false,
    source: null,
    medium: null,
    campaign: null,
    swapNumbers: [],
    fallbackNumber: null,
    leaseSeconds: 1800,
    landingParameter: null,
    referrerHosts: [],
    referrerGroup: null,
    isDefault: false,
    graceSeconds: 900,
    cooldownSeconds: 900,
    localNumbers: false,
    active: true,
    createdAt: at,
    ...given.tracker,
  };
  const number: TrackingNumber = {
    accountId,
    companyId: tracker.companyId,
    id: newId(),
    trackerId: tracker.id,
    number: '+12125550142',
    target: null,
    createdAt: at,
  };
  const tags = (given.tags ?? []).map(
    (name): Tag => ({ accountId, id: newId(), companyId: null, name, color: 'teal', createdAt: at }),
  );
  const setup: Setup = {
    accountId,
    seen: 'ALL',
    version: 1,
    account: {
      id: accountId,
      name: 'Harbor',
      createdAt: at,
      setupVersion: 1,
      alertLinkedAccountId: null,
      alertSettings: null,
    },
    companies: new Map([[company.id, company]]),
    trackers: new Map([[tracker.id, tracker]]),
    numbers: new Map([[number.id, number]]),
    numbersByE164: new Map([[number.number, number]]),
    tags: new Map(tags.map((tag) => [tag.id, tag])),
    automations: new Map(),
    linkedAccounts: new Map(),
    agents: new Map(),
    customFields: new Map(),
    scoreCriteria: new Map(),
  };
  return { setup, company, tracker, number, tags };
};

/** The same setup with these rules in force, in this order. */
export const withRules = (
  setup: Setup,
  rules: readonly {
    readonly trigger: Trigger;
    readonly filter: CallFilter;
    readonly actions: readonly RuleAction[];
    readonly triggerSettings?: TriggerSettings;
    readonly enabled?: boolean;
  }[],
): Setup => ({
  ...setup,
  automations: new Map(
    rules.map(({ enabled = true, ...rule }, index): [string, AutomationRow] => {
      const id = newId();
      const shared = { accountId: setup.accountId, createdAt: at, version: 1 };
      return [
        id,
        {
          ...shared,
          id,
          companyId: null,
          name: `Rule ${index}`,
          enabled,
          current: {
            ...shared,
            companyId: null,
            automationId: id,
            actorKind: 'SYSTEM',
            actorId: null,
            triggerSettings: {},
            ...rule,
          },
        },
      ];
    }),
  ),
});
