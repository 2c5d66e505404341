import { graphql } from '../../generated/index.ts';

graphql(`
  fragment CriterionDetail on ScoreCriterion {
    id
    name
    points
    filter
    filterText
    enabled
    company { id name }
  }
`);

export const scoreCriteriaQuery = graphql(`
  query ScoreCriteria {
    scoreCriteria(first: 100) { nodes { ...CriterionDetail } }
  }
`);

export const createCriterionMutation = graphql(`
  mutation CreateScoreCriterion($input: CreateScoreCriterionInput!) {
    createScoreCriterion(input: $input) {
      scoreCriterion { id }
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

export const updateCriterionMutation = graphql(`
  mutation UpdateScoreCriterion($input: UpdateScoreCriterionInput!) {
    updateScoreCriterion(input: $input) {
      scoreCriterion { id }
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

export const deleteCriterionMutation = graphql(`
  mutation DeleteScoreCriterion($id: ID!) {
    deleteScoreCriterion(input: { id: $id }) {
      deletedId
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

export const rescoreMutation = graphql(`
  mutation RescoreCalls {
    rescoreCalls(input: {}) {
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

/** The account's own things a condition may name. */
export const filterListsQuery = graphql(`
  query FilterLists {
    companies(first: 200) { nodes { id name } }
    trackers(first: 200) { nodes { id name } }
    tags(first: 200) { nodes { id name } }
    agents(first: 200) { nodes { id name } }
  }
`);
