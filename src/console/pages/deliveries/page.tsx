import { Group, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useLive } from '../../api/live.ts';
import { usePages } from '../../api/pages.ts';
import { useMay } from '../../api/viewer.tsx';
import type { DeliveryRowFragment, RunProgressFragment } from '../../generated/graphql.ts';
import { Problem } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RunProgress } from '../../parts/run-progress.tsx';
import { deliveryLooks } from '../../parts/states.ts';
import { DeliveriesTabs } from './deliveries-tabs.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { deliveriesQuery, deliveryChangedSubscription } from './queries.ts';
import { ReplayBar } from './replay-bar.tsx';
import { stateGroups, statesAsked } from './state-groups.ts';
import { useLinkedAccountChoices } from './use-linked-accounts.ts';

/** A delivery that changed stays in view even if it left the filter: somebody may be reading it. */
const merged = (
  rows: readonly DeliveryRowFragment[],
  delivery: DeliveryRowFragment,
  fits: boolean,
): readonly DeliveryRowFragment[] => {
  if (rows.some(({ id }) => id === delivery.id))
    return rows.map((row) => (row.id === delivery.id ? delivery : row));
  return fits ? [delivery, ...rows] : rows;
};

const stateChoices = [
  { group: 'Groups', items: stateGroups.map(({ value, label }) => ({ value: value as string, label })) },
  {
    group: 'One state',
    items: Object.entries(deliveryLooks).map(([value, { label }]) => ({ value, label })),
  },
];

export const DeliveriesPage = () => {
  const { write } = useMay();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [run, setRun] = useState<RunProgressFragment | null>(null);
  const linkedAccounts = useLinkedAccountChoices();
  const asked = search.get('state') ?? 'all';
  const linkedAccountId = search.get('linkedAccount');
  const states = useMemo(() => statesAsked(asked), [asked]);
  const filter = {
    ...(states.length > 0 ? { state: [...states] } : {}),
    ...(linkedAccountId ? { linkedAccountId } : {}),
  };
  const filtered = Object.keys(filter).length > 0;
  const pages = usePages(deliveriesQuery, { filter }, ({ deliveries }) => deliveries);
  const fits = ({ state, linkedAccount }: DeliveryRowFragment): boolean =>
    (states.length === 0 || states.includes(state)) &&
    (!linkedAccountId || linkedAccount.id === linkedAccountId);
  useLive(
    deliveryChangedSubscription,
    { after: pages.first?.changeCursor ?? null },
    ({ deliveryChanged: { delivery } }) => pages.patch((rows) => merged(rows, delivery, fits(delivery))),
    pages.first === null,
  );
  const ask = (name: string, value: string | null): void => {
    setChosen([]);
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };

  return (
    <>
      <PageHeader title="Deliveries" hint="Everything sent, or not sent, to other systems, and why.">
        <Group grow gap="xs" w={{ base: '100%', xs: 430 }} wrap="nowrap">
          <Select
            aria-label="Linked account"
            placeholder="All linked accounts"
            clearable
            data={[...linkedAccounts]}
            value={linkedAccountId}
            onChange={(value) => ask('linkedAccount', value)}
          />
          <Select
            aria-label="State"
            allowDeselect={false}
            data={stateChoices}
            value={asked}
            onChange={(value) => ask('state', value === 'all' ? null : value)}
          />
        </Group>
      </PageHeader>
      <DeliveriesTabs shown="each" />
      {run && (
        <Panel mb="md">
          <RunProgress key={run.id} run={run} title="Sending again" close={() => setRun(null)} />
        </Panel>
      )}
      {pages.error ? (
        <Problem error={pages.error} again={pages.reload} />
      ) : (
        <Panel flush>
          {chosen.length > 0 && (
            <ReplayBar
              chosen={chosen}
              shown={pages.rows.map(({ id }) => id)}
              total={pages.total}
              all={filtered ? filter : null}
              choose={setChosen}
              started={setRun}
            />
          )}
          <DeliveryList
            pages={pages}
            filtered={filtered}
            chosen={chosen}
            choose={
              write
                ? (id, on) =>
                    setChosen((before) => (on ? [...before, id] : before.filter((each) => each !== id)))
                : null
            }
          />
        </Panel>
      )}
    </>
  );
};
