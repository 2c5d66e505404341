import { Alert, Button, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDownload, IconReportOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { CallReportMetric, ReportTableFragment } from '../../generated/graphql.ts';
import { Nothing } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { csv, download } from './csv.ts';
import type { ReportQuery } from './report-query.ts';
import { groupsIn } from './split.ts';
import { dimensionNamed, metricNamed, type ReportWords } from './words.ts';

/** `source, city and tags`. */
const inARow = new Intl.ListFormat('en-GB');

type Values = ReportTableFragment['totals'];

const metricValue = (values: Values, metric: CallReportMetric): number =>
  values.find((each) => each.metric === metric)?.value ?? 0;

const exported = (report: ReportTableFragment, query: ReportQuery, words: ReportWords): string =>
  csv([
    [
      ...query.groupBy.map((each) => dimensionNamed(each, words).label),
      ...query.metrics.map((each) =>
        metricNamed(each, words).unit === 'MONEY' && report.currency
          ? `${metricNamed(each, words).label} (${report.currency})`
          : metricNamed(each, words).label,
      ),
    ],
    ...report.rows.map((row) => [
      ...groupsIn(row, query.groupBy, words).map(({ label }) => label),
      ...query.metrics.map((metric) => metricValue(row.values, metric)),
    ]),
  ]);

export const ReportTable = ({
  report,
  query,
  words,
}: {
  report: ReportTableFragment;
  query: ReportQuery;
  words: ReportWords;
}) => {
  const [order, setOrder] = useState<{ metric: CallReportMetric; up: boolean }>({
    metric: 'CALLS',
    up: false,
  });
  const metric = query.metrics.includes(order.metric) ? order.metric : (query.metrics[0] ?? 'CALLS');
  const rows = useMemo(
    () =>
      report.rows.toSorted(
        (a, b) => (metricValue(a.values, metric) - metricValue(b.values, metric)) * (order.up ? 1 : -1),
      ),
    [report.rows, metric, order.up],
  );
  const Arrow = order.up ? IconArrowUp : IconArrowDown;

  return (
    <Panel
      title={`By ${inARow.format(query.groupBy.map((each) => dimensionNamed(each, words).label.toLowerCase()))}`}
      flush
      actions={
        <Button
          size="xs"
          variant="default"
          disabled={rows.length === 0}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => download('calls.csv', exported(report, query, words))}
        >
          CSV
        </Button>
      }
    >
      {report.truncated && (
        <Alert color="orange" mx="md" mb="sm">
          There are more rows than a report holds. Choose a shorter time or fewer dimensions to see all.
        </Alert>
      )}
      {rows.length === 0 ? (
        <Nothing icon={<IconReportOff aria-hidden />} title="No calls in this time">
          Choose a longer date range or another company.
        </Nothing>
      ) : (
        <Table.ScrollContainer minWidth={query.groupBy.length * 150 + query.metrics.length * 110}>
          <Table highlightOnHover className="numeric">
            <Table.Thead>
              <Table.Tr>
                {query.groupBy.map((each) => (
                  <Table.Th key={each}>{dimensionNamed(each, words).label}</Table.Th>
                ))}
                {query.metrics.map((each) => (
                  <Table.Th
                    key={each}
                    ta="right"
                    aria-sort={each === metric ? (order.up ? 'ascending' : 'descending') : 'none'}
                  >
                    <UnstyledButton
                      fz="sm"
                      fw={600}
                      style={{ whiteSpace: 'nowrap' }}
                      onClick={() => setOrder({ metric: each, up: each === metric && !order.up })}
                    >
                      {each === metric && <Arrow size={12} aria-hidden />} {metricNamed(each, words).label}
                    </UnstyledButton>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={[...row.groups, ...row.fieldGroups].map(({ value }) => value).join('\n')}>
                  {groupsIn(row, query.groupBy, words).map((group) => (
                    <Table.Td key={group.name} miw={120} maw={280} style={{ overflowWrap: 'anywhere' }}>
                      {group.label}
                    </Table.Td>
                  ))}
                  {query.metrics.map((each) => (
                    <Table.Td key={each} ta="right">
                      {metricNamed(each, words).format(metricValue(row.values, each), report.currency)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
            <Table.Tfoot>
              <Table.Tr>
                <Table.Th colSpan={query.groupBy.length}>Total</Table.Th>
                {query.metrics.map((each) => (
                  <Table.Th key={each} ta="right">
                    {metricNamed(each, words).format(metricValue(report.totals, each), report.currency)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Tfoot>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
};
