import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import type { CallFilter, ReportCompaniesQuery } from '../../generated/graphql.ts';
import { momentsOf } from '../../parts/date-range.ts';
import { browserZone } from '../../parts/locale.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Chart } from './chart.tsx';
import { ModelNote } from './model-note.tsx';
import { Pickers } from './pickers.tsx';
import { reportCompaniesQuery, reportQuery } from './queries.ts';
import {
  inOneCurrency,
  type ReportQuery,
  readReportQuery,
  shareable,
  writeReportQuery,
} from './report-query.ts';
import { ReportTable } from './report-table.tsx';
import { splitBy } from './split.ts';
import { useReportWords } from './words.ts';

/** The chosen company's zone, or the only company's; an agency with several sees its own. */
const zoneOf = (companies: readonly { id: string; timeZone: string }[], chosen: string | null): string => {
  const company = chosen
    ? companies.find(({ id }) => id === chosen)
    : companies.length === 1
      ? companies[0]
      : undefined;
  return company?.timeZone ?? browserZone;
};

const noCompanies: ReportCompaniesQuery['companies']['nodes'] = [];

export const ReportsPage = () => {
  const [search, setSearch] = useSearchParams();
  const words = useReportWords();
  const asked = search.toString();
  const [{ data, fetching }] = useQuery({ query: reportCompaniesQuery });
  const companies = data?.companies.nodes ?? noCompanies;
  const query = useMemo(
    () =>
      shareable(inOneCurrency(readReportQuery(new URLSearchParams(asked), words), companies, words), words),
    [asked, companies, words],
  );
  const zone = zoneOf(companies, query.company);
  const filter = useMemo((): CallFilter => {
    const conditions: CallFilter[] = [{ startedAt: momentsOf(query.range, new Date(), zone) }];
    if (query.company) conditions.push({ company: { eq: query.company } });
    return { all: conditions };
  }, [query.range, query.company, zone]);
  const result = useQuery({
    query: reportQuery,
    pause: fetching && !data,
    variables: {
      filter,
      ...splitBy(query.groupBy, words),
      metrics: [...query.metrics],
      attribution: query.model,
      timeZone: zone,
    },
  });
  const change = (part: Partial<ReportQuery>): void =>
    setSearch(writeReportQuery({ ...query, ...part }), { replace: true });

  return (
    <>
      <PageHeader title="Reports" hint={`Days as in ${zone.replaceAll('_', ' ')}.`} />
      <Pickers query={query} change={change} companies={companies} words={words} />
      <ModelNote query={query} words={words} />
      <Chart query={query} filter={filter} zone={zone} change={change} words={words} />
      <Loaded result={result}>
        {({ callReport }) => <ReportTable report={callReport} query={query} words={words} />}
      </Loaded>
    </>
  );
};
