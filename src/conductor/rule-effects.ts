import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { CustomValues } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import { uuidOf } from '../ids.ts';
import { microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';

type Value = readonly [micros: number | null, currency: string | null];
interface FromTo<Kind> {
  readonly from: Kind;
  readonly to: Kind;
}

/** What rules changed on a call when it ended, and what stood there before. Older calls lack the later fields. */
interface RuleEffects {
  readonly addedTagIds: readonly string[];
  readonly removedTagIds?: readonly string[];
  readonly leadStatus: FromTo<Call['leadStatus']> | null;
  readonly value: FromTo<Value> | null;
  readonly assigneeId?: FromTo<string | null> | null;
  readonly customValues?: Readonly<Record<string, FromTo<CustomValues[string] | null>>>;
  /** Rules that gave points. */
  readonly pointsBy?: readonly string[];
}

const worthOf = (call: Call): Value => [call.valueMicros, call.valueCurrency];
const same = (a: Value, b: Value): boolean => a[0] === b[0] && a[1] === b[1];
/** What stood there before, if what the rules put there still does; people have the last word. */
const back = <Kind>(now: Kind, effect: FromTo<Kind> | null | undefined): Kind =>
  effect && now === effect.to ? effect.from : now;

const withValue = (values: CustomValues, id: string, value: CustomValues[string] | null): CustomValues => {
  const { [id]: _, ...others } = values;
  return value === null ? others : { ...others, [id]: value };
};

/** The call as it stood before rules judged its end, with everything people did since. */
export const withoutEffects = (call: Call): Call => {
  const effects = call.ruleEffects as RuleEffects | null;
  if (!effects) return call;
  const worth = effects.value && same(worthOf(call), effects.value.to) ? effects.value.from : worthOf(call);
  const kept = call.tagIds.filter((id) => !effects.addedTagIds.includes(id));
  return {
    ...call,
    tagIds: [...new Set([...kept, ...(effects.removedTagIds ?? [])])],
    leadStatus: back(call.leadStatus, effects.leadStatus),
    valueMicros: worth[0],
    valueCurrency: worth[1],
    assigneeId: back(call.assigneeId, effects.assigneeId),
    customValues: Object.entries(effects.customValues ?? {}).reduce(
      (values, [id, effect]) => withValue(values, id, back(values[id] ?? null, effect)),
      call.customValues,
    ),
    scoreReasons:
      call.scoreReasons?.filter(({ automationId }) => !effects.pointsBy?.includes(automationId ?? '')) ??
      null,
    ruleEffects: null,
  };
};

const givers = ({ scoreReasons }: Call): readonly string[] =>
  (scoreReasons ?? []).flatMap(({ automationId }) => (automationId ? [automationId] : []));

const fromTo = <Kind>(from: Kind, to: Kind): FromTo<Kind> | null => (from === to ? null : { from, to });

export const effectsOf = (before: Call, after: Call): RuleEffects => {
  const ids = new Set([...Object.keys(before.customValues), ...Object.keys(after.customValues)]);
  const customs = [...ids].flatMap((id) => {
    const effect = fromTo(before.customValues[id] ?? null, after.customValues[id] ?? null);
    return effect ? [[id, effect] as const] : [];
  });
  return {
    addedTagIds: after.tagIds.filter((id) => !before.tagIds.includes(id)),
    removedTagIds: before.tagIds.filter((id) => !after.tagIds.includes(id)),
    leadStatus: fromTo(before.leadStatus, after.leadStatus),
    value: same(worthOf(before), worthOf(after)) ? null : { from: worthOf(before), to: worthOf(after) },
    assigneeId: fromTo(before.assigneeId, after.assigneeId),
    customValues: Object.fromEntries(customs),
    pointsBy: givers(after).filter((id) => !givers(before).includes(id)),
  };
};

/** The stored call with what rules did to its snapshot. */
export const withDecided = (base: Call, seen: CallSnapshot, decided: CallSnapshot, setup: Setup): Call => {
  if (seen === decided) return base;
  const changedFields = [...setup.customFields.values()].filter(
    ({ subject, key }) => subject === 'CALL' && seen.customFields[key] !== decided.customFields[key],
  );
  const { value, tagIds, leadStatus, assignee } = decided;
  return {
    ...base,
    tagIds: tagIds.map((id) => uuidOf('Tag', id)).filter((id) => id !== null),
    leadStatus,
    valueMicros: value ? microsOf(value.amount) : null,
    valueCurrency: value?.currency ?? null,
    assigneeId: assignee ? uuidOf('Agent', assignee.id) : null,
    customValues: changedFields.reduce(
      (values, { id, key }) => withValue(values, id, decided.customFields[key] ?? null),
      base.customValues,
    ),
  };
};
