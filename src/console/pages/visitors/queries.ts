import { graphql } from '../../generated/index.ts';

graphql(`
  fragment VisitorRow on Visitor {
    id
    name
    email
    company { id name }
    lastSeenAt
    visitCount
    lastTouch { source medium campaign landingPage }
    sessions(first: 1) {
      id
      channel
      device
      country
      leases { number { nationalFormat } current overflow }
    }
    calls { id }
  }
`);

export const visitorsQuery = graphql(`
  query Visitors($filter: VisitorFilter, $after: String) {
    visitors(filter: $filter, first: 40, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...VisitorRow }
    }
  }
`);

/** What a look again needs; counting everybody costs more than all the rest. */
export const newestVisitorsQuery = graphql(`
  query NewestVisitors($filter: VisitorFilter) {
    visitors(filter: $filter, first: 40) {
      nodes { ...VisitorRow }
    }
  }
`);

export const visitorCompaniesQuery = graphql(`
  query VisitorCompanies {
    companies(first: 100) { nodes { id name } }
  }
`);

graphql(`
  fragment VisitorTouch on Touch {
    at
    source
    medium
    campaign
    landingPage
  }
`);

graphql(`
  fragment VisitorVisit on WebSession {
    id
    startedAt
    lastSeenAt
    landingPage
    referrer
    source
    medium
    campaign
    keyword
    term
    content
    adGroup
    matchType
    channel
    channelReason
    adClicks { name clickId at }
    gaClientId
    gaSessionId
    device
    country
    consent { adUserData adPersonalization analytics }
    pages { at page }
    numberClicks { at number page }
    leases { number { number nationalFormat } tracker { id name } overflow current shownAt expiresAt }
    calls { id startedAt outcome status callerName callerNumber withheld caller { name nationalFormat } }
  }
`);

export const visitorQuery = graphql(`
  query Visitor($id: ID!) {
    visitor(id: $id) {
      id
      name
      email
      phone
      externalId
      company { id name timeZone }
      firstSeenAt
      lastSeenAt
      visitCount
      firstTouch { ...VisitorTouch }
      lastTouch { ...VisitorTouch }
      adClicks { name clickId at }
      calls {
        id
        startedAt
        status
        outcome
        callerName
        callerNumber
        withheld
        caller { name nationalFormat }
      }
      sessions { ...VisitorVisit }
    }
  }
`);
