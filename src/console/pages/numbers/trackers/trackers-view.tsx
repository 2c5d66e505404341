import { Alert, Button } from '@mantine/core';
import { IconPhonePlus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../../../api/viewer.tsx';
import type { NumbersCompanyFragment, TrackerRowFragment } from '../../../generated/graphql.ts';
import { Loaded, Nothing } from '../../../parts/outcomes.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { usePools } from '../pool/use-pools.ts';
import { trackersQuery } from './queries.ts';
import { TrackerDialog } from './tracker-dialog.tsx';
import { TrackerRow } from './tracker-row.tsx';

/** The trackers of a company, each with its numbers and, for a pool, how it is doing. */
export const TrackersView = ({ company }: { company: NumbersCompanyFragment }) => {
  const { write } = useMay();
  const result = useQuery({ query: trackersQuery, variables: { companyId: company.id } });
  const pools = usePools(company.id);
  const [editing, setEditing] = useState<{ readonly tracker: TrackerRowFragment | null } | null>(null);
  const add = write && (
    <Button
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => setEditing({ tracker: null })}
    >
      New tracker
    </Button>
  );
  return (
    <Panel
      title="Trackers"
      hint={`Numbers of ${company.name}, and where their calls ring.`}
      flush
      actions={add}
    >
      <Loaded result={result}>
        {({ trackers: { nodes, totalCount } }) => (
          <>
            {nodes.length === 0 && (
              <Nothing icon={<IconPhonePlus aria-hidden />} title="No numbers yet" action={add}>
                A tracker says what a number stands for, and where its calls ring.
              </Nothing>
            )}
            {nodes.map((tracker) => (
              <TrackerRow
                key={tracker.id}
                tracker={tracker}
                use={pools.get(tracker.id)}
                edit={write ? () => setEditing({ tracker }) : null}
              />
            ))}
            {totalCount > nodes.length && (
              <Alert color="orange" m="md">
                Only the first {nodes.length} trackers are shown.
              </Alert>
            )}
          </>
        )}
      </Loaded>
      {editing && (
        <TrackerDialog
          tracker={editing.tracker}
          companyId={company.id}
          close={() => setEditing(null)}
          saved={() => result[1]({ requestPolicy: 'network-only' })}
        />
      )}
    </Panel>
  );
};
