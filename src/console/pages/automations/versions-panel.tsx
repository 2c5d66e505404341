import { Badge, Group, Stack, Text } from '@mantine/core';
import type { AutomationDetailFragment } from '../../generated/graphql.ts';
import { Panel } from '../../parts/panel.tsx';
import { triggerLabels } from '../../parts/triggers.ts';
import { When } from '../../parts/when.tsx';

export const VersionsPanel = ({ automation }: { automation: AutomationDetailFragment }) => (
  <Panel title="Versions" hint="Each decision names the version that made it.">
    <Stack gap="md">
      {automation.versions
        .toSorted((a, b) => b.version - a.version)
        .map((version) => (
          <div key={version.version}>
            <Group gap={8} mb={2}>
              <Text size="sm" fw={600}>
                Version {version.version}
              </Text>
              {version.version === automation.version && <Badge size="sm">In force</Badge>}
            </Group>
            <Text size="sm">
              {triggerLabels[version.trigger]}: {version.filterText}
            </Text>
            <Text size="sm">→ {version.actions.map(({ title }) => title).join(', ')}</Text>
            <Text size="xs" c="dimmed" component="div">
              <When at={version.createdAt} />
              {version.author ? ` · ${version.author.name}` : ''}
            </Text>
          </div>
        ))}
    </Stack>
  </Panel>
);
