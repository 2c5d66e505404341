import { graphql } from '../../../generated/index.ts';

graphql(`
  fragment TriedDelivery on DryRunDelivery {
    linkedAccount { id label }
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
    targets { count linkedAccount { id label } action { id title integration { id name } } }
    skipped { reason count }
    tooLate { reason count }
    samples { reason call { ...BriefCall } deliveries { ...TriedDelivery } }
    unmatched { reason call { ...BriefCall } }
    added { count calls { ...BriefCall } }
    removed { count calls { ...BriefCall } }
    changed { count calls { ...BriefCall } }
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
