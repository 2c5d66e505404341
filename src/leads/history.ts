import type { leadHistory } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import { type Actor, nobody, type StoredActor, storedActor } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import type { Part } from './parts/part.ts';
import { changesBetween, isUntouched, type Place, parts, placeOf } from './parts/parts.ts';

export type LeadHistoryRow = JsonRow<typeof leadHistory>;

/** One edit of a call: as it was stored, as somebody wants it, and as the rules left it. */
interface Versions {
  readonly before: Call;
  readonly edited: Call;
  readonly after: Call;
}

/** By whom: the one who edited, and by place the rule (UUID) that had the last word. */
interface Writers {
  readonly actor: Actor | null;
  readonly writers: ReadonlyMap<Place, string>;
}

/** The rule that had the last word about a field: about the part as a whole, or about the last place of it. */
const writerOf = (
  part: Part,
  field: string,
  { edited, after }: Versions,
  { writers }: Writers,
  setup: Setup,
): string | null => {
  const places = changesBetween(edited, after, [part])
    .filter(({ which }) => part.field(which, setup) === field)
    .map(({ which }) => placeOf(part, which));
  const rules = [...places, placeOf(part)].map((place) => writers.get(place));
  return rules.findLast((rule) => rule !== undefined) ?? null;
};

const ruleActor = (rule: string | null): StoredActor =>
  rule === null ? nobody : { actorKind: 'RULE', actorId: rule };

const personActor = ({ actor }: Writers): StoredActor => (actor ? storedActor(actor) : nobody);

/**
 * What one version of a call changed about its lead, a row for each field. What a rule changed last is the
 * rule's; what the edit itself changed is its author's; the rest, like a score, follows from the call.
 */
export const historyOf = (
  versions: Versions,
  by: Writers,
  setup: Setup,
  at: string,
): readonly LeadHistoryRow[] => {
  const { before, edited, after } = versions;
  return parts
    .filter((part) => !isUntouched(part, before, after))
    .flatMap((part) => {
      const was = part.told(before, setup);
      const meant = part.told(edited, setup);
      const is = part.told(after, setup);
      return [...new Set([...was.keys(), ...is.keys()])]
        .filter((field) => was.get(field) !== is.get(field))
        .map((field) => {
          const ruled = meant.get(field) !== is.get(field);
          const own = was.get(field) !== meant.get(field);
          return {
            accountId: after.accountId,
            companyId: after.companyId,
            callId: after.id,
            callVersion: after.version,
            field,
            before: was.get(field) ?? null,
            after: is.get(field) ?? null,
            ...(ruled
              ? ruleActor(writerOf(part, field, versions, by, setup))
              : own
                ? personActor(by)
                : nobody),
            at,
          };
        });
    });
};
