import type { webSessions } from '../../schema/index.ts';
import type { Statement } from '../db.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { textRows } from '../storage/text-rows.ts';

/** The page is still open: what it saw since, and what else is known by now. */
export interface SignOfLife {
  readonly kind: 'KEEP';
  readonly accountId: string;
  /** ISO 8601. */
  readonly lastSeenAt: string;
  /** False when the visit as it is stored is good enough, and only pages are new. */
  readonly moves: boolean;
  readonly session: Pick<
    JsonRow<typeof webSessions>,
    | 'id'
    | 'companyId'
    | 'gaClientId'
    | 'gaSessionId'
    | 'consentAdUserData'
    | 'consentAdPersonalization'
    | 'consentAnalytics'
    | 'poolIds'
  >;
  readonly leases: readonly KeptLease[];
  readonly pages: readonly { readonly at: string; readonly page: string }[];
}

/** A lease to be moved on. Times in ISO 8601. */
interface KeptLease {
  readonly id: string;
  readonly numberId: string;
  readonly overflow: boolean;
  readonly expiresAt: string;
  readonly freeAt: string;
}

const kept = textRows<KeptLease>([
  { name: 'id', type: 'uuid', of: ({ id }) => id },
  { name: 'number_id', type: 'uuid', of: ({ numberId }) => numberId },
  { name: 'overflow', type: 'boolean', of: ({ overflow }) => overflow },
  { name: 'expires_at', type: 'timestamptz', of: ({ expiresAt }) => expiresAt },
  { name: 'free_at', type: 'timestamptz', of: ({ freeAt }) => freeAt },
]);

const alive = textRows<SignOfLife>([
  { name: 'id', type: 'uuid', of: ({ session }) => session.id },
  { name: 'last_seen_at', type: 'timestamptz', of: ({ lastSeenAt }) => lastSeenAt },
  { name: 'ga_client_id', type: 'text', of: ({ session }) => session.gaClientId },
  { name: 'ga_session_id', type: 'text', of: ({ session }) => session.gaSessionId },
  { name: 'consent_ad_user_data', type: 'text', of: ({ session }) => session.consentAdUserData },
  {
    name: 'consent_ad_personalization',
    type: 'text',
    of: ({ session }) => session.consentAdPersonalization,
  },
  { name: 'consent_analytics', type: 'text', of: ({ session }) => session.consentAnalytics },
  { name: 'pool_ids', type: 'uuid[]', of: ({ session }) => session.poolIds },
]);

const viewed = textRows<{
  readonly id: string;
  readonly companyId: string;
  readonly at: string;
  readonly page: string;
}>([
  { name: 'session_id', type: 'uuid', of: ({ id }) => id },
  { name: 'company_id', type: 'uuid', of: ({ companyId }) => companyId },
  { name: 'at', type: 'timestamptz', of: ({ at }) => at },
  { name: 'page', type: 'text', of: ({ page }) => page },
]);

/** Looked up one by one: as a join, every page would be held against every visit. */
const isSeen = '(v.session_id in (select id from seen)) is true';

/** Times only ever move forward, and a lease only while its number is still its own. */
const leasesText = `
with ${kept.as('kept', '$2')}, moved as (
  update pool_numbers p set free_at = greatest(p.free_at, k.free_at) from kept k
  where p.account_id = $1::uuid and p.number_id = k.number_id and p.lease_id = k.id and not k.overflow
  returning k.id
), held as (
  update leases l set expires_at = greatest(l.expires_at, k.expires_at) from kept k
  where l.account_id = $1::uuid and l.id = k.id and (k.overflow or k.id in (select id from moved))
  returning l.id
)
select string_agg(id::text, ',') as held from held`;

const sessionsText = `
with ${alive.as('alive', '$2')}, ${viewed.as('viewed', '$3')}, seen as (
  update web_sessions s set last_seen_at = greatest(s.last_seen_at, k.last_seen_at),
    ga_client_id = coalesce(s.ga_client_id, k.ga_client_id),
    ga_session_id = coalesce(k.ga_session_id, s.ga_session_id),
    consent_ad_user_data = k.consent_ad_user_data,
    consent_ad_personalization = k.consent_ad_personalization,
    consent_analytics = k.consent_analytics, pool_ids = k.pool_ids
  from alive k where s.account_id = $1::uuid and s.id = k.id
  returning s.id
), noted as (
  insert into page_views (account_id, company_id, session_id, at, page)
  select $1::uuid, v.company_id, v.session_id, v.at, v.page from viewed v where ${isSeen}
  on conflict do nothing
)
select string_agg(id::text, ',') as known from seen`;

/** The lock keeps the visit from being deleted before its pages are there to be deleted with it. */
const pagesText = `
with ${viewed.as('viewed', '$2')}, seen as materialized (
  select s.id from (select distinct session_id as id from viewed order by 1) v cross join lateral (
    select id from web_sessions where account_id = $1::uuid and id = v.id for key share) s
), noted as (
  insert into page_views (account_id, company_id, session_id, at, page)
  select $1::uuid, v.company_id, v.session_id, v.at, v.page from viewed v where ${isSeen}
  on conflict do nothing
)
select string_agg(id::text, ',') as known from seen`;

const inOrder = (signs: readonly SignOfLife[]): readonly SignOfLife[] =>
  signs.toSorted((a, b) => (a.session.id < b.session.id ? -1 : 1));

const pagesOf = (signs: readonly SignOfLife[]) =>
  signs.flatMap(({ session: { id, companyId }, pages }) => pages.map((page) => ({ id, companyId, ...page })));

/**
 * The statements that store signs of life of one account: one answers the `held` leases, one the `known`
 * sessions, ids with commas. Both take their rows in the order of the keys, as every process does.
 */
export const keepStatements = (accountId: string, signs: readonly SignOfLife[]): readonly Statement[] => {
  const leases = signs.flatMap((sign) => sign.leases).toSorted((a, b) => (a.numberId < b.numberId ? -1 : 1));
  const moving = new Set(signs.filter(({ moves }) => moves).map(({ session }) => session.id));
  const [moved, stayed] = [true, false].map((moves) =>
    signs.filter(({ session }) => moving.has(session.id) === moves),
  );
  // The newest of a session, which knows what the others knew.
  const newest = [...new Map(moved?.map((sign) => [sign.session.id, sign])).values()];
  const pages = [viewed.write(pagesOf(moved ?? [])), viewed.write(pagesOf(stayed ?? []))] as const;
  return [
    ...(leases.length > 0 ? [{ text: leasesText, params: [accountId, kept.write(leases)] }] : []),
    ...(newest.length > 0
      ? [{ text: sessionsText, params: [accountId, alive.write(inOrder(newest)), pages[0]] }]
      : []),
    ...(pages[1] !== '' ? [{ text: pagesText, params: [accountId, pages[1]] }] : []),
  ];
};
