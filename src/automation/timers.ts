import type { timers } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { type Rule, rulesOf } from './rule.ts';
import { type Trigger, triggerNamed } from './triggers/list.ts';
import { minutesIn } from './triggers/settings.ts';
import type { Cause } from './triggers/trigger.ts';

/** A timer as stored, times as text. */
export type Timer = JsonRow<typeof timers>;

/** What a rule that looks at a call so long after its end waits for. */
type Timing = Extract<Cause, { readonly kind: 'TIMER' }>;

const timingOf = (trigger: string): Timing | null => {
  const { cause } = triggerNamed(trigger);
  return cause.kind === 'TIMER' ? cause : null;
};

export const isTimed = ({ trigger }: Pick<Rule, 'trigger'>): boolean => timingOf(trigger) !== null;

/** For a rule that stays silent once caller and company have spoken: minutes they have for it. Else null. */
export const minutesUnspoken = ({
  trigger,
  triggerSettings,
}: Pick<AutomationRow['current'], 'trigger' | 'triggerSettings'>): number | null =>
  timingOf(trigger)?.unlessSpoken ? minutesIn(triggerSettings) : null;

const timedRules = new WeakMap<Setup, readonly Rule[]>();

/** Asked for every call that ends, and nearly always empty. */
const timedRulesOf = (setup: Setup): readonly Rule[] => {
  const known = timedRules.get(setup);
  if (known) return known;
  const rules = rulesOf(setup).filter(isTimed);
  timedRules.set(setup, rules);
  return rules;
};

/** Why a rule has nothing to wait for after this call, or null. */
export const whyNotWaiting = (call: Call, trigger: Trigger) =>
  call.endedAt === null
    ? { reason: 'The call has not ended.', shown: false }
    : (timingOf(trigger)?.idle(call) ?? null);

/**
 * The timers a call sets when it ends; judged again, it moves those that still wait. A missed call that
 * nobody can return gets a cancelled one, which says so.
 */
export const timersOf = (call: Call, setup: Setup, now: Date): readonly Timer[] => {
  if (call.endedAt === null) return [];
  return timedRulesOf(setup)
    .filter(({ companyId }) => companyId === null || companyId === call.companyId)
    .map((rule) => ({ rule, idle: whyNotWaiting(call, rule.trigger) }))
    .filter(({ idle }) => idle === null || idle.shown)
    .map(
      ({ rule, idle }): Timer => ({
        accountId: call.accountId,
        companyId: call.companyId,
        callId: call.id,
        automationId: rule.id,
        automationVersion: rule.version,
        dueAt: triggerNamed(rule.trigger).at(call, rule.triggerSettings).toISOString(),
        state: idle === null ? 'WAITING' : 'CANCELLED',
        reason: idle?.reason ?? null,
        createdAt: now.toISOString(),
      }),
    );
};
