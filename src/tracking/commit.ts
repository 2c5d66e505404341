import { leases, visitors, webSessions } from '../../schema/index.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { columnNames, type JsonRow, toJson } from '../storage/json-rows.ts';
import { isOutage } from '../storage/reserved.ts';

type SessionRow = JsonRow<typeof webSessions>;
export type VisitorRow = JsonRow<typeof visitors>;

/** A number about to be shown; `overflow`: one that others are shown too, so nobody is asked. */
export interface NewLease {
  readonly row: JsonRow<typeof leases>;
  /** Where it is of a pool: what its row must say, and when it may go to the next session, ISO 8601. */
  readonly epoch: number;
  readonly freeAt: string;
}

/** A visit that begins, or one that needs numbers. */
export interface Opening {
  readonly kind: 'OPEN';
  readonly accountId: string;
  readonly session: SessionRow | null;
  readonly visitor: VisitorRow | null;
  readonly leases: readonly NewLease[];
}

/** What a sign of life changes. */
export interface SignOfLife {
  readonly kind: 'KEEP';
  readonly accountId: string;
  readonly session: Pick<
    SessionRow,
    | 'id'
    | 'lastSeenAt'
    | 'gaClientId'
    | 'gaSessionId'
    | 'consentAdUserData'
    | 'consentAdPersonalization'
    | 'consentAnalytics'
    | 'poolIds'
  >;
  readonly leases: readonly {
    readonly id: string;
    readonly numberId: string;
    readonly overflow: boolean;
    readonly expiresAt: string;
    readonly freeAt: string;
  }[];
  readonly pages: readonly { readonly at: string; readonly page: string }[];
}

export type VisitWrite = Opening | SignOfLife;

