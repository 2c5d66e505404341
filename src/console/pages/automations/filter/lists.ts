import type { CustomFieldDetailFragment } from '../../../generated/graphql.ts';
import type { Choice, Filterable } from './call-fields.ts';

/** The account's own things a filter may name. */
export interface Lists {
  readonly trackers: readonly Choice[];
  readonly companies: readonly Choice[];
  readonly tags: readonly Choice[];
  readonly agents: readonly Choice[];
  readonly customFields: readonly CustomFieldDetailFragment[];
  /** What a call is, as the server says it. */
  readonly callFields: Filterable;
}

interface Named {
  readonly nodes: readonly { readonly id: string; readonly name: string }[];
}

interface Loaded {
  readonly trackers: Named;
  readonly companies: Named;
  readonly tags: Named;
  readonly agents: Named;
  readonly customFields: { readonly nodes: readonly CustomFieldDetailFragment[] };
}

const named = ({ nodes }: Named): Choice[] => nodes.map(({ id, name }) => ({ value: id, label: name }));

export const noLists = (callFields: Filterable): Lists => ({
  trackers: [],
  companies: [],
  tags: [],
  agents: [],
  customFields: [],
  callFields,
});

/** Fields of another company than the one whose calls are meant are left out. */
export const listsOf = (loaded: Loaded, companyId: string | null, callFields: Filterable): Lists => ({
  callFields,
  trackers: named(loaded.trackers),
  companies: named(loaded.companies),
  tags: named(loaded.tags),
  agents: named(loaded.agents),
  customFields: loaded.customFields.nodes.filter(
    ({ company }) => !company || !companyId || company.id === companyId,
  ),
});
