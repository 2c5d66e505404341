import { useQuery } from 'urql';
import { deliveryConnectionsQuery } from './queries.ts';

/** What deliveries can be asked for by: connections that have something to send. */
export const useConnectionChoices = (): readonly { readonly value: string; readonly label: string }[] => {
  const [{ data }] = useQuery({ query: deliveryConnectionsQuery });
  return (data?.connections.nodes ?? [])
    .filter(({ integration }) => integration.actions.length > 0)
    .map(({ id, label, integration }) => ({
      value: id,
      label: label.includes(integration.name) ? label : `${integration.name}: ${label}`,
    }));
};
