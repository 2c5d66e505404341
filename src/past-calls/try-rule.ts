import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { triggerNamed } from '../automation/triggers/list.ts';
import type { PastEvidence } from '../automation/triggers/trigger.ts';
import type { Turn } from '../automation/turns.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import type { ConductorContext } from '../conductor/conduct.ts';
import { lookBack } from '../conductor/look-back.ts';
import { eligibilityOf } from '../delivery/eligibility.ts';
import { planDeliveries } from '../delivery/plan.ts';
import type { Delivery } from '../delivery/slots.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';

/** A past call with all that judging it takes. */
export interface PastCall extends PastEvidence {
  readonly visit: Visit | null;
  readonly caller: Caller | null;
}

/** What a rule would have made of a call. */
export interface Tried {
  readonly matched: boolean;
  readonly reason: string;
  /** The call with what the rules would have done to it. */
  readonly call: CallSnapshot;
  /** What would have been sent, or skipped with its reason. Never stored. */
  readonly deliveries: readonly TriedDelivery[];
}

interface TriedDelivery extends Delivery {
  /** Why it would be skipped if it were sent only now; null for what would have been skipped then. */
  readonly tooLate: string | null;
}

type Told = Pick<AutomationRow['current'], 'trigger' | 'triggerSettings'>;

/** Whether a past call could have woken the rule, as far as the call still shows it. */
export const couldWake = ({ trigger, triggerSettings }: Told, past: PastCall): boolean =>
  triggerNamed(trigger).shows(past, triggerSettings);

/** When the rule would have looked: whether a click is too old is judged as of then. */
export const momentOf = ({ trigger, triggerSettings }: Told, call: Call): Date =>
  triggerNamed(trigger).at(call, triggerSettings);

const slotName = ({ linkedAccountId, action, target }: Delivery): string =>
  `${linkedAccountId} ${action} ${target}`;

/** What this rule of the setup would have made of a past call; null when it would not have looked. Pure. */
export const tryRule = (
  row: AutomationRow,
  past: PastCall,
  setup: Setup,
  context: Pick<ConductorContext, 'consoleUrl' | 'findAction' | 'now'> & { readonly turn: Turn },
): Tried | null => {
  const { id, current } = row;
  if (!couldWake(current, past)) return null;
  const asked = { trigger: triggerNamed(current.trigger).name, automationId: id };
  const { decisions, call, sends } = lookBack(past.call, asked, past, setup, context);
  const own = decisions.find(({ automationId }) => automationId === id);
  if (!own) return null;
  const plan = (snapshot: CallSnapshot, wanted: typeof sends, known: readonly Delivery[], at: Date) =>
    planDeliveries(
      { id: past.call.id, companyId: past.call.companyId, snapshot },
      wanted,
      [own],
      known,
      setup,
      context.findAction,
      at,
    ).deliveries;
  const wanted = sends.filter(({ automationId }) => automationId === id);
  const first = wanted.length > 0 ? plan(call, wanted, [], momentOf(current, past.call)) : [];
  // What had to wait while the call went on was looked at again when it ended.
  const waited = call.endedAt === null && first.some(({ state }) => state === 'SKIPPED');
  const ended = waited ? snapshotOf(past.call, past, setup, context.consoleUrl) : call;
  const later = waited
    ? plan(ended, [], first, momentOf({ ...current, trigger: 'CALL_ENDED' }, past.call))
    : [];
  const deliveries = first.map((one) =>
    one.state === 'SKIPPED' ? (later.find((next) => slotName(next) === slotName(one)) ?? one) : one,
  );
  const tooLate = (one: Delivery): string | null =>
    one.state === 'SKIPPED'
      ? null
      : eligibilityOf(one, context.findAction(one.integration, one.action), ended, setup, context.now());
  return {
    matched: own.matched,
    reason: own.reason,
    call,
    deliveries: deliveries.map((one) => ({ ...one, tooLate: tooLate(one) })),
  };
};
