import type { Action } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Send } from '../automation/decide.ts';
import { plainIssue } from '../plain-issues.ts';
import type { Setup } from '../setup/setup.ts';

const testReason = 'It is a test call, and those are sent nowhere.';
const spamReason = 'The call is spam.';

/** Why a record of this call must stand at no vendor, whatever a rule says; null when it may. */
export const withheldReason = ({ test, leadStatus }: CallSnapshot): string | null =>
  test ? testReason : leadStatus === 'SPAM' ? spamReason : null;

/**
 * Why what was sent must not stay as it is; null when it may. Asked as of the call's end: what only time has
 * made ineligible since (a click too old) was right when it was sent.
 */
export const wrongReason = (
  send: Pick<Send, 'settings'>,
  action: Action,
  call: CallSnapshot,
): string | null => {
  const settings = action.settings.safeParse(send.settings);
  const then = new Date(call.endedAt ?? call.startedAt);
  return (
    withheldReason(call) ?? (settings.success ? action.ineligible?.(call, settings.data, then) : null) ?? null
  );
};

/** Why this would not be sent now, in a sentence for people, or null when it would. */
export const eligibilityOf = (
  send: Pick<Send, 'linkedAccountId' | 'integration' | 'action' | 'settings'>,
  action: Action | undefined,
  call: CallSnapshot,
  setup: Setup,
  now: Date,
): string | null => {
  if (!action) return `This installation has no action ${send.integration}.${send.action}.`;
  const linkedAccount = setup.linkedAccounts.get(send.linkedAccountId);
  if (!linkedAccount || linkedAccount.state === 'DISCONNECTED') return 'The linked account was removed.';
  const settings = action.settings.safeParse(send.settings, { error: plainIssue });
  if (!settings.success) return `The action's settings no longer fit: ${settings.error.issues[0]?.message}`;
  if (call.test) return testReason;
  // A message about spam may be just what somebody wants; a record that counts is not.
  if (action.retract && call.leadStatus === 'SPAM') return spamReason;
  return action.ineligible?.(call, settings.data, now) ?? null;
};
