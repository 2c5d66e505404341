import { Alert, Button, Collapse, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { PoolForecastQuery } from '../../../generated/graphql.ts';
import { count } from '../../../parts/format.ts';
import { Loaded } from '../../../parts/outcomes.tsx';
import { FiguresTable } from './figures-table.tsx';
import { ForecastChart } from './forecast-chart.tsx';
import { verdictOn } from './forecast-words.ts';
import { poolForecastQuery } from './queries.ts';

const periods = [7, 28, 90] as const;

const looks = {
  ENOUGH: { color: 'teal', icon: <IconCheck aria-hidden /> },
  FAIR: { color: 'blue', icon: <IconInfoCircle aria-hidden /> },
  SHORT: { color: 'orange', icon: <IconAlertTriangle aria-hidden /> },
} as const;

const Shown = ({ forecast }: { forecast: PoolForecastQuery['poolForecast'] }) => {
  const [figures, { toggle }] = useDisclosure();
  const verdict = verdictOn(forecast);
  if (!verdict)
    return (
      <Text size="sm" c="dimmed">
        No visitor wanted a number of this pool in this time, so there is nothing to forecast from.
      </Text>
    );
  return (
    <Stack gap="sm">
      <Alert {...looks[verdict.grade]} title={verdict.title}>
        {verdict.text}
      </Alert>
      <Text size="xs" c="dimmed">
        {count(forecast.visits)} visits replayed with fewer and with more numbers. At most{' '}
        {count(forecast.peak)} would have been with a visitor or at rest at once. Erlang’s formula knows only
        the busiest hour: it is the cross-check.
      </Text>
      {forecast.points.length > 1 && <ForecastChart {...forecast} />}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={toggle}
        aria-expanded={figures}
        style={{ alignSelf: 'start' }}
      >
        {figures ? 'Hide the figures' : 'Show the figures'}
      </Button>
      <Collapse expanded={figures}>
        <FiguresTable {...forecast} />
      </Collapse>
    </Stack>
  );
};

/** How many numbers a pool needs, by the visits it really had. */
export const Forecast = ({ trackerId }: { trackerId: string }) => {
  const [days, setDays] = useState<(typeof periods)[number]>(28);
  const result = useQuery({ query: poolForecastQuery, variables: { tracker: trackerId, days } });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          By the visits of the last
        </Text>
        <SegmentedControl
          aria-label="Visits of the last"
          size="xs"
          data={periods.map((each) => ({ value: String(each), label: `${each} days` }))}
          value={String(days)}
          onChange={(chosen) => setDays(periods.find((each) => String(each) === chosen) ?? 28)}
        />
      </Group>
      <Loaded result={result} skeleton={<Skeleton height={320} radius="md" />}>
        {({ poolForecast }) => <Shown forecast={poolForecast} />}
      </Loaded>
    </Stack>
  );
};
