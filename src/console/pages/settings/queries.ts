import { graphql } from '../../generated/index.ts';

export const companiesQuery = graphql(`
  query Companies {
    companies(first: 100) {
      nodes {
        id
        name
        timeZone
        currency
        country
        origins
        consentRequired
        recordCalls
        recordingNotice
        createdAt
      }
    }
  }
`);

export const createCompanyMutation = graphql(`
  mutation CreateCompany($input: CreateCompanyInput!) {
    createCompany(input: $input) {
      company { id }
      userErrors { code message field }
    }
  }
`);

export const tagsQuery = graphql(`
  query Tags {
    tags(first: 100) { nodes { id name color createdAt } }
  }
`);

export const createTagMutation = graphql(`
  mutation CreateTag($input: CreateTagInput!) {
    createTag(input: $input) {
      tag { id }
      userErrors { code message field }
    }
  }
`);

export const apiKeysQuery = graphql(`
  query ApiKeys {
    apiKeys(first: 100) { nodes { id name prefix scopes createdAt revokedAt } }
  }
`);

export const createApiKeyMutation = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      apiKey { id }
      key
      userErrors { code message field }
    }
  }
`);

export const revokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(input: { id: $id }) {
      apiKey { id revokedAt }
      userErrors { code message field }
    }
  }
`);

export const unmatchedEventsQuery = graphql(`
  query UnmatchedEvents($after: String) {
    unmatchedEvents(first: 30, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node { carrier callback receivedAt state reason params }
      }
    }
  }
`);

export const auditEntriesQuery = graphql(`
  query AuditEntries($after: String) {
    auditEntries(first: 30, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node { at kind detail }
      }
    }
  }
`);
