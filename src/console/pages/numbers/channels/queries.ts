import { graphql } from '../../../generated/index.ts';

export const updateChannelsMutation = graphql(`
  mutation UpdateChannels($input: UpdateCompanyInput!) {
    updateCompany(input: $input) {
      company { ...NumbersCompany }
      userErrors { code message field }
    }
  }
`);
