import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useFeedStart } from '../../api/feed-start.ts';
import { useLive } from '../../api/live.ts';
import { useMay } from '../../api/viewer.tsx';
import type { ChangeKind, ConnectionRowFragment, IntegrationCardFragment } from '../../generated/graphql.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { Catalogue } from './catalogue.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';
import { integrationsQuery, setupTickSubscription } from './queries.ts';
import { SignInOutcome } from './sign-in-outcome.tsx';

interface Connecting {
  readonly integration: IntegrationCardFragment;
  /** Present when an existing connection is authorised anew. */
  readonly connection: ConnectionRowFragment | null;
}

/** Changes that show on this page: a setting, a grant that expired, a vendor that fell silent. */
const telling: readonly ChangeKind[] = ['SETUP_CHANGED', 'CONNECTION_CHANGED'];

export const IntegrationsPage = () => {
  const { admin } = useMay();
  const result = useQuery({ query: integrationsQuery });
  const [state, execute] = result;
  const again = (): void => execute({ requestPolicy: 'network-only' });
  const [connecting, setConnecting] = useState<Connecting | null>(null);
  // A grant that expires, or a consent given in another tab, shows without a reload.
  const after = useFeedStart(state.data);
  useLive(
    setupTickSubscription,
    { after },
    ({ changes }) => telling.includes(changes.kind) && again(),
    !state.data,
  );

  return (
    <>
      <PageHeader
        title="Integrations"
        hint="Where calls come from, and the systems that are told about them."
      />
      <Loaded result={result}>
        {(data) => (
          <>
            <SignInOutcome />
            <Panel title="Connected" flush mb="lg">
              {data.connections.nodes.length === 0 && (
                <Text size="sm" c="dimmed" px="md" pb="md">
                  Nothing is connected yet. Choose below what to connect first.
                </Text>
              )}
              {data.connections.nodes.map((connection) => {
                const integration = data.integrations.find(({ id }) => id === connection.integration.id);
                return (
                  <ConnectionRow
                    key={connection.id}
                    connection={connection}
                    changed={again}
                    reconnect={admin && integration ? () => setConnecting({ integration, connection }) : null}
                  />
                );
              })}
            </Panel>
            <AlertPanel data={data} changed={again} />
            <Title order={2} mb="sm">
              Catalogue
            </Title>
            <Catalogue
              integrations={data.integrations}
              connect={admin ? (integration) => setConnecting({ integration, connection: null }) : null}
            />
          </>
        )}
      </Loaded>
      {connecting && <ConnectDialog {...connecting} close={() => setConnecting(null)} connected={again} />}
    </>
  );
};
