import { graphql } from '../../generated/index.ts';

export const automationsQuery = graphql(`
  query Automations($after: String) {
    automations(first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        name
        enabled
        version
        triggerText
        filterText
        company { id name }
        actions { kind title linkedAccount { id label state } }
      }
    }
  }
`);

graphql(`
  fragment AutomationDetail on Automation {
    id
    name
    enabled
    version
    trigger
    triggerSettings { given }
    filter
    company { id name }
    actions { kind title settings linkedAccount { id } }
    versions {
      version
      triggerText
      filterText
      actions { kind title }
      difference
      author { name }
      createdAt
    }
  }
`);

export const automationQuery = graphql(`
  query Automation($id: ID!) {
    automation(id: $id) { ...AutomationDetail }
  }
`);

/** What an automation may name: the account's own things and what its linked accounts can do. */
export const automationChoicesQuery = graphql(`
  query AutomationChoices {
    automationTriggers { name label description fields { ...FormField } }
    automationActions { name label group description settings fields { ...FormField } }
    companies(first: 100) { nodes { id name currency } }
    trackers(first: 100) { nodes { id name } }
    tags(first: 100) { nodes { id name } }
    agents(first: 100) { nodes { id name active } }
    linkedAccounts(first: 100) {
      nodes {
        id
        label
        state
        integration {
          id
          name
          actions { id title description fields { ...FormField } }
        }
      }
    }
  }
`);

export const createAutomationMutation = graphql(`
  mutation CreateAutomation($input: CreateAutomationInput!) {
    createAutomation(input: $input) {
      automation { ...AutomationDetail }
      userErrors { code message field }
    }
  }
`);

export const updateAutomationMutation = graphql(`
  mutation UpdateAutomation($input: UpdateAutomationInput!) {
    updateAutomation(input: $input) {
      automation { ...AutomationDetail }
      userErrors { code message field }
    }
  }
`);
