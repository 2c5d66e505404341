import { Button, Group, Stack, Text } from '@mantine/core';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { ConnectionRowFragment } from '../../generated/graphql.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { connectionLooks } from '../../parts/states.ts';
import { When } from '../../parts/when.tsx';
import { HealthBadge, HealthFacts } from './health.tsx';
import { disconnectMutation } from './queries.ts';

/** The health of an active connection says the same with more about it. */
const isToldByHealth = ({ state, reason, health }: ConnectionRowFragment): boolean =>
  state === 'ACTIVE' && reason === health.reason;

const Disconnect = ({ connection, done }: { connection: ConnectionRowFragment; done: () => void }) => {
  const { save } = useSave(disconnectMutation, (data) => data.disconnectIntegration);
  const act = async (): Promise<string | null> => {
    return failureOf(await save({ id: connection.id }), done);
  };
  return (
    <ConfirmButton
      size="xs"
      variant="default"
      title={`Disconnect ${connection.label}?`}
      question={`Nothing more is sent to ${connection.integration.name} through this connection, and its stored access is deleted. Automations that use it stay, but skip it.`}
      confirm="Disconnect"
      act={act}
    >
      Disconnect
    </ConfirmButton>
  );
};

export const ConnectionRow = ({
  connection,
  reconnect,
  changed,
}: {
  connection: ConnectionRowFragment;
  reconnect: (() => void) | null;
  changed: () => void;
}) => {
  const { admin } = useMay();
  const { state } = connection;
  return (
    <Group
      justify="space-between"
      px="md"
      py="sm"
      gap="xs"
      align="flex-start"
      style={{ borderTop: '1px solid var(--line)', opacity: state === 'DISCONNECTED' ? 0.65 : 1 }}
    >
      <Stack gap={2} style={{ minWidth: 0, flex: '1 1 260px' }}>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {connection.label}
          </Text>
          {state === 'ACTIVE' ? (
            <HealthBadge connection={connection} />
          ) : (
            <StateBadge look={connectionLooks[state]} reason={connection.reason} />
          )}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {connection.integration.name}
          {connection.externalId ? ` · ${connection.externalId}` : ''} · since{' '}
          <When at={connection.createdAt} />
        </Text>
        <HealthFacts connection={connection} />
        {connection.reason && !isToldByHealth(connection) && (
          <Text size="sm" c={state === 'NEEDS_RECONNECT' ? 'var(--mantine-color-orange-text)' : 'dimmed'}>
            {connection.reason}
          </Text>
        )}
      </Stack>
      <Group gap="xs">
        {reconnect && state !== 'ACTIVE' && (
          <Button size="xs" onClick={reconnect}>
            {state === 'PENDING' ? 'Finish connecting' : 'Reconnect'}
          </Button>
        )}
        {admin && state !== 'DISCONNECTED' && <Disconnect connection={connection} done={changed} />}
      </Group>
    </Group>
  );
};
