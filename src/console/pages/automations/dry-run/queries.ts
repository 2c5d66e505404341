import { graphql } from '../../../generated/index.ts';

graphql(`
  fragment TriedCall on Call {
    id
    startedAt
    callerName
    callerNumber
    withheld
    source
    medium
    caller { id name nationalFormat }
  }
`);

graphql(`
  fragment TriedDelivery on DryRunDelivery {
    connection { id label }
    action { id title integration { id name } }
    skipped
    request
  }
`);

graphql(`
  fragment DryRunFindings on DryRun {
    woken
    matched
    sent
    against
    targets { count connection { id label } action { id title integration { id name } } }
    skipped { reason count }
    tooLate { reason count }
    samples { reason call { ...TriedCall } deliveries { ...TriedDelivery } }
    unmatched { reason call { ...TriedCall } }
    added { count calls { ...TriedCall } }
    removed { count calls { ...TriedCall } }
    changed { count calls { ...TriedCall } }
  }
`);

export const dryRunMutation = graphql(`
  mutation StartDryRun($input: AutomationDryRunInput!) {
    automationDryRun(input: $input) {
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

export const dryRunResultQuery = graphql(`
  query DryRunResult($id: ID!) {
    run(id: $id) { id dryRun { ...DryRunFindings } }
  }
`);

export const backfillMutation = graphql(`
  mutation Backfill($input: BackfillAutomationInput!) {
    backfillAutomation(input: $input) {
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);
