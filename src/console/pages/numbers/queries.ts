import { graphql } from '../../generated/index.ts';

graphql(`
  fragment NumbersCompany on Company {
    id
    name
    publicKey
    origins
    consentRequired
    channelRules { host source medium }
  }
`);

export const numbersCompaniesQuery = graphql(`
  query NumbersCompanies {
    companies(first: 200) { nodes { ...NumbersCompany } }
  }
`);
