import { IconShieldCheck } from '@tabler/icons-react';
import { usePages } from '../../api/pages.ts';
import { useMay } from '../../api/viewer.tsx';
import type { AuditEntriesQuery } from '../../generated/graphql.ts';
import { sentence } from '../../parts/format.ts';
import { ListRow } from '../../parts/list-row.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import { Rows } from './list-section.tsx';
import { auditEntriesQuery } from './queries.ts';

/** Entries have no id of their own; the cursor of their edge serves. */
const pageOf = ({ auditEntries: { edges, pageInfo, totalCount } }: AuditEntriesQuery) => ({
  nodes: edges.map(({ cursor, node }) => ({ ...node, id: cursor })),
  pageInfo,
  totalCount,
});

/** What the entries are called; one of a kind that is new shows under its own name. */
const kindLabels: Readonly<Record<string, string>> = {
  CARRIER_REFUSED: 'Webhook refused',
  API_KEY_CREATED: 'API key made',
  API_KEY_REVOKED: 'API key revoked',
  LINKED_ACCOUNT_DEAD: 'Linked account lost',
  ALERT_FAILED: 'Alert not delivered',
  'pool.running_out': 'Pool running low',
  'pool.exhausted': 'Pool empty',
};

const about =
  'Keys made and revoked, webhooks refused, linked accounts lost and pools that ran out of numbers.';

const Entries = () => {
  const pages = usePages(auditEntriesQuery, {}, pageOf);
  if (pages.error) return <Problem error={pages.error} again={pages.reload} />;
  return (
    <Panel title="Audit" hint={about} flush>
      {pages.rows.length === 0 &&
        (pages.loading ? (
          <RowSkeletons rows={4} />
        ) : (
          <Nothing icon={<IconShieldCheck aria-hidden />} title="Nothing yet">
            What no call shows appears here: {about.charAt(0).toLowerCase() + about.slice(1)}
          </Nothing>
        ))}
      <Rows>
        {pages.rows.map(({ id, at, kind, detail, actor }) => (
          <ListRow key={id} title={kindLabels[kind] ?? sentence(kind)} hint={detail}>
            {actor.kind === 'SYSTEM' ? '' : `${actor.name} · `}
            <When at={at} />
          </ListRow>
        ))}
      </Rows>
      <LoadMore pages={pages} />
    </Panel>
  );
};

export const AuditSection = () => {
  const { admin } = useMay();
  if (admin) return <Entries />;
  return (
    <Nothing icon={<IconShieldCheck aria-hidden />} title="Only for administrators">
      Sign in with a key that may administer the account to see the audit log.
    </Nothing>
  );
};
