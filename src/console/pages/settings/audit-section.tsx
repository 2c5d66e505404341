import { Table } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { usePages } from '../../api/pages.ts';
import type { AuditEntriesQuery } from '../../generated/graphql.ts';
import { sentence } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Ago } from '../../parts/when.tsx';
import { auditEntriesQuery } from './queries.ts';

/** Entries have no id of their own; the cursor of their edge serves. */
const pageOf = ({ auditEntries: { edges, pageInfo, totalCount } }: AuditEntriesQuery) => ({
  nodes: edges.map(({ cursor, node }) => ({ ...node, id: cursor })),
  pageInfo,
  totalCount,
});

export const AuditSection = () => {
  const pages = usePages(auditEntriesQuery, {}, pageOf);
  if (pages.error) return <Problem error={pages.error} again={pages.reload} />;
  return (
    <Panel title="Audit" hint="Refused webhooks, and keys made and revoked." flush>
      {pages.rows.length === 0 &&
        (pages.loading ? (
          <RowSkeletons rows={4} />
        ) : (
          <Nothing icon={<IconShieldCheck aria-hidden />} title="Nothing yet">
            Refused webhooks and changes of keys appear here.
          </Nothing>
        ))}
      <Table>
        <Table.Tbody>
          {pages.rows.map(({ id, at, kind, detail }) => (
            <Table.Tr key={id}>
              <Table.Td>{sentence(kind)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{detail}</Table.Td>
              <Table.Td ta="right">
                <Ago at={at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
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
  );
};
