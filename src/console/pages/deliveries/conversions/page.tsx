import { Button, Group, Select } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconDownload, IconReportOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useFeedStart } from '../../../api/feed-start.ts';
import { useLive } from '../../../api/live.ts';
import { daysOf, readRange, writeRange } from '../../../parts/date-range.ts';
import { DateRangePicker } from '../../../parts/date-range-picker.tsx';
import { browserZone } from '../../../parts/locale.ts';
import { Loaded, Nothing } from '../../../parts/outcomes.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { dayOf } from '../../../parts/zone.ts';
import { download } from '../../reports/csv.ts';
import { DeliveriesTabs } from '../deliveries-tabs.tsx';
import { useLinkedAccountChoices } from '../use-linked-accounts.ts';
import { PlacePanel } from './place-panel.tsx';
import { placesOf } from './places.ts';
import { conversionReportQuery, deliveryMovedSubscription } from './queries.ts';
import { reportCsv } from './report-csv.ts';

const standard = { preset: '7d' } as const;

/** A burst of deliveries is counted anew once, not each of them. */
const countAgainMilliseconds = 4_000;

/** What vendors were told, to be held against what they show. */
export const ConversionsPage = () => {
  const [search, setSearch] = useSearchParams();
  const linkedAccounts = useLinkedAccountChoices();
  const range = readRange(search) ?? standard;
  const linkedAccountId = search.get('linkedAccount');
  const today = dayOf(new Date(), browserZone);
  const days = daysOf(range, today);
  const from = days.from ?? '';
  const to = days.to ?? today;
  const result = useQuery({
    query: conversionReportQuery,
    variables: { from, to, linkedAccountId },
    pause: from === '',
  });
  const [{ data }, again] = result;
  const refresh = useThrottledCallback(
    () => again({ requestPolicy: 'network-only' }),
    countAgainMilliseconds,
  );
  const after = useFeedStart(data);
  useLive(deliveryMovedSubscription, { after }, refresh, !data);
  const rows = data?.conversionReport;
  const places = useMemo(() => placesOf(rows ?? []), [rows]);
  const change = (edit: (next: URLSearchParams) => void): void => {
    const next = new URLSearchParams(search);
    edit(next);
    setSearch(next, { replace: true });
  };

  return (
    <>
      <PageHeader
        title="Deliveries"
        tab="Reconciliation"
        hint="What vendors were told, day by day, to hold against what they show. Each call counts once, as it stands now, on the day it came in."
      />
      <DeliveriesTabs shown="conversions" />
      <Group gap="sm" mb="md" align="flex-end" role="search" aria-label="Reconciliation">
        <DateRangePicker
          label="Calls of"
          value={range}
          onChange={(next) => change((search) => writeRange(next ?? standard, search))}
        />
        <Select
          label="Linked account"
          placeholder="All linked accounts"
          clearable
          w={220}
          data={[...linkedAccounts]}
          value={linkedAccountId}
          onChange={(value) =>
            change((next) => (value ? next.set('linkedAccount', value) : next.delete('linkedAccount')))
          }
        />
        <Button
          variant="default"
          disabled={places.length === 0}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(`conversions-${from}-${to}.csv`, reportCsv(places))}
        >
          Table as CSV
        </Button>
      </Group>
      {from === '' ? (
        <Panel>Choose the first day.</Panel>
      ) : (
        <Loaded result={result}>
          {() =>
            places.length === 0 ? (
              <Panel flush>
                <Nothing icon={<IconReportOff aria-hidden />} title="Nothing was to be sent in this time">
                  Choose a longer time or another linked account.
                </Nothing>
              </Panel>
            ) : (
              places.map((place) => <PlacePanel key={place.key} place={place} from={from} to={to} />)
            )
          }
        </Loaded>
      )}
    </>
  );
};
