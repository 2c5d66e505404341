import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Call } from '../calls/call.ts';
import { changesBetween, changesSeen, type Place, placeOf, replaced } from '../leads/parts/parts.ts';
import type { Setup } from '../setup/setup.ts';

interface FromTo {
  readonly from: unknown;
  readonly to: unknown;
}

/** What rules changed on a call when it ended, by place, and what stood there before. */
type RuleEffects = Readonly<Record<Place, FromTo>>;

type Worth = readonly [micros: number | null, currency: string | null];

/** How effects were stored before every part of a call had places. */
interface OlderEffects {
  readonly addedTagIds: readonly string[];
  readonly removedTagIds?: readonly string[];
  readonly leadStatus: FromTo | null;
  readonly value: { readonly from: Worth; readonly to: Worth } | null;
  readonly assigneeId?: FromTo | null;
  readonly customValues?: Readonly<Record<string, FromTo>>;
  /** Rules that gave points. */
  readonly pointsBy?: readonly string[];
}

const worthOf = ([micros, currency]: Worth) => (micros === null ? null : { micros, currency });

const inPlaces = (older: OlderEffects): RuleEffects => {
  const { leadStatus, value, assigneeId, customValues = {} } = older;
  return Object.fromEntries([
    ...older.addedTagIds.map((id) => [`tags:${id}`, { from: null, to: true }] as const),
    ...(older.removedTagIds ?? []).map((id) => [`tags:${id}`, { from: true, to: null }] as const),
    ...(leadStatus ? [['leadStatus', leadStatus] as const] : []),
    ...(value ? [['value', { from: worthOf(value.from), to: worthOf(value.to) }] as const] : []),
    ...(assigneeId ? [['assignee', assigneeId] as const] : []),
    ...Object.entries(customValues).map(([id, effect]) => [`custom:${id}`, effect] as const),
    ...(older.pointsBy ?? []).map((id) => [`score:${id}`, { from: null, to: true }] as const),
  ]);
};

/** The call as it stood before rules judged its end, with everything people did since. */
export const withoutEffects = (call: Call): Call => {
  const stored = call.ruleEffects as RuleEffects | OlderEffects | null;
  if (!stored) return call;
  const effects = 'addedTagIds' in stored ? inPlaces(stored as OlderEffects) : (stored as RuleEffects);
  const before = Object.entries(effects).reduce(
    (now, [place, { from, to }]) => replaced(now, place, to, from),
    call,
  );
  return { ...before, ruleEffects: null };
};

export const effectsOf = (before: Call, after: Call): RuleEffects =>
  Object.fromEntries(
    changesBetween(before, after).map(({ part, which, from, to }) => [placeOf(part, which), { from, to }]),
  );

/** The stored call with what rules did to its snapshot. */
export const withDecided = (base: Call, seen: CallSnapshot, decided: CallSnapshot, setup: Setup): Call =>
  seen === decided
    ? base
    : changesSeen(seen, decided, setup).reduce(
        (call, { part, which, to }) => part.put(call, which, to),
        base,
      );
