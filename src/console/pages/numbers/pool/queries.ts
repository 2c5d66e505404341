import { graphql } from '../../../generated/index.ts';

export const poolForecastQuery = graphql(`
  query PoolForecast($tracker: ID!, $days: Int) {
    poolForecast(tracker: $tracker, days: $days) {
      from
      to
      visits
      present
      sufficient
      recommended
      peak
      callsPerVisit
      points { numbers served missed ambiguousCalls servedByErlang }
    }
  }
`);

graphql(`
  fragment PoolUseRow on PoolUse {
    numbers
    held
    resting
    free
  }
`);

export const poolUseQuery = graphql(`
  query PoolUses($companyId: ID!) {
    poolUse(companyId: $companyId) { tracker { id } ...PoolUseRow }
  }
`);
