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
  fragment ConnectionRow on Connection {
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
    connections(first: 100) { nodes { ...ConnectionRow } }
    viewer { account { id alertSettings alertConnection { id label state } } }
    changeCursor
  }
`);

export const connectMutation = graphql(`
  mutation ConnectIntegration($input: ConnectIntegrationInput!) {
    connectIntegration(input: $input) {
      connection { ...ConnectionRow }
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
      connection { ...ConnectionRow }
      renewed
      returnTo
      userErrors { code message field }
    }
  }
`);

export const disconnectMutation = graphql(`
  mutation DisconnectIntegration($id: ID!) {
    disconnectIntegration(input: { connectionId: $id }) {
      connection { ...ConnectionRow }
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
  mutation SetAlertConnection($input: SetAlertConnectionInput!) {
    setAlertConnection(input: $input) {
      account { id alertSettings alertConnection { id label state } }
      userErrors { code message field }
    }
  }
`);
