import { Button, Select, Tabs } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import type { NumbersCompanyFragment } from '../../generated/graphql.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ChannelsView } from './channels/channels-view.tsx';
import { InstallView } from './install/install-view.tsx';
import { MatchView } from './match/match-view.tsx';
import { numbersCompaniesQuery } from './queries.ts';
import { TrackersView } from './trackers/trackers-view.tsx';
import { type View, viewIn, views } from './view.ts';

const shown: Record<View, (props: { company: NumbersCompanyFragment }) => React.ReactNode> = {
  trackers: TrackersView,
  test: MatchView,
  install: InstallView,
  channels: ChannelsView,
};

const NoCompany = () => (
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
);

export const NumbersPage = () => {
  const [search, setSearch] = useSearchParams();
  const result = useQuery({ query: numbersCompaniesQuery });
  const companies = result[0].data?.companies.nodes ?? [];
  const company = companies.find(({ id }) => id === search.get('company')) ?? companies[0];
  const view = viewIn(search);
  const Shown = shown[view];
  const change = (name: 'company' | 'view', value: string | null): void => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <>
      <PageHeader
        title="Numbers"
        tab={view === 'trackers' ? 'Numbers' : `${views[view]}, numbers`}
        hint="What each tracking number stands for, and who sees it."
      >
        {companies.length > 1 && (
          <Select
            aria-label="Company"
            w={240}
            allowDeselect={false}
            searchable={companies.length > 8}
            data={companies.map(({ id, name }) => ({ value: id, label: name }))}
            value={company?.id ?? null}
            onChange={(id) => change('company', id)}
          />
        )}
      </PageHeader>
      <Tabs value={view} onChange={(next) => change('view', next)} mb="md">
        <Tabs.List
          aria-label="Numbers"
          style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}
        >
          {Object.entries(views).map(([name, label]) => (
            <Tabs.Tab key={name} value={name} px={{ base: 10, xs: 'md' }}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Loaded result={result}>
        {() => (company ? <Shown key={company.id} company={company} /> : <NoCompany />)}
      </Loaded>
    </>
  );
};
