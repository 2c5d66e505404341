import { graphql } from '../../generated/index.ts';

graphql(`
  fragment DeliveryRow on Delivery {
    ...DeliveryEntry
    call { id callerName callerNumber withheld caller { id name nationalFormat } }
  }
`);

export const deliveriesQuery = graphql(`
  query Deliveries($filter: DeliveryFilter, $after: String) {
    deliveries(filter: $filter, first: 40, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...DeliveryRow }
    }
    changeCursor
  }
`);

export const deliveryChangedSubscription = graphql(`
  subscription DeliveryRowChanged($after: String) {
    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }
  }
`);

export const deliveryLinkedAccountsQuery = graphql(`
  query DeliveryLinkedAccounts {
    linkedAccounts(first: 100) { nodes { id label integration { id name actions { id } } } }
  }
`);

export const replayMutation = graphql(`
  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {
    replayDeliveries(input: $input) {
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);
