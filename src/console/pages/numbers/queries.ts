import { graphql } from '../../generated/index.ts';

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
    swapNumbers
    fallbackNumber
    leaseSeconds
    active
    company { id }
    numbers { id number nationalFormat }
  }
`);

export const numbersQuery = graphql(`
  query Numbers {
    companies(first: 100) { nodes { id name publicKey origins consentRequired } }
    trackers(first: 100) { totalCount nodes { ...TrackerRow } }
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
