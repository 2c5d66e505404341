import type { timers } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import type { Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { type Rule, rulesOf, type Trigger } from './rule.ts';

/** A timer as stored, times as text. */
export type Timer = JsonRow<typeof timers>;

/** Triggers that look at a call so many minutes after its end. */
type TimedTrigger = Extract<Trigger, 'AFTER_CALL' | 'NOT_CALLED_BACK'>;
export type TimedRule = Rule & { readonly trigger: TimedTrigger };

export const isTimed = (rule: Rule): rule is TimedRule =>
  rule.trigger === 'AFTER_CALL' || rule.trigger === 'NOT_CALLED_BACK';

const timedRules = new WeakMap<Setup, readonly TimedRule[]>();

/** Asked for every call that ends, and nearly always empty. */
const timedRulesOf = (setup: Setup): readonly TimedRule[] => {
  const known = timedRules.get(setup);
  if (known) return known;
  const rules = rulesOf(setup).filter(isTimed);
  timedRules.set(setup, rules);
  return rules;
};

const missed: readonly Call['outcome'][] = ['MISSED', 'VOICEMAIL', 'ABANDONED'];

const withheld = 'The caller withheld the number, so nobody can call back.';

/** Why a rule has nothing to wait for after this call, or null. */
export const whyNotWaiting = (call: Call, { trigger }: Pick<TimedRule, 'trigger'>): string | null => {
  if (call.endedAt === null) return 'The call has not ended.';
  if (trigger === 'AFTER_CALL') return null;
  if (call.direction === 'OUTBOUND' || !missed.includes(call.outcome)) return 'The call was not missed.';
  return call.callerNumber === null ? withheld : null;
};

const minutesMs = 60_000;

/**
 * The timers a call sets when it ends; judged again, it moves those that still wait. A missed call that
 * nobody can return gets a cancelled one, which says so.
 */
export const timersOf = (call: Call, setup: Setup, now: Date): readonly Timer[] => {
  if (call.endedAt === null) return [];
  const ended = Date.parse(call.endedAt);
  return timedRulesOf(setup)
    .filter(({ companyId }) => companyId === null || companyId === call.companyId)
    .map((rule) => ({ rule, reason: whyNotWaiting(call, rule) }))
    .filter(({ reason }) => reason === null || reason === withheld)
    .map(
      ({ rule, reason }): Timer => ({
        accountId: call.accountId,
        companyId: call.companyId,
        callId: call.id,
        automationId: rule.id,
        automationVersion: rule.version,
        dueAt: new Date(ended + (rule.triggerSettings.minutes ?? 0) * minutesMs).toISOString(),
        state: reason === null ? 'WAITING' : 'CANCELLED',
        reason,
        createdAt: now.toISOString(),
      }),
    );
};
