import { ActionIcon, Alert, Badge, Button, VisuallyHidden } from '@mantine/core';
import { IconFilterOff, IconListCheck, IconPhoneIncoming } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CombinedError } from 'urql';
import { errorWords } from '../../api/error-words.ts';
import { useLink } from '../../api/link.ts';
import { useMay } from '../../api/viewer.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { browserZone } from '../../parts/locale.ts';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useIsPhone } from '../../parts/phone-screen.ts';
import { CallCards } from './call-cards.tsx';
import { type CallQuery, readCallQuery, toCallFilter, writeCallQuery } from './call-query.ts';
import { CallTable } from './call-table.tsx';
import { ColumnPicker, useColumns } from './column-picker.tsx';
import { Figures } from './figures.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useLiveCalls } from './live-calls.ts';
import { useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';

const LiveBadge = () =>
  useLink() === 'live' ? (
    <Badge color="teal" variant="dot">
      Live
    </Badge>
  ) : null;

const Stopped = ({ error }: { error: CombinedError }) => (
  <Alert role="alert" color="orange" mb="md" title="Live updates stopped">
    {errorWords(error)} Reload the page to go on.
  </Alert>
);

const PickButton = ({ picking, toggle }: { picking: boolean; toggle: () => void }) => (
  <ActionIcon
    variant={picking ? 'filled' : 'default'}
    size={36}
    aria-label="Select calls"
    aria-pressed={picking}
    onClick={toggle}
    style={{ flexShrink: 0 }}
  >
    <IconListCheck size={18} aria-hidden />
  </ActionIcon>
);

const NoCalls = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Nothing icon={<IconFilterOff aria-hidden />} title="No call fits these filters">
      Take one away, or choose a longer date range.
    </Nothing>
  ) : (
    <Nothing
      icon={<IconPhoneIncoming aria-hidden />}
      title="No calls yet"
      action={
        <Button component={Link} to="/numbers" variant="light">
          Set up a number
        </Button>
      }
    >
      Calls show up here the moment a tracking number rings.
    </Nothing>
  );

export const CallsPage = () => {
  const [search, setSearch] = useSearchParams();
  const asked = search.toString();
  const query = useMemo(() => readCallQuery(new URLSearchParams(asked)), [asked]);
  // "Today" is fixed when it is chosen: were it computed on each render, the list would reload each time.
  const filter = useMemo(() => toCallFilter(query, new Date(), browserZone), [query]);
  const calls = useLiveCalls(filter);
  const [since] = useState(() => new Date().toISOString());
  const phone = useIsPhone();
  const { write } = useMay();
  const columns = useColumns();
  const selection = useSelection(asked);
  const [picking, setPicking] = useState(false);
  const change = (part: Partial<CallQuery>): void =>
    setSearch(writeCallQuery({ ...query, ...part }), { replace: true });

  const List = phone ? CallCards : CallTable;
  // A phone has no room for boxes nobody needs.
  const pick = (): void => {
    selection.clear();
    setPicking(!picking);
  };
  const tools = phone ? (
    write && <PickButton picking={picking} toggle={pick} />
  ) : (
    <ColumnPicker columns={columns} />
  );
  return (
    <>
      <PageHeader title="Calls" badge={<LiveBadge />} />
      <Figures beat={calls.beat} />
      <FilterBar query={query} change={change} tools={tools} />
      <VisuallyHidden aria-live="polite">{calls.announcement}</VisuallyHidden>
      {calls.stopped && <Stopped error={calls.stopped} />}
      {calls.error && <Problem error={calls.error} again={calls.reload} />}
      {!(calls.error && calls.rows.length === 0) && (
        <Panel flush>
          {calls.rows.length > 0 && (
            <List
              calls={calls.rows}
              since={since}
              columns={columns.shown}
              selection={write && (picking || !phone) ? selection : null}
            />
          )}
          {calls.rows.length === 0 &&
            (calls.loading ? <RowSkeletons rows={8} /> : <NoCalls filtered={asked !== ''} />)}
          <LoadMore pages={calls} />
        </Panel>
      )}
      <SelectionBar selection={selection} filter={filter} total={calls.total} filtered={asked !== ''} />
    </>
  );
};
