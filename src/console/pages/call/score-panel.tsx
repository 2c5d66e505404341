import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { signed } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';

/** The lead's points, and what each was given for. */
export const ScorePanel = ({ call: { score, scoreReasons } }: { call: Call }) => (
  <Panel
    title="Score"
    actions={
      typeof score === 'number' && (
        <Text fz={20} fw={650} lh={1.2} className="numeric">
          {score}
        </Text>
      )
    }
  >
    <Stack gap={6}>
      {scoreReasons.map(({ name, points }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no id and come in a fixed order.
        <Group key={place} justify="space-between" wrap="nowrap" gap="xs" align="baseline">
          <Text size="sm">{name}</Text>
          <Text
            size="sm"
            fw={600}
            className="numeric"
            c={points < 0 ? 'var(--mantine-color-red-text)' : 'var(--mantine-color-teal-text)'}
          >
            {signed(points)}
          </Text>
        </Group>
      ))}
      {scoreReasons.length === 0 && (
        <Text size="sm" c="dimmed">
          {typeof score === 'number' ? 'No criterion holds for this call. ' : 'Nothing scores this call. '}
          <Anchor component={Link} inherit to="/settings/scoring">
            See the criteria
          </Anchor>
        </Text>
      )}
    </Stack>
  </Panel>
);
