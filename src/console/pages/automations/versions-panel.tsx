import { Badge, Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AutomationDetailFragment } from '../../generated/graphql.ts';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';

type Version = AutomationDetailFragment['versions'][number];

const shownAtFirst = 5;

/** The whole rule, for the first version; what it changed, for the others. */
const Content = ({ version }: { version: Version }) =>
  version.difference.length > 0 ? (
    <List size="sm" spacing={2}>
      {version.difference.map((line) => (
        <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
          {line}
        </List.Item>
      ))}
    </List>
  ) : (
    <>
      <Text size="sm">
        {version.triggerText}: {version.filterText}
      </Text>
      <Text size="sm">→ {version.actions.map(({ title }) => title).join(', ')}</Text>
    </>
  );

export const VersionsPanel = ({ automation }: { automation: AutomationDetailFragment }) => {
  const [all, setAll] = useState(false);
  const versions = automation.versions.toSorted((a, b) => b.version - a.version);
  return (
    <Panel title="Versions" hint="What each changed, and who changed it. Each decision names its version.">
      <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {(all ? versions : versions.slice(0, shownAtFirst)).map((version) => (
          <li key={version.version}>
            <Group gap={8} mb={2}>
              <Text size="sm" fw={600}>
                Version {version.version}
              </Text>
              {version.version === automation.version && <Badge size="sm">In force</Badge>}
            </Group>
            <Content version={version} />
            <Text size="xs" c="dimmed" component="div" mt={2}>
              <When at={version.createdAt} />
              {` · ${version.author.name}`}
            </Text>
          </li>
        ))}
      </Stack>
      {!all && versions.length > shownAtFirst && (
        <Button size="compact-xs" variant="subtle" mt="sm" onClick={() => setAll(true)}>
          Show all {versions.length}
        </Button>
      )}
    </Panel>
  );
};
