import { graphql } from '../../../generated/index.ts';

graphql(`
  fragment TrackerRow on Tracker {
    id
    kind
    name
    destination
    whisper
    ringSeconds
    voicemail
    source
    medium
    campaign
    landingParameter
    referrerHosts
    referrerGroup
    isDefault
    swapNumbers
    fallbackNumber
    leaseSeconds
    graceSeconds
    cooldownSeconds
    localNumbers
    active
    company { id }
    numbers { id number nationalFormat target }
  }
`);

export const trackersQuery = graphql(`
  query Trackers($companyId: ID!) {
    trackers(companyId: $companyId, first: 200) { totalCount nodes { ...TrackerRow } }
  }
`);

export const createTrackerMutation = graphql(`
  mutation CreateTracker($input: CreateTrackerInput!) {
    createTracker(input: $input) {
      tracker { ...TrackerRow }
      userErrors { code message field }
    }
  }
`);

export const updateTrackerMutation = graphql(`
  mutation UpdateTracker($input: UpdateTrackerInput!) {
    updateTracker(input: $input) {
      tracker { ...TrackerRow }
      userErrors { code message field }
    }
  }
`);
