import { Button, Group, Stack, Text } from '@mantine/core';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { LinkedAccountRowFragment } from '../../generated/graphql.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { linkedAccountLooks } from '../../parts/states.ts';
import { When } from '../../parts/when.tsx';
import { HealthBadge, HealthFacts } from './health.tsx';
import { disconnectMutation } from './queries.ts';

/** The health of an active linked account says the same with more about it. */
const isToldByHealth = ({ state, reason, health }: LinkedAccountRowFragment): boolean =>
  state === 'ACTIVE' && reason === health.reason;

const Disconnect = ({
  linkedAccount,
  done,
}: {
  linkedAccount: LinkedAccountRowFragment;
  done: () => void;
}) => {
  const { save } = useSave(disconnectMutation, (data) => data.disconnectIntegration);
  const act = async (): Promise<string | null> => {
    return failureOf(await save({ id: linkedAccount.id }), done);
  };
  return (
    <ConfirmButton
      size="xs"
      variant="default"
      title={`Disconnect ${linkedAccount.label}?`}
      question={`Nothing more is sent to ${linkedAccount.integration.name} through this linked account, and its stored access is deleted. Automations that use it stay, but skip it.`}
      confirm="Disconnect"
      act={act}
    >
      Disconnect
    </ConfirmButton>
  );
};

export const LinkedAccountRow = ({
  linkedAccount,
  reconnect,
  changed,
}: {
  linkedAccount: LinkedAccountRowFragment;
  reconnect: (() => void) | null;
  changed: () => void;
}) => {
  const { admin } = useMay();
  const { state } = linkedAccount;
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
            {linkedAccount.label}
          </Text>
          {state === 'ACTIVE' ? (
            <HealthBadge linkedAccount={linkedAccount} />
          ) : (
            <StateBadge look={linkedAccountLooks[state]} reason={linkedAccount.reason} />
          )}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {linkedAccount.integration.name}
          {linkedAccount.externalId ? ` · ${linkedAccount.externalId}` : ''} · since{' '}
          <When at={linkedAccount.createdAt} />
        </Text>
        <HealthFacts linkedAccount={linkedAccount} />
        {linkedAccount.reason && !isToldByHealth(linkedAccount) && (
          <Text size="sm" c={state === 'NEEDS_RECONNECT' ? 'var(--mantine-color-orange-text)' : 'dimmed'}>
            {linkedAccount.reason}
          </Text>
        )}
      </Stack>
      <Group gap="xs">
        {reconnect && state !== 'ACTIVE' && (
          <Button size="xs" onClick={reconnect}>
            {state === 'PENDING' ? 'Finish connecting' : 'Reconnect'}
          </Button>
        )}
        {admin && state !== 'DISCONNECTED' && <Disconnect linkedAccount={linkedAccount} done={changed} />}
      </Group>
    </Group>
  );
};
