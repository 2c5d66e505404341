import { isDeepStrictEqual } from 'node:util';
import type { leadHistory } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import { amountOf } from '../money.ts';
import { type Actor, nobody, type StoredActor, storedActor } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';

export type LeadHistoryRow = JsonRow<typeof leadHistory>;

type Lead = Pick<
  Call,
  'leadStatus' | 'valueMicros' | 'valueCurrency' | 'assigneeId' | 'score' | 'tagIds' | 'customValues'
>;

const worth = ({ valueMicros, valueCurrency }: Lead): string | null =>
  valueMicros === null ? null : `${amountOf(valueMicros)} ${valueCurrency ?? ''}`.trim();

const tagsOf = ({ tagIds }: Lead, setup: Setup): string | null =>
  tagIds
    .map((id) => setup.tags.get(id)?.name)
    .filter((name) => name !== undefined)
    .sort()
    .join(', ') || null;

/** A value of a custom field as a person reads it. */
export const valueText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/** Each field of the lead in words, by the name its history has. */
const inWords = (lead: Lead, setup: Setup): ReadonlyMap<string, string> => {
  const words: readonly (readonly [string, string | null])[] = [
    ['leadStatus', lead.leadStatus],
    ['value', worth(lead)],
    ['assignee', lead.assigneeId && (setup.agents.get(lead.assigneeId)?.name ?? 'Somebody who is gone')],
    ['score', lead.score === null ? null : String(lead.score)],
    ['tags', tagsOf(lead, setup)],
    ...Object.entries(lead.customValues).map(
      ([id, value]) => [`custom:${setup.customFields.get(id)?.key ?? id}`, valueText(value)] as const,
    ),
  ];
  return new Map(words.filter((entry): entry is readonly [string, string] => entry[1] !== null));
};

/** The rule that had the last word about a field; tags are written one by one. */
const writerOf = (
  field: string,
  meant: Lead,
  after: Lead,
  writers: ReadonlyMap<string, string>,
): string | null => {
  if (field !== 'tags') return writers.get(field) ?? null;
  const moved = [...meant.tagIds, ...after.tagIds].filter(
    (id) => meant.tagIds.includes(id) !== after.tagIds.includes(id),
  );
  return moved.map((id) => writers.get(`tag ${id}`)).findLast((rule) => rule !== undefined) ?? null;
};

const ruleActor = (rule: string | null): StoredActor =>
  rule === null ? nobody : { actorKind: 'RULE', actorId: rule };

/** Most callbacks of a carrier change nothing about the lead; putting it in words for them would cost each one. */
const sameLead = (a: Lead, b: Lead): boolean =>
  a.leadStatus === b.leadStatus &&
  a.valueMicros === b.valueMicros &&
  a.valueCurrency === b.valueCurrency &&
  a.assigneeId === b.assigneeId &&
  a.score === b.score &&
  isDeepStrictEqual(a.tagIds, b.tagIds) &&
  isDeepStrictEqual(a.customValues, b.customValues);

/**
 * What one version of a call changed about its lead, a row for each field. What a rule changed last is the
 * rule's (`writers`, as `decide` names them); what the edit itself changed is its author's; the rest, like
 * a score, follows from the call.
 */
export const historyOf = (
  { before, edited, after }: { readonly before: Lead; readonly edited: Lead; readonly after: Call },
  by: { readonly actor: Actor | null; readonly writers: ReadonlyMap<string, string> },
  setup: Setup,
  at: string,
): readonly LeadHistoryRow[] => {
  if (sameLead(before, after)) return [];
  const was = inWords(before, setup);
  const meant = inWords(edited, setup);
  const is = inWords(after, setup);
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names]
    .filter((name) => was.get(name) !== is.get(name))
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
          ? ruleActor(writerOf(field, edited, after, by.writers))
          : own && by.actor
            ? storedActor(by.actor)
            : nobody),
        at,
      };
    });
};
