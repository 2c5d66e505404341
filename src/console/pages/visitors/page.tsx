import { Button } from '@mantine/core';
import { IconFilterOff, IconWorld } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LoadMore } from '../../parts/load-more.tsx';
import { useNow } from '../../parts/now.ts';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useLiveVisitors } from './use-live-visitors.ts';
import { filterIn } from './visitor-query.ts';
import { VisitorRow } from './visitor-row.tsx';
import classes from './visitors.module.css';

const NoVisitors = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Nothing icon={<IconFilterOff aria-hidden />} title="No visitor fits">
      Search for something else, or take a filter away.
    </Nothing>
  ) : (
    <Nothing
      icon={<IconWorld aria-hidden />}
      title="No visitors yet"
      action={
        <Button component={Link} to="/numbers?view=install" variant="light">
          Install the script
        </Button>
      }
    >
      Whoever opens a page with the script on it shows up here. Those who have not agreed to it, and programs,
      never do.
    </Nothing>
  );

export const VisitorsPage = () => {
  const [search] = useSearchParams();
  const asked = search.toString();
  const filter = useMemo(() => filterIn(new URLSearchParams(asked)), [asked]);
  const visitors = useLiveVisitors(filter);
  const now = useNow(15_000);
  const mixed = visitors.rows.some(({ company }) => company.id !== visitors.rows[0]?.company.id);
  return (
    <>
      <PageHeader title="Visitors" hint="Who came to the websites, from where, and what they were shown." />
      <FilterBar />
      {visitors.error && <Problem error={visitors.error} again={visitors.reload} />}
      {!(visitors.error && visitors.rows.length === 0) && (
        <Panel flush>
          {visitors.rows.length > 0 && (
            <ul className={classes['list']} aria-label="Visitors, newest first">
              {visitors.rows.map((visitor) => (
                <VisitorRow key={visitor.id} visitor={visitor} mixed={mixed} now={now} />
              ))}
            </ul>
          )}
          {visitors.rows.length === 0 &&
            (visitors.loading ? <RowSkeletons rows={8} /> : <NoVisitors filtered={asked !== ''} />)}
          <LoadMore pages={visitors} />
        </Panel>
      )}
    </>
  );
};
