import type { CallSnapshot } from '../kit/vocabulary.ts';
import { clickOf } from './event.ts';
import { callerOf, hashedPerson } from './person.ts';
import type { CallSettings, ClickSettings } from './settings.ts';
import { worthProblem } from './worth.ts';

/** Google forgets clicks and calls after 90 days. */
const longestMs = 90 * 24 * 60 * 60 * 1000;

/** Clocks differ by less; a call from further ahead says that one is wrong. */
const skewMs = 10 * 60 * 1000;

const callProblem = (call: CallSnapshot, now: Date): string | null => {
  if (call.test) return "The call came from one of the company's own test numbers.";
  if (call.status !== 'ENDED') return 'The call has not ended yet.';
  if (Date.parse(call.startedAt) > now.getTime() + skewMs)
    return "The call began in the future by this server's clock, so one of the clocks is wrong.";
  return null;
};

const consentProblem = (call: CallSnapshot): string | null => {
  const given = call.session?.consent.adUserData ?? 'UNKNOWN';
  if (given === 'DENIED') return 'The visitor refused the use of their data for advertising.';
  if (given === 'UNKNOWN' && call.company.consentRequired)
    return 'The company requires consent for advertising and the visitor has not given it.';
  return null;
};

const isForgotten = (at: string, now: Date): boolean => now.getTime() - Date.parse(at) > longestMs;

const clickProblem = (call: CallSnapshot, now: Date): string | null => {
  if (!call.clickAt) return null;
  if (isForgotten(call.clickAt, now))
    return 'The ad click is older than 90 days and Google no longer counts it.';
  if (Date.parse(call.startedAt) < Date.parse(call.clickAt))
    return "The call began before the ad click, by the carrier's clock and ours, and Google counts only what follows a click.";
  return null;
};

/** Enhanced conversions for leads: Google finds an earlier click by who it was that called. */
const leadProblem = (call: CallSnapshot, settings: ClickSettings, now: Date): string | null => {
  const noClick = 'The visit has no Google click ID (gclid, gbraid or wbraid)';
  if (!settings.withoutClick) return `${noClick}.`;
  if (!settings.sendCaller && !settings.sendEmail)
    return `${noClick}, and the rule lets Google know neither the number nor the e-mail address of the caller.`;
  const { phone, email } = hashedPerson(call, settings);
  if (!phone && !email)
    return `${noClick}, and the call has neither a number nor an e-mail address that the rule lets Google know.`;
  return isForgotten(call.startedAt, now)
    ? 'The call is older than 90 days and Google no longer counts it.'
    : null;
};

const findProblem = (call: CallSnapshot, settings: ClickSettings, now: Date): string | null => {
  if (call.confidence === 'AMBIGUOUS')
    return 'Several visitors could be the caller, so no ad click can be named.';
  return clickOf(call) ? clickProblem(call, now) : leadProblem(call, settings, now);
};

/** Why Google could not count this call as a conversion of a click, in a sentence; null when it could. */
export const clickIneligible = (call: CallSnapshot, settings: ClickSettings, now: Date): string | null =>
  callProblem(call, now) ??
  consentProblem(call) ??
  findProblem(call, settings, now) ??
  worthProblem(call, settings);

const callerProblem = (call: CallSnapshot, now: Date): string | null => {
  if (call.direction !== 'INBOUND') return 'Google counts only calls that came in.';
  if (!callerOf(call)) return 'The caller withheld their number, by which Google would find the call.';
  if (isForgotten(call.startedAt, now))
    return 'The call is older than 90 days and Google no longer counts it.';
  return null;
};

/** Why Google could not count this as a conversion of a call from an ad; null when it could. */
export const callIneligible = (call: CallSnapshot, settings: CallSettings, now: Date): string | null =>
  callProblem(call, now) ?? consentProblem(call) ?? callerProblem(call, now) ?? worthProblem(call, settings);