/** Ids of leases that hold, and of sessions that exist. */
export interface Written {
  readonly held: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

const listOf = (table: Parameters<typeof columnNames>[0]): string => columnNames(table).join(', ');

/** A number goes to a session only where its row is as we knew it and free: the fence between processes. */
const openText = `
with new_sessions as (
  insert into web_sessions (${listOf(webSessions)})
  select ${listOf(webSessions)} from jsonb_populate_recordset(null::web_sessions, $2::jsonb)
), new_visitors as (
  insert into visitors (${listOf(visitors)})
  select ${listOf(visitors)} from jsonb_populate_recordset(null::visitors, $3::jsonb)
  on conflict (account_id, id) do update set
    last_touch = excluded.last_touch, clicks = visitors.clicks || excluded.clicks,
    visit_count = visitors.visit_count + excluded.visit_count,
    last_seen_at = greatest(visitors.last_seen_at, excluded.last_seen_at)
  where visitors.company_id = excluded.company_id
), wanted as materialized (
  select * from jsonb_to_recordset($4::jsonb) as w (id uuid, number_id uuid, tracker_id uuid, session_id uuid,
    target text, overflow boolean, shown_at timestamptz, expires_at timestamptz, epoch bigint, free_at timestamptz)
), locked as materialized (
  select p.number_id from wanted w join pool_numbers p on p.account_id = $1 and p.number_id = w.number_id
  where not w.overflow and p.epoch = w.epoch and p.free_at <= w.shown_at
  order by p.number_id for update of p
), taken as (
  update pool_numbers p set lease_id = w.id, free_at = w.free_at, epoch = p.epoch + 1
  from wanted w join locked on locked.number_id = w.number_id
  where p.account_id = $1 and p.number_id = w.number_id and not w.overflow
  returning w.id
), shown as (
  insert into leases (${listOf(leases)})
  select $1, w.id, w.number_id, w.tracker_id, w.session_id, w.target, w.overflow, w.shown_at, w.expires_at
  from wanted w where w.overflow or w.id in (select id from taken)
  returning id
)
select (select array_agg(id) from shown) as held`;

/** Times only ever move forward, and a lease only while its number is still its own. */
const keepText = `
with kept as materialized (
  select * from jsonb_to_recordset($2::jsonb)
    as k (id uuid, number_id uuid, overflow boolean, expires_at timestamptz, free_at timestamptz)
), locked as materialized (
  select p.number_id, p.lease_id from kept k join pool_numbers p on p.account_id = $1 and p.number_id = k.number_id
  where not k.overflow and p.lease_id = k.id order by p.number_id for update of p
), moved as (
  update pool_numbers p set free_at = greatest(p.free_at, k.free_at)
  from kept k join locked on locked.lease_id = k.id
  where p.account_id = $1 and p.number_id = locked.number_id
  returning k.id
), held as (
  update leases l set expires_at = greatest(l.expires_at, k.expires_at)
  from kept k where l.account_id = $1 and l.id = k.id and (k.overflow or k.id in (select id from moved))
  returning l.id
), seen as (
  update web_sessions s set last_seen_at = greatest(s.last_seen_at, k.last_seen_at),
    ga_client_id = coalesce(s.ga_client_id, k.ga_client_id),
    ga_session_id = coalesce(k.ga_session_id, s.ga_session_id),
    consent_ad_user_data = k.consent_ad_user_data,
    consent_ad_personalization = k.consent_ad_personalization,
    consent_analytics = k.consent_analytics, pool_ids = k.pool_ids
  from jsonb_to_recordset($3::jsonb) as k (id uuid, last_seen_at timestamptz, ga_client_id text, ga_session_id text,
    consent_ad_user_data text, consent_ad_personalization text, consent_analytics text, pool_ids uuid[])
  where s.account_id = $1 and s.id = k.id
  returning s.id
), viewed as (
  insert into page_views (account_id, session_id, at, page)
  select $1, v.session_id, v.at, v.page
  from jsonb_to_recordset($4::jsonb) as v (session_id uuid, at timestamptz, page text) join seen on seen.id = v.session_id
  on conflict do nothing
)
select (select array_agg(id) from held) as held, (select array_agg(id) from seen) as known`;

/** One row a visitor: a statement may not touch one twice. */
const visitorsOf = (openings: readonly Opening[]): readonly VisitorRow[] => {
  const rows = new Map<string, VisitorRow>();
  for (const { visitor } of openings) {
    if (!visitor) continue;
    const before = rows.get(visitor.id);
    const clicks = { ...before?.clicks, ...visitor.clicks };
    const firstTouch = before?.firstTouch ?? visitor.firstTouch;
    rows.set(visitor.id, {
      ...visitor,
      clicks,
      firstTouch,
      visitCount: (before?.visitCount ?? 0) + visitor.visitCount,
    });
  }
  return [...rows.values()];
};

const openStatement = (accountId: string, openings: readonly Opening[]): Statement => {
  const rows = openings.flatMap(({ session }) => (session ? [toJson(webSessions, session)] : []));
  const wanted = openings.flatMap((opening) =>
    opening.leases.map(({ row, epoch, freeAt }) => ({
      ...toJson(leases, row),
      epoch,
      free_at: freeAt,
    })),
  );
  const visitorRows = visitorsOf(openings).map((row) => toJson(visitors, row));
  return {
    text: openText,
    params: [accountId, JSON.stringify(rows), JSON.stringify(visitorRows), JSON.stringify(wanted)],
  };
};

const keepStatement = (accountId: string, signs: readonly SignOfLife[]): Statement => {
  const kept = signs.flatMap((sign) =>
    sign.leases.map(({ id, numberId, overflow, expiresAt, freeAt }) => ({
      id,
      number_id: numberId,
      overflow,
      expires_at: expiresAt,
      free_at: freeAt,
    })),
  );
  // The newest of a session, which knows what the others knew.
  const sessions = new Map(signs.map(({ session }) => [session.id, session]));
  const rows = [...sessions.values()].map((session) => ({
    id: session.id,
    last_seen_at: session.lastSeenAt,
    ga_client_id: session.gaClientId,
    ga_session_id: session.gaSessionId,
    consent_ad_user_data: session.consentAdUserData,
    consent_ad_personalization: session.consentAdPersonalization,
    consent_analytics: session.consentAnalytics,
    pool_ids: session.poolIds,
  }));
  const pages = signs.flatMap(({ session, pages: seen }) =>
    seen.map(({ at, page }) => ({ session_id: session.id, at, page })),
  );
  return {
    text: keepText,
    params: [accountId, JSON.stringify(kept), JSON.stringify(rows), JSON.stringify(pages)],
  };
};

/**
 * Row by row along the keys. A plan is kept for long, and one made while a table was small, or for the
 * hundred rows PostgreSQL expects in any JSON, would read whole tables once they have grown.
 */
const byKeys: Statement = {
  text: `select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_seqscan', 'off', true)`,
  params: [],
};

const setOf = (value: unknown): ReadonlySet<string> => new Set((value ?? []) as readonly string[]);

/**
 * Makes page views durable, many at a time: everything that waits goes into one transaction, one round trip
 * and one commit, and each is answered after it.
 */
export const createVisitCommit = ({ db }: { readonly db: Db }) => {
  const flush = async (items: readonly VisitWrite[]): Promise<readonly Written[]> => {
    const accounts = [...Map.groupBy(items, (item) => item.accountId)];
    const answers = await db.pipeline(async (send) => {
      send(byKeys);
      const sent = accounts.map(([accountId, own]) => {
        const openings = own.filter((item) => item.kind === 'OPEN');
        const signs = own.filter((item) => item.kind === 'KEEP');
        const statements = [
          ...(openings.length > 0 ? [openStatement(accountId, openings)] : []),
          ...(signs.length > 0 ? [keepStatement(accountId, signs)] : []),
        ];
        send(asAccount(accountId));
        const rows = Promise.all(statements.map(send));
        rows.catch(() => undefined); // awaited below, once the commit is on its way too
        return [accountId, rows] as const;
      });
      return { result: new Map(sent), last: [] };
    });
    const written = new Map<string, Written>();
    for (const [accountId, rows] of answers) {
      const found = (await rows).flat();
      written.set(accountId, {
        held: new Set(found.flatMap((row) => [...setOf(row['held'])])),
        known: new Set(found.flatMap((row) => [...setOf(row['known'])])),
      });
    }
    const nothing: Written = { held: new Set(), known: new Set() };
    return items.map((item) => written.get(item.accountId) ?? nothing);
  };

  const commits = createGroupCommit({
    flush,
    groupOf: (item: VisitWrite) => item.accountId,
    keyOf: (item) =>
      item.kind === 'KEEP' ? item.session.id : (item.session?.id ?? item.leases[0]?.row.id ?? ''),
    isOutage,
    maxBatch: 256,
    maxInFlight: 2,
  });
  return { add: commits.add, drained: commits.drained };
};

export type VisitCommit = ReturnType<typeof createVisitCommit>;
