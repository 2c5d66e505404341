import { graphql } from '../../../generated/index.ts';

graphql(`
  fragment ConversionRow on ConversionReportRow {
    linkedAccount { id label }
    action { id title importFile integration { id name } }
    target
    day
    sent
    accepted
    confirmed
    rejected { reason count }
    skipped { reason count }
    retracted
    waiting
    values { amount currency }
  }
`);

export const conversionReportQuery = graphql(`
  query ConversionReport($from: String!, $to: String!, $linkedAccountId: ID) {
    conversionReport(from: $from, to: $to, linkedAccountId: $linkedAccountId) { ...ConversionRow }
    changeCursor
  }
`);

export const deliveryMovedSubscription = graphql(`
  subscription DeliveryMoved($after: String) {
    deliveryChanged(after: $after) { cursor delivery { id } }
  }
`);

export const manualImportQuery = graphql(`
  query ManualImport($from: String!, $to: String!, $linkedAccountId: ID!, $actionId: String!, $after: String) {
    manualImport(from: $from, to: $to, linkedAccountId: $linkedAccountId, actionId: $actionId, after: $after) {
      fileName
      content
      next
    }
  }
`);
