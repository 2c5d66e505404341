import type { Action, Integration } from '../../integrations/kit/integration.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import { Refusal } from '../errors.ts';
import { idIn, optionalIdIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Setup } from '../setup/setup.ts';
import { templateFieldsOf } from '../template/fields.ts';
import { type FieldPreview, previewSettings } from '../template/settings.ts';

export interface AskedPreview {
  /** Typed ids. */
  readonly callId: string;
  readonly linkedAccountId?: string | null;
  /** Instead of a linked account: the integration. */
  readonly integration?: string | null;
  /** `send-message` or `email.send-message`. */
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

type ByIds<Row> = (reach: Reach, ids: readonly string[]) => Promise<readonly Row[]>;

interface Parts {
  readonly setup: SetupCache;
  readonly integrations: readonly Integration[];
  readonly calls: ByIds<Call>;
  readonly callers: ByIds<Caller>;
  readonly visits: ByIds<Visit>;
  /** The console's root, without a trailing slash. */
  readonly consoleUrl: string;
}

const integrationIn = ({ linkedAccountId, integration }: AskedPreview, setup: Setup): string => {
  const id = optionalIdIn('LinkedAccount', linkedAccountId, 'linkedAccountId');
  if ((id === null) === (integration == null))
    throw new Refusal('INVALID', 'Give either linkedAccountId or integration.', 'linkedAccountId');
  if (id === null) return integration as string;
  const linkedAccount = setup.linkedAccounts.get(id);
  if (linkedAccount) return linkedAccount.integration;
  throw new Refusal('NOT_FOUND', 'There is no such linked account in this account.', 'linkedAccountId');
};

const actionIn = (given: string, integrationId: string, integrations: readonly Integration[]): Action => {
  const integration = integrations.find(({ id }) => id === integrationId);
  if (!integration) throw new Refusal('NOT_FOUND', 'There is no such integration.', 'integration');
  const prefix = `${integrationId}.`;
  const name = given.startsWith(prefix) ? given.slice(prefix.length) : given;
  const action = integration.actions.find(({ id }) => id === name);
  if (action) return action;
  const offered = integration.actions.map(({ id }) => id).join(', ') || 'none';
  throw new Refusal('NOT_FOUND', `${integration.name} has no such action. It has: ${offered}.`, 'action');
};

/** What templates become on a real call. */
export const createTemplatePreview = (parts: Parts) => {
  const { setup, integrations, calls, callers, visits, consoleUrl } = parts;

  const callIn = async (reach: Reach, given: string): Promise<Call> => {
    const [call] = await calls(reach, [idIn('Call', given, 'callId')]);
    if (call) return call;
    throw new Refusal('NOT_FOUND', 'There is no such call in this account.', 'callId');
  };

  return {
    /** Each field of an action's settings as it would be sent. Throws Refusal naming the argument. */
    preview: async (reach: Reach, asked: AskedPreview): Promise<readonly FieldPreview[]> => {
      const call = await callIn(reach, asked.callId);
      const recent = await setup.of(reach);
      // The call may be of a company made within the second this copy is old.
      const known = recent.companies.has(call.companyId)
        ? recent
        : await setup.current(reach, recent.version + 1);
      const action = actionIn(asked.action, integrationIn(asked, known), integrations);
      const [[visit], [caller]] = await Promise.all([
        call.sessionId ? visits(reach, [call.sessionId]) : [],
        call.callerId ? callers(reach, [call.callerId]) : [],
      ]);
      const about = { visit: visit ?? null, caller: caller ?? null };
      const snapshot = snapshotOf(call, about, known, consoleUrl);
      return previewSettings(action.settings, asked.settings, templateFieldsOf(known.customFields), snapshot);
    },
  };
};
