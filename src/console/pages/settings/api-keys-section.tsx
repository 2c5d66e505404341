import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay, useViewer } from '../../api/viewer.tsx';
import type { ApiKeysQuery } from '../../generated/graphql.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { apiKeysQuery, revokeApiKeyMutation } from './queries.ts';
import { scopeWords } from './scopes.ts';

type Key = ApiKeysQuery['apiKeys']['nodes'][number];

const KeyRow = ({ apiKey, revoked }: { apiKey: Key; revoked: () => void }) => {
  const { admin } = useMay();
  const own = useViewer().apiKey.id === apiKey.id;
  const { save } = useSave(revokeApiKeyMutation, (data) => data.revokeApiKey);
  const revoke = async (): Promise<string | null> => {
    return failureOf(await save({ id: apiKey.id }), revoked);
  };
  return (
    <Group
      justify="space-between"
      px="md"
      py="sm"
      gap="xs"
      style={{ borderTop: '1px solid var(--line)', opacity: apiKey.revokedAt ? 0.65 : 1 }}
    >
      <Stack gap={2} style={{ minWidth: 0 }}>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {apiKey.name}
          </Text>
          {own && <Badge size="sm">This console</Badge>}
          {apiKey.revokedAt && (
            <Badge size="sm" color="red">
              Revoked
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          <Text span ff="monospace" inherit>
            {apiKey.prefix}…
          </Text>{' '}
          · {apiKey.scopes.map((scope) => scopeWords[scope].label).join(', ')} ·{' '}
          {apiKey.companies && `only ${apiKey.companies.map(({ name }) => name).join(', ')} · `}
          {apiKey.revokedAt ? 'revoked' : 'made'} <When at={apiKey.revokedAt ?? apiKey.createdAt} />
        </Text>
      </Stack>
      {admin && !apiKey.revokedAt && (
        <ConfirmButton
          size="xs"
          variant="default"
          title={`Revoke ${apiKey.name}?`}
          question={
            own
              ? 'This is the key you are signed in with. You will be signed out at once.'
              : 'Whatever uses this key stops working at once. This cannot be undone.'
          }
          confirm="Revoke"
          act={revoke}
        >
          Revoke
        </ConfirmButton>
      )}
    </Group>
  );
};

export const ApiKeysSection = () => {
  const { admin } = useMay();
  const result = useQuery({ query: apiKeysQuery, pause: !admin });
  const [opened, { open, close }] = useDisclosure();
  const again = (): void => result[1]({ requestPolicy: 'network-only' });
  if (!admin)
    return (
      <Nothing icon={<IconKey aria-hidden />} title="Only for administrators">
        Sign in with a key that may administer the account to see and make keys.
      </Nothing>
    );
  return (
    <Panel
      title="API keys"
      hint="For the console and for your own programs."
      flush
      actions={
        <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={open}>
          New key
        </Button>
      }
    >
      <Loaded result={result}>
        {({ apiKeys }) =>
          apiKeys.nodes.map((apiKey) => <KeyRow key={apiKey.id} apiKey={apiKey} revoked={again} />)
        }
      </Loaded>
      {opened && <ApiKeyDialog close={close} saved={again} />}
    </Panel>
  );
};
