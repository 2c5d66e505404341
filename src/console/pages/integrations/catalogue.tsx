import { Avatar, Badge, Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { IntegrationCardFragment } from '../../generated/graphql.ts';

export const Catalogue = ({
  integrations,
  connect,
}: {
  integrations: readonly IntegrationCardFragment[];
  /** Null when the key may not connect anything. */
  connect: ((integration: IntegrationCardFragment) => void) | null;
}) => (
  <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
    {integrations.map((integration) => (
      <Paper
        key={integration.id}
        component="article"
        withBorder
        p="md"
        bg="var(--panel)"
        style={{ borderColor: 'var(--line)' }}
      >
        <Stack h="100%" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Avatar name={integration.name.replace('-', '')} color="initials" radius="md" alt="" />
            <Title order={3} style={{ flex: 1 }}>
              {integration.name}
            </Title>
            {integration.carrier && <Badge color="blue">Brings calls in</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {integration.description}
          </Text>
          {integration.actions.length > 0 && (
            <List size="sm" spacing={2}>
              {integration.actions.map(({ id, title }) => (
                <List.Item key={id}>{title}</List.Item>
              ))}
            </List>
          )}
          {connect && (
            <Button
              variant="light"
              size="xs"
              mt="auto"
              onClick={() => connect(integration)}
              aria-label={`Connect ${integration.name}`}
              style={{ alignSelf: 'flex-start' }}
            >
              Connect
            </Button>
          )}
        </Stack>
      </Paper>
    ))}
  </SimpleGrid>
);
