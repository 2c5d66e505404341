import { Anchor, Button, Group, Select } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useLive } from '../../api/live.ts';
import { newestCursor } from '../../api/newest.ts';
import { usePages } from '../../api/pages.ts';
import type { DeliveryRowFragment } from '../../generated/graphql.ts';
import { callerTitle } from '../../parts/caller-words.ts';
import { DeliveryEntry } from '../../parts/delivery-entry.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deliveryLooks } from '../../parts/states.ts';
import { deliveriesQuery, deliveryChangedSubscription } from './queries.ts';
import { stateGroups, statesAsked } from './state-groups.ts';

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
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state') ?? 'all';
  const states = useMemo(() => statesAsked(asked), [asked]);
  const filter = states.length > 0 ? { state: [...states] } : {};
  const pages = usePages(deliveriesQuery, { filter }, ({ deliveries }) => deliveries);
  useLive(
    deliveryChangedSubscription,
    { after: newestCursor(pages.first) },
    ({ deliveryChanged: { delivery } }) =>
      pages.patch((rows) => merged(rows, delivery, states.length === 0 || states.includes(delivery.state))),
    pages.first === null,
  );

  return (
    <>
      <PageHeader title="Deliveries" hint="Everything sent, or not sent, to other systems, and why.">
        <Group>
          <Select
            aria-label="State"
            allowDeselect={false}
            w={190}
            data={stateChoices}
            value={asked}
            onChange={(value) =>
              setSearch(value && value !== 'all' ? { state: value } : {}, { replace: true })
            }
          />
        </Group>
      </PageHeader>
      {pages.error && <Problem error={pages.error} again={pages.reload} />}
      {!pages.error && (
        <Panel flush>
          {pages.rows.map((delivery) => (
            <DeliveryEntry
              key={delivery.id}
              delivery={delivery}
              call={
                <Anchor component={Link} to={`/calls/${delivery.call.id}`} size="xs">
                  Call from {callerTitle(delivery.call)}
                </Anchor>
              }
            />
          ))}
          {pages.rows.length === 0 && pages.loading && <RowSkeletons rows={8} height={56} />}
          {pages.rows.length === 0 && !pages.loading && (
            <Nothing
              icon={<IconSend aria-hidden />}
              title={states.length > 0 ? 'No delivery is in this state' : 'Nothing was sent yet'}
              action={
                states.length === 0 && (
                  <Button component={Link} to="/automations" variant="light">
                    Go to automations
                  </Button>
                )
              }
            >
              {states.length > 0
                ? 'Choose another state to see more.'
                : 'An automation decides which calls go where. Make one, and its deliveries show up here.'}
            </Nothing>
          )}
          {pages.rows.length > 0 && (
            <LoadMore
              shown={pages.rows.length}
              total={pages.total}
              hasMore={pages.hasMore}
              loading={pages.loading}
              more={pages.more}
            />
          )}
        </Panel>
      )}
    </>
  );
};
