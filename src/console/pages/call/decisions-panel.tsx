import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Panel } from '../../parts/panel.tsx';
import { Ago } from '../../parts/when.tsx';
import type { Call } from './call.ts';

/** Every automation that looked at this call, and why it did or did not act. */
export const DecisionsPanel = ({ call }: { call: Call }) => (
  <Panel title="Decisions" hint="Each automation that looked at this call, and what it made of it.">
    <Stack gap="md">
      {call.decisions.length === 0 && (
        <Text size="sm" c="dimmed">
          No automation has looked at this call{call.status === 'ENDED' ? '.' : ' yet.'}
        </Text>
      )}
      {call.decisions.map((decision) => (
        <div
          key={`${decision.automation.id} ${decision.automationVersion} ${decision.callVersion} ${decision.trigger}`}
        >
          <Group justify="space-between" gap="xs">
            <Anchor component={Link} to={`/automations/${decision.automation.id}`} size="sm" fw={550}>
              {decision.automation.name}
            </Anchor>
            <Badge
              color={decision.matched ? 'teal' : 'gray'}
              leftSection={
                decision.matched ? <IconCheck size={13} aria-hidden /> : <IconMinus size={13} aria-hidden />
              }
            >
              {decision.matched ? 'Matched' : 'Did not match'}
            </Badge>
          </Group>
          <Text size="sm" className="sentence">
            {decision.reason}
          </Text>
          <Text size="xs" c="dimmed">
            {decision.triggerText} · rule version {decision.automationVersion} · <Ago at={decision.at} />
          </Text>
        </div>
      ))}
    </Stack>
  </Panel>
);
