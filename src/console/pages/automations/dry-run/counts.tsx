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

const Lines = ({ title, hint, lines }: { title: string; hint?: string; lines: readonly Line[] }) =>
  lines.length > 0 && (
    <div style={{ flex: '1 1 240px' }}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {hint && (
        <Text size="xs" c="dimmed" mb={4}>
          {hint}
        </Text>
      )}
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

type Reasons = DryRunFindingsFragment['skipped'];

const byReason = (reasons: Reasons): readonly Line[] =>
  reasons.map(({ reason, count: times }) => ({ key: reason, count: times, text: reason }));

const sum = (reasons: Reasons): number => reasons.reduce((all, { count: times }) => all + times, 0);

/** How many calls match, and what would have been sent or skipped. */
export const Counts = ({ found }: { found: DryRunFindingsFragment }) => {
  const tooLate = sum(found.tooLate);
  return (
    <Stack gap="sm">
      <Group component="dl" gap="lg" m={0}>
        <Figure label="Calls looked at" value={found.woken} />
        <Figure label="Match" value={found.matched} />
        <Figure label="Would be sent" value={found.sent} />
        <Figure label="Skipped" value={sum(found.skipped)} />
        {tooLate > 0 && <Figure label="Too late today" value={tooLate} />}
      </Group>
      <Group align="flex-start" gap="lg">
        <Lines
          title="Sent to"
          lines={found.targets.map(({ linkedAccount, action, count: times }) => ({
            key: `${linkedAccount?.id ?? ''} ${action.id}`,
            count: times,
            text: `${action.integration.name}: ${action.title} (${linkedAccount?.label ?? 'linked account is gone'})`,
          }))}
        />
        <Lines title="Skipped because" lines={byReason(found.skipped)} />
        <Lines
          title="Too late today because"
          hint="Would have been sent when the call came in. If you apply the rule to past calls now, these are skipped."
          lines={byReason(found.tooLate)}
        />
      </Group>
    </Stack>
  );
};
