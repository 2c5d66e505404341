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
    newest: calls(first: 1) {
      nodes { id timeline { cursor } }
    }
  }
`);

export const deliveryChangedSubscription = graphql(`
  subscription DeliveryRowChanged($after: String) {
    deliveryChanged(after: $after) { cursor delivery { ...DeliveryRow } }
  }
`);
