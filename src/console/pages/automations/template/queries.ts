import { graphql } from '../../../generated/index.ts';

/** Each field as it would be sent for a call, and whether the call would be sent at all. */
export const actionPreviewQuery = graphql(`
  query ActionPreview($callId: ID!, $linkedAccountId: ID!, $action: String!, $settings: JSONObject!) {
    templatePreview(
      input: { callId: $callId, linkedAccountId: $linkedAccountId, action: $action, settings: $settings }
    ) {
      name
      value
      error
    }
    deliveryEligibility(
      callId: $callId
      linkedAccountId: $linkedAccountId
      action: $action
      settings: $settings
    ) {
      eligible
      reason
      delivery { id state }
    }
  }
`);

export const previewCallsQuery = graphql(`
  query PreviewCalls($filter: CallFilter) {
    calls(filter: $filter, first: 20) {
      nodes { ...BriefCall }
    }
  }
`);
