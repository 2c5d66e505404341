import { Alert, Button } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useMay } from '../../api/viewer.tsx';
import type { TrackerRowFragment } from '../../generated/graphql.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { CompanyTrackers } from './company-trackers.tsx';
import { numbersQuery } from './queries.ts';
import { TrackerDialog } from './tracker-dialog.tsx';

interface Editing {
  readonly tracker: TrackerRowFragment | null;
  readonly companyId: string;
}

export const NumbersPage = () => {
  const { write } = useMay();
  const result = useQuery({ query: numbersQuery });
  const [, again] = result;
  const [editing, setEditing] = useState<Editing | null>(null);
  return (
    <>
      <PageHeader title="Numbers" hint="What each tracking number stands for, and where its calls ring." />
      <Loaded result={result}>
        {({ companies, trackers }) => (
          <>
            {companies.nodes.length === 0 && (
              <Nothing
                icon={<IconBuilding aria-hidden />}
                title="First, a company"
                action={
                  <Button component={Link} to="/settings/companies" variant="light">
                    Create a company
                  </Button>
                }
              >
                Numbers belong to a company. Create one, then give it numbers here.
              </Nothing>
            )}
            {companies.nodes.map((company) => (
              <CompanyTrackers
                key={company.id}
                company={company}
                trackers={trackers.nodes.filter((tracker) => tracker.company.id === company.id)}
                mayEdit={write}
                add={() => setEditing({ tracker: null, companyId: company.id })}
                edit={(tracker) => setEditing({ tracker, companyId: company.id })}
              />
            ))}
            {trackers.totalCount > trackers.nodes.length && (
              <Alert color="orange">Only the first {trackers.nodes.length} trackers are shown.</Alert>
            )}
            {editing && (
              <TrackerDialog
                {...editing}
                companies={companies.nodes}
                close={() => setEditing(null)}
                saved={() => again({ requestPolicy: 'network-only' })}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
};
