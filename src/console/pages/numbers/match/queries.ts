import { graphql } from '../../../generated/index.ts';

graphql(`
  fragment VisitMatch on TrackerMatch {
    source
    medium
    campaign
    channel
    channelReason
    numbers { number tracker { id name kind numbers { id nationalFormat } } }
    considered { tracker { id name kind } level fits reason }
  }
`);

export const trackerMatchQuery = graphql(`
  query TrackerMatch($url: String!, $referrer: String, $companyId: ID!) {
    trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) { ...VisitMatch }
  }
`);
