import { Group, List, Stack, Text } from '@mantine/core';
import type { DryRunFindingsFragment } from '../../../generated/graphql.ts';
import { count } from '../../../parts/format.ts';

const Figure = ({ label, value }: { label: string; value: number }) => (
  <div style={{ minWidth: 90 }}>
    <dt>
      <Text size="xs" c="dimmed" span>
        {label}
      </Text>
    </dt>
    <dd style={{ margin: 0 }}>
      <Text fz={24} fw={650} lh={1.2} className="numeric" span>
        {count(value)}
      </Text>
    </dd>
  </div>
);

interface Line {
  readonly key: string;
  readonly count: number;
  readonly text: string;
}

const Lines = ({ title, lines }: { title: string; lines: readonly Line[] }) =>
  lines.length > 0 && (
    <div style={{ flex: '1 1 240px' }}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <List listStyleType="none" size="sm" spacing={2}>
        {lines.map((line) => (
          <List.Item key={line.key}>
            <Text span inherit fw={600} className="numeric">
              {count(line.count)}
            </Text>{' '}
            {line.text}
          </List.Item>
        ))}
      </List>
    </div>
  );

/** How many calls match, and what would have been sent or skipped. */
export const Counts = ({ found }: { found: DryRunFindingsFragment }) => {
  const skipped = found.skipped.reduce((sum, each) => sum + each.count, 0);
  return (
    <Stack gap="sm">
      <Group component="dl" gap="lg" m={0}>
        <Figure label="Calls looked at" value={found.woken} />
        <Figure label="Match" value={found.matched} />
        <Figure label="Would be sent" value={found.sent} />
        <Figure label="Skipped" value={skipped} />
      </Group>
      <Group align="flex-start" gap="lg">
        <Lines
          title="Sent to"
          lines={found.targets.map(({ connection, action, count: times }) => ({
            key: `${connection?.id ?? ''} ${action.id}`,
            count: times,
            text: `${action.integration.name}: ${action.title} (${connection?.label ?? 'connection is gone'})`,
          }))}
        />
        <Lines
          title="Skipped because"
          lines={found.skipped.map(({ reason, count: times }) => ({
            key: reason,
            count: times,
            text: reason,
          }))}
        />
      </Group>
    </Stack>
  );
};
