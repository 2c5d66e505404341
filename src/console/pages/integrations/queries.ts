import { graphql } from '../../generated/index.ts';

graphql(`
  fragment IntegrationCard on Integration {
    id
    name
    description
    auth
    carrier
    actions { id title description fields { ...FormField } }
    settingsFields { ...FormField }
    secretFields { ...FormField }
  }
`);

graphql(`
  fragment LinkedAccountRow on LinkedAccount {
    id
    label
    externalId
    state
    reason
    settings
    createdAt
    health { state failures pausedUntil reason }
    integration { id name auth }
  }
`);

export const integrationsQuery = graphql(`
  query Integrations {
    integrations { ...IntegrationCard }
    linkedAccounts(first: 100) { nodes { ...LinkedAccountRow } }
    viewer { account { id alertSettings alertLinkedAccount { id label state } } }
    changeCursor
  }
`);

export const connectMutation = graphql(`
  mutation ConnectIntegration($input: ConnectIntegrationInput!) {
    connectIntegration(input: $input) {
      linkedAccount { ...LinkedAccountRow }
      authorizeUrl
      finishToken
      renewed
      userErrors { code message field }
    }
  }
`);

export const finishSignInMutation = graphql(`
  mutation FinishIntegrationSignIn($input: FinishIntegrationSignInInput!) {
    finishIntegrationSignIn(input: $input) {
      linkedAccount { ...LinkedAccountRow }
      renewed
      returnTo
      userErrors { code message field }
    }
  }
`);

export const disconnectMutation = graphql(`
  mutation DisconnectIntegration($id: ID!) {
    disconnectIntegration(input: { linkedAccountId: $id }) {
      linkedAccount { ...LinkedAccountRow }
      userErrors { code message field }
    }
  }
`);

export const setupTickSubscription = graphql(`
  subscription SetupTick($after: String) {
    changes(after: $after) { cursor kind }
  }
`);

export const setAlertMutation = graphql(`
  mutation SetAlertLinkedAccount($input: SetAlertLinkedAccountInput!) {
    setAlertLinkedAccount(input: $input) {
      account { id alertSettings alertLinkedAccount { id label state } }
      userErrors { code message field }
    }
  }
`);
