import { graphql } from '../../generated/index.ts';

graphql(`
  fragment CompanyDetail on Company {
    id
    name
    timeZone
    currency
    country
    origins
    consentRequired
    recordCalls
    recordingNotice
    language
    voicemailGreeting
    testNumbers
    createdAt
  }
`);

export const companiesQuery = graphql(`
  query Companies {
    companies(first: 200) { nodes { ...CompanyDetail } }
  }
`);

/** What callers can be spoken to in. */
export const voicesQuery = graphql(`
  query Voices {
    integrations { id languages }
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

export const updateCompanyMutation = graphql(`
  mutation UpdateCompany($input: UpdateCompanyInput!) {
    updateCompany(input: $input) {
      company { id }
      userErrors { code message field }
    }
  }
`);

/** Whose something may be, when it is not for every company. */
export const companyNamesQuery = graphql(`
  query CompanyNames {
    companies(first: 200) { nodes { id name } }
  }
`);

export const apiKeysQuery = graphql(`
  query ApiKeys {
    apiKeys(first: 100) { nodes { id name prefix scopes companies { id name } createdAt revokedAt } }
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
        node { at kind detail actor { kind name } }
      }
    }
  }
`);
