import { useQuery } from 'urql';
import { graphql } from '../generated/index.ts';

const leadChoicesQuery = graphql(`
  query LeadChoices {
    agents(first: 200) { nodes { id name active } }
    customFields(first: 200) { nodes { ...CustomFieldDetail } }
  }
`);

/** Who leads are given to, and what is written down about them. Empty until it has loaded. */
export const useLeadChoices = () => {
  const [{ data }] = useQuery({ query: leadChoicesQuery });
  return { agents: data?.agents.nodes ?? [], customFields: data?.customFields.nodes ?? [] };
};

/** Those who take new leads, and whoever has this one already. */
export const agentChoices = (
  agents: readonly { readonly id: string; readonly name: string; readonly active: boolean }[],
  current: { readonly id: string; readonly name: string } | null | undefined,
): { value: string; label: string }[] => {
  const offered = agents.filter(({ id, active }) => active && id !== current?.id);
  return [...(current ? [current] : []), ...offered].map(({ id, name }) => ({ value: id, label: name }));
};
