import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import type { LeadStatus } from '../../generated/graphql.ts';
import { useLooks } from '../../parts/call-looks.ts';
import { money } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import type { Call } from './call.ts';

type Outcome = Call['crmOutcomes'][number];

const StatusBadge = ({ status }: { status: LeadStatus }) => {
  const { color, label } = useLooks()('leadStatus', status);
  return <Badge color={color}>{label}</Badge>;
};

const Said = ({ outcome, zone }: { outcome: Outcome; zone: string }) => (
  <div>
    <Group justify="space-between" gap="xs">
      <Group gap={8}>
        <Text size="sm" fw={550}>
          {outcome.stage}
        </Text>
        {outcome.leadStatus && <StatusBadge status={outcome.leadStatus} />}
      </Group>
      {outcome.value && (
        <Text size="sm" fw={600} className="numeric">
          {money(outcome.value)}
        </Text>
      )}
    </Group>
    <Text size="xs" c="dimmed" component="div">
      <When at={outcome.at} zone={zone} /> ·{' '}
      <Text span ff="monospace" inherit style={{ overflowWrap: 'anywhere' }}>
        {outcome.externalId}
      </Text>
    </Text>
  </div>
);

/** What became of the lead, as CRMs said; newest first. */
export const CrmPanel = ({ call }: { call: Call }) => (
  <Panel title="From the CRM">
    <Stack gap="md">
      {call.crmOutcomes.toReversed().map((outcome) => (
        <Said key={outcome.id} outcome={outcome} zone={call.company.timeZone} />
      ))}
      {call.crmOutcomes.length === 0 && (
        <Text size="sm" c="dimmed">
          No CRM has said yet what became of this call. Yours can, through the API: <Code>recordOutcome</Code>
          .
        </Text>
      )}
    </Stack>
  </Panel>
);
