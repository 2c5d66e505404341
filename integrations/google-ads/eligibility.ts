import type { CallSnapshot } from '../kit/vocabulary.ts';
import { clickOf } from './event.ts';

/** Google forgets a click after 90 days. */
const longestMs = 90 * 24 * 60 * 60 * 1000;

const consentProblem = (call: CallSnapshot): string | null => {
  const given = call.session?.consent.adUserData ?? 'UNKNOWN';
  if (given === 'DENIED') return 'The visitor refused the use of their data for advertising.';
  if (given === 'UNKNOWN' && call.company.consentRequired)
    return 'The company requires consent for advertising and the visitor has not given it.';
  return null;
};

const clickProblem = (call: CallSnapshot, now: Date): string | null => {
  if (call.confidence === 'AMBIGUOUS')
    return 'Several visitors could be the caller, so no ad click can be named.';
  if (!clickOf(call)) return 'The visit has no Google click ID (gclid, gbraid or wbraid).';
  if (!call.clickAt) return null;
  const clickAt = Date.parse(call.clickAt);
  if (now.getTime() - clickAt > longestMs)
    return 'The ad click is older than 90 days and Google no longer counts it.';
  if (Date.parse(call.startedAt) < clickAt) return 'The call began before the ad click.';
  return null;
};

/** Why Google could not count this call, in a sentence for people, or null when it could. */
export const ineligible = (call: CallSnapshot, now: Date): string | null => {
  if (call.status !== 'ENDED') return 'The call has not ended yet.';
  return consentProblem(call) ?? clickProblem(call, now);
};
