import { graphql } from '../../generated/index.ts';

export const deliveryRow = graphql(`
  fragment DeliveryRow on Delivery {
    ...DeliveryEntry
    call { id callerName callerNumber withheld caller { id name nationalFormat } }
  }
`);

export const deliveriesQuery = graphql(`
  query Deliveries($filter: DeliveryFilter, $first: Int!, $after: String) {
    deliveries(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...DeliveryRow }
    }
  }
`);

export const deliveryChangedSubscription = graphql(`
  subscription DeliveryRowChanged {
    deliveryChanged { cursor delivery { ...DeliveryRow } }
  }
`);
