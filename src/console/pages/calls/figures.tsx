import { Group, Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import type { CallReportMetric, FiguresQuery } from '../../generated/graphql.ts';
import { count, duration, percent } from '../../parts/format.ts';
import { browserZone } from '../../parts/locale.ts';
import { addDays, dayOf, startOfDay } from '../../parts/zone.ts';
import { figuresQuery } from './queries.ts';

type Totals = FiguresQuery['today']['totals'];

const metricValue = (totals: Totals, metric: CallReportMetric): number =>
  totals.find((each) => each.metric === metric)?.value ?? 0;

const Figure = ({
  label,
  value,
  note,
  wideOnly = false,
}: {
  label: string;
  value: string | null;
  note: string;
  wideOnly?: boolean;
}) => (
  <Paper
    withBorder
    px="md"
    py="sm"
    bg="var(--panel)"
    style={{ borderColor: 'var(--line)' }}
    {...(wideOnly ? { visibleFrom: 'sm' } : {})}
  >
    <Text size="xs" c="dimmed" fw={550}>
      {label}
    </Text>
    {value === null ? (
      <Skeleton height={26} width={64} my={5} />
    ) : (
      <Group gap={8} align="baseline">
        <Text fz={24} fw={650} lh={1.5} className="numeric">
          {value}
        </Text>
        <Text size="xs" c="dimmed" className="numeric">
          {value !== '–' && note}
        </Text>
      </Group>
    )}
  </Paper>
);

/** Today until now, beside yesterday until the same time. Counted anew whenever `beat` changes. */
export const Figures = ({ beat }: { beat: number }) => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a beat moves the end of the comparison to now.
  const variables = useMemo(() => {
    const now = new Date();
    const today = dayOf(now, browserZone);
    const yesterday = startOfDay(addDays(today, -1), browserZone);
    return {
      timeZone: browserZone,
      today: { startedAt: { gte: startOfDay(today, browserZone).toISOString() } },
      before: {
        startedAt: {
          gte: yesterday.toISOString(),
          lt: new Date(Math.floor(now.getTime() / 60_000) * 60_000 - 86_400_000).toISOString(),
        },
      },
    };
  }, [beat]);
  const [{ data, error }, again] = useQuery({ query: figuresQuery, variables });
  useEffect(() => {
    if (beat > 0) again({ requestPolicy: 'network-only' });
  }, [beat, again]);

  const now = data?.today.totals ?? [];
  const before = data?.before.totals ?? [];
  const calls = metricValue(now, 'CALLS');
  const against = (metric: CallReportMetric): string =>
    `${count(metricValue(before, metric))} by now yesterday`;
  const shown = (value: string): string | null => (data ? value : error ? '–' : null);
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm" mb="md" component="section" aria-label="Today">
      <Figure label="Calls today" value={shown(count(calls))} note={against('CALLS')} />
      <Figure
        label="Answered"
        value={shown(count(metricValue(now, 'ANSWERED')))}
        note={calls > 0 ? percent(metricValue(now, 'ANSWERED') / calls) : against('ANSWERED')}
      />
      <Figure label="Missed" value={shown(count(metricValue(now, 'MISSED')))} note={against('MISSED')} />
      <Figure
        label="First-time callers"
        value={shown(count(metricValue(now, 'FIRST_TIME')))}
        note={against('FIRST_TIME')}
      />
      <Figure
        wideOnly
        label="Average talk time"
        value={shown(duration(metricValue(now, 'AVERAGE_TALK_SECONDS')))}
        note={
          metricValue(before, 'ANSWERED') > 0
            ? `${duration(metricValue(before, 'AVERAGE_TALK_SECONDS'))} by now yesterday`
            : ''
        }
      />
    </SimpleGrid>
  );
};
