import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useFeedStart } from '../../api/feed-start.ts';
import { useLive } from '../../api/live.ts';
import { useMay } from '../../api/viewer.tsx';
import type {
  ChangeKind,
  IntegrationCardFragment,
  LinkedAccountRowFragment,
} from '../../generated/graphql.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { Catalogue } from './catalogue.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { LinkedAccountRow } from './linked-account-row.tsx';
import { integrationsQuery, setupTickSubscription } from './queries.ts';
import { SignInOutcome } from './sign-in-outcome.tsx';

interface Connecting {
  readonly integration: IntegrationCardFragment;
  /** Present when an existing linked account is authorised anew. */
  readonly linkedAccount: LinkedAccountRowFragment | null;
}

/** Changes that show on this page: a setting, a grant that expired, a vendor that fell silent. */
const telling: readonly ChangeKind[] = ['SETUP_CHANGED', 'LINKED_ACCOUNT_CHANGED'];

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
              {data.linkedAccounts.nodes.length === 0 && (
                <Text size="sm" c="dimmed" px="md" pb="md">
                  Nothing is connected yet. Choose below what to connect first.
                </Text>
              )}
              {data.linkedAccounts.nodes.map((linkedAccount) => {
                const integration = data.integrations.find(({ id }) => id === linkedAccount.integration.id);
                return (
                  <LinkedAccountRow
                    key={linkedAccount.id}
                    linkedAccount={linkedAccount}
                    changed={again}
                    reconnect={
                      admin && integration ? () => setConnecting({ integration, linkedAccount }) : null
                    }
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
              connect={admin ? (integration) => setConnecting({ integration, linkedAccount: null }) : null}
            />
          </>
        )}
      </Loaded>
      {connecting && <ConnectDialog {...connecting} close={() => setConnecting(null)} connected={again} />}
    </>
  );
};
