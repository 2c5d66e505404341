import { graphql } from '../../generated/index.ts';

export const callQuery = graphql(`
  query Call($id: ID!) {
    call(id: $id) {
      id
      version
      direction
      status
      outcome
      startedAt
      ringAt
      answeredAt
      endedAt
      ringSeconds
      talkSeconds
      durationSeconds
      company { id name timeZone currency }
      caller {
        id
        nationalFormat
        name
        email
        country
        region
        city
        firstCallAt
        callCount
        customFields { ...CustomValue }
      }
      callerNumber
      callerName
      withheld
      firstTime
      country
      region
      city
      trackingNumber
      number { id nationalFormat }
      tracker { id name kind }
      destination
      source
      medium
      campaign
      keyword
      landingPage
      referrer
      ...CallOrigin
      session { ...Visit visitor { id } }
      tags { id name color }
      leadStatus
      value { amount currency }
      ...CallLead
      recording { url seconds voicemail }
      legs { key destination status endReason ringAt answerAt endAt talkSeconds }
      decisions { automation { id name } automationVersion callVersion trigger triggerText matched reason at }
      deliveries { ...DeliveryEntry }
      timeline { at kind text cursor }
    }
    changeCursor
  }
`);

export const callTickSubscription = graphql(`
  subscription CallTick($after: String) {
    callChanged(after: $after) { cursor call { id } }
  }
`);

export const deliveryTickSubscription = graphql(`
  subscription DeliveryTick($after: String) {
    deliveryChanged(after: $after) { cursor delivery { id call { id } } }
  }
`);

export const tagCallMutation = graphql(`
  mutation TagCall($input: TagCallsInput!) {
    tagCalls(input: $input) {
      calls { id version tags { id name color } }
      userErrors { code message field }
    }
  }
`);

export const untagCallMutation = graphql(`
  mutation UntagCall($input: UntagCallsInput!) {
    untagCalls(input: $input) {
      calls { id version tags { id name color } }
      userErrors { code message field }
    }
  }
`);

export const tagChoicesQuery = graphql(`
  query TagChoices {
    tags(first: 200) { nodes { id name color company { id } } }
  }
`);
