import { Center, Container } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Provider, useQuery } from 'urql';
import { CallFieldsProvider } from '../api/call-fields.tsx';
import { connect } from '../api/client.ts';
import { LinkContext } from '../api/link.ts';
import { signOut } from '../api/session.ts';
import { ViewerProvider } from '../api/viewer.tsx';
import { graphql } from '../generated/index.ts';
import { Problem } from '../parts/outcomes.tsx';
import { Mark } from './mark.tsx';
import { Splash } from './splash.tsx';

const viewerQuery = graphql(`
  query Viewer {
    viewer {
      account { id name }
      apiKey { id name prefix scopes companies { id name } }
    }
    callFields { ...CallFieldDetail }
    callMetrics { ...CallMetricDetail }
  }
`);

/** An account's first field is in no answer yet that its making could make stale. */
const withOwnFields = { additionalTypenames: ['CustomField'] };

const refused = (): void =>
  signOut('The server does not accept this key. It may be mistyped or revoked; paste another one.');

const Greeted = ({ children }: { children: ReactNode }) => {
  const [{ data, error }, again] = useQuery({ query: viewerQuery, context: withOwnFields });
  const callFields = useMemo(() => data && { fields: data.callFields, metrics: data.callMetrics }, [data]);
  if (data && callFields)
    return (
      <ViewerProvider viewer={data.viewer}>
        <CallFieldsProvider value={callFields}>{children}</CallFieldsProvider>
      </ViewerProvider>
    );
  if (!error) return <Splash />;
  return (
    <Center mih="100dvh">
      <Container size="xs">
        <Center mb="lg">
          <Mark />
        </Center>
        <Problem error={error} again={() => again({ requestPolicy: 'network-only' })} />
      </Container>
    </Center>
  );
};

/** The signed-in part of the console, with one HTTP client and one socket for the key. */
export const Connected = ({ apiKey, children }: { apiKey: string; children: ReactNode }) => {
  const [connection, setConnection] = useState<ReturnType<typeof connect> | null>(null);
  useEffect(() => {
    const opened = connect(apiKey, refused);
    setConnection(opened);
    return () => void opened.close();
  }, [apiKey]);
  if (!connection) return <Splash />;
  return (
    <Provider value={connection.client}>
      <LinkContext value={connection.link}>
        <Greeted>{children}</Greeted>
      </LinkContext>
    </Provider>
  );
};
