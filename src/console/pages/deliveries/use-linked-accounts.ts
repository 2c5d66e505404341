import { useQuery } from 'urql';
import { deliveryLinkedAccountsQuery } from './queries.ts';

/** What deliveries can be asked for by: linked accounts that have something to send. */
export const useLinkedAccountChoices = (): readonly { readonly value: string; readonly label: string }[] => {
  const [{ data }] = useQuery({ query: deliveryLinkedAccountsQuery });
  return (data?.linkedAccounts.nodes ?? [])
    .filter(({ integration }) => integration.actions.length > 0)
    .map(({ id, label, integration }) => ({
      value: id,
      label: label.includes(integration.name) ? label : `${integration.name}: ${label}`,
    }));
};
