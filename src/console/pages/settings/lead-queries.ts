import { graphql } from '../../generated/index.ts';

graphql(`
  fragment TagDetail on Tag { id name color company { id name } }
`);

export const tagsQuery = graphql(`
  query Tags {
    tags(first: 200) { nodes { ...TagDetail } }
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

export const updateTagMutation = graphql(`
  mutation UpdateTag($input: UpdateTagInput!) {
    updateTag(input: $input) {
      tag { id }
      userErrors { code message field }
    }
  }
`);

export const deleteTagMutation = graphql(`
  mutation DeleteTag($id: ID!) {
    deleteTag(input: { id: $id }) {
      deletedId
      userErrors { code message field }
    }
  }
`);

graphql(`
  fragment AgentDetail on Agent { id name email active }
`);

export const agentsQuery = graphql(`
  query Agents {
    agents(first: 200) { nodes { ...AgentDetail } }
  }
`);

export const createAgentMutation = graphql(`
  mutation CreateAgent($input: CreateAgentInput!) {
    createAgent(input: $input) {
      agent { id }
      userErrors { code message field }
    }
  }
`);

export const updateAgentMutation = graphql(`
  mutation UpdateAgent($input: UpdateAgentInput!) {
    updateAgent(input: $input) {
      agent { id }
      userErrors { code message field }
    }
  }
`);

export const customFieldsQuery = graphql(`
  query CustomFields {
    customFields(first: 200) { nodes { ...CustomFieldDetail } }
  }
`);

export const createCustomFieldMutation = graphql(`
  mutation CreateCustomField($input: CreateCustomFieldInput!) {
    createCustomField(input: $input) {
      customField { id }
      userErrors { code message field }
    }
  }
`);

export const updateCustomFieldMutation = graphql(`
  mutation UpdateCustomField($input: UpdateCustomFieldInput!) {
    updateCustomField(input: $input) {
      customField { id }
      userErrors { code message field }
    }
  }
`);

export const archiveCustomFieldMutation = graphql(`
  mutation ArchiveCustomField($input: ArchiveCustomFieldInput!) {
    archiveCustomField(input: $input) {
      customField { id }
      userErrors { code message field }
    }
  }
`);
