import type { Choice, Filterable } from './call-fields.ts';

/** The account's own things a filter may name. */
export interface Lists {
  readonly trackers: readonly Choice[];
  readonly companies: readonly Choice[];
  readonly tags: readonly Choice[];
  readonly agents: readonly Choice[];
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
}

const named = ({ nodes }: Named): Choice[] => nodes.map(({ id, name }) => ({ value: id, label: name }));

export const noLists = (callFields: Filterable): Lists => ({
  trackers: [],
  companies: [],
  tags: [],
  agents: [],
  callFields,
});

/** Fields of another company than the one whose calls are meant are left out. */
export const listsOf = (loaded: Loaded, companyId: string | null, callFields: Filterable): Lists => ({
  callFields: callFields.filter(
    ({ customField }) => !customField?.company || !companyId || customField.company.id === companyId,
  ),
  trackers: named(loaded.trackers),
  companies: named(loaded.companies),
  tags: named(loaded.tags),
  agents: named(loaded.agents),
});
