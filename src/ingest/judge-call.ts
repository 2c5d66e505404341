import type { Action } from '../../integrations/kit/integration.ts';
import { type Decision, decide } from '../automation/decide.ts';
import type { Fired } from '../automation/triggers.ts';
import { type Call, type Caller, snapshotOf, type Visit } from '../calls/call.ts';
import { type Delivery, type KnownDelivery, planDeliveries } from '../delivery/plan.ts';
import { uuidOf } from '../ids.ts';
import { microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';

/** What rules changed on a call when it ended, and what stood there before. */
interface RuleEffects {
  readonly addedTagIds: readonly string[];
  readonly leadStatus: { readonly from: Call['leadStatus']; readonly to: Call['leadStatus'] } | null;
  readonly value: { readonly from: Value; readonly to: Value } | null;
}
type Value = readonly [micros: number | null, currency: string | null];

const worthOf = (call: Call): Value => [call.valueMicros, call.valueCurrency];
const same = (a: Value, b: Value): boolean => a[0] === b[0] && a[1] === b[1];

/** The call as it stood before rules judged its end, with everything people did since. */
const withoutEffects = (call: Call): Call => {
  const effects = call.ruleEffects as RuleEffects | null;
  if (!effects) return call;
  const back = effects.value && same(worthOf(call), effects.value.to) ? effects.value.from : worthOf(call);
  return {
    ...call,
    tagIds: call.tagIds.filter((id) => !effects.addedTagIds.includes(id)),
    leadStatus:
      effects.leadStatus && call.leadStatus === effects.leadStatus.to
        ? effects.leadStatus.from
        : call.leadStatus,
    valueMicros: back[0],
    valueCurrency: back[1],
    ruleEffects: null,
  };
};

const effectsOf = (before: Call, after: Call): RuleEffects => ({
  addedTagIds: after.tagIds.filter((id) => !before.tagIds.includes(id)),
  leadStatus:
    before.leadStatus === after.leadStatus ? null : { from: before.leadStatus, to: after.leadStatus },
  value: same(worthOf(before), worthOf(after)) ? null : { from: worthOf(before), to: worthOf(after) },
});

export interface JudgedCall {
  readonly call: Call;
  readonly decisions: readonly Decision[];
  readonly deliveries: readonly Delivery[];
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
}

/** Lets the rules that what happened wakes judge a call: the same for a carrier's callback and a person's edit. */
export const judgeCall = (
  changed: Call,
  fired: readonly Fired[],
  about: { readonly visit: Visit | null; readonly caller: Caller | null },
  known: readonly KnownDelivery[],
  setup: Setup,
  context: {
    readonly consoleUrl: string;
    readonly findAction: (integration: string, action: string) => Action | undefined;
    readonly now: Date;
  },
): JudgedCall => {
  const ended = fired.some(({ trigger }) => trigger === 'CALL_ENDED');
  const base = { ...(ended ? withoutEffects(changed) : changed), version: changed.version + 1 };
  const decided = decide(snapshotOf(base, about, setup, context.consoleUrl), fired, setup);
  const { tagIds, leadStatus, value } = decided.call;
  const after: Call = {
    ...base,
    tagIds: tagIds.map((id) => uuidOf('Tag', id)).filter((id) => id !== null),
    leadStatus,
    valueMicros: value ? microsOf(value.amount) : null,
    valueCurrency: value?.currency ?? null,
  };
  const call = ended ? { ...after, ruleEffects: effectsOf(base, after) } : after;
  const plan = planDeliveries(
    { id: call.id, snapshot: decided.call },
    decided.sends,
    decided.decisions,
    known,
    setup,
    context.findAction,
    context.now,
  );
  return { call, decisions: decided.decisions, ...plan };
};
