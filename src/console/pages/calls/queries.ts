import { graphql } from '../../generated/index.ts';

graphql(`
  fragment CallRow on Call {
    id
    version
    status
    outcome
    startedAt
    ringAt
    answeredAt
    durationSeconds
    talkSeconds
    company { id name timeZone }
    caller { id nationalFormat name }
    callerNumber
    callerName
    withheld
    firstTime
    city
    region
    trackingNumber
    number { id nationalFormat }
    tracker { id name }
    source
    medium
    campaign
    attribution { confidence reason }
    tags { id name color }
    test
    score
    assignee { id name }
    customFields { field { id key kind } text }
    leadStatus
    value { amount currency }
    recording { seconds voicemail }
    deliveries { id state action { id title } }
  }
`);

export const callsQuery = graphql(`
  query Calls($filter: CallFilter, $after: String) {
    calls(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }, first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...CallRow }
    }
    changeCursor
  }
`);

export const callChangedSubscription = graphql(`
  subscription CallRowChanged($filter: CallFilter, $after: String) {
    callChanged(filter: $filter, after: $after) {
      cursor
      kind
      call { ...CallRow }
    }
  }
`);

export const deliveryDotChangedSubscription = graphql(`
  subscription DeliveryDotChanged($after: String) {
    deliveryChanged(after: $after) {
      cursor
      delivery { id state action { id title } call { id } }
    }
  }
`);

export const filterOptionsQuery = graphql(`
  query FilterOptions {
    trackers(first: 100) { nodes { id name company { id } } }
    tags(first: 200) { nodes { id name color } }
    companies(first: 100) { nodes { id name } }
    callReport(groupBy: [SOURCE], metrics: [CALLS], timeZone: "UTC") {
      rows { groups { value label } }
    }
  }
`);

export const figuresQuery = graphql(`
  query Figures($today: CallFilter!, $before: CallFilter!, $timeZone: String!) {
    today: callReport(
      filter: $today
      groupBy: [OUTCOME]
      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]
      timeZone: $timeZone
    ) {
      totals { metric value }
    }
    before: callReport(
      filter: $before
      groupBy: [OUTCOME]
      metrics: [CALLS, ANSWERED, MISSED, FIRST_TIME, AVERAGE_TALK_SECONDS]
      timeZone: $timeZone
    ) {
      totals { metric value }
    }
  }
`);

export const tagManyMutation = graphql(`
  mutation TagMany($input: TagCallsInput!) {
    tagCalls(input: $input) {
      calls { id version }
      userErrors { code message field }
    }
  }
`);

export const untagManyMutation = graphql(`
  mutation UntagMany($input: UntagCallsInput!) {
    untagCalls(input: $input) {
      calls { id version }
      userErrors { code message field }
    }
  }
`);

export const tagFoundMutation = graphql(`
  mutation TagFound($input: TagCallsByFilterInput!) {
    tagCallsByFilter(input: $input) {
      found
      changed
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);
