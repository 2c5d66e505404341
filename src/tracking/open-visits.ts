import { type ClickTimes, leases, webSessions } from '../../schema/index.ts';
import type { Statement } from '../db.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { columnsBut, type TextColumn, textRows } from '../storage/text-rows.ts';
import { touchOf } from './touch.ts';

/** A visit that begins, and what it tells of its visitor. */
export interface NewVisit {
  readonly row: JsonRow<typeof webSessions>;
  readonly clicks: ClickTimes;
  /** The browser said who it is, so there may be a visitor already. */
  readonly returning: boolean;
}

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
  readonly visit: NewVisit | null;
  readonly leases: readonly NewLease[];
}

const visitColumns: readonly TextColumn<NewVisit>[] = [
  ...columnsBut(webSessions, ({ row }: NewVisit) => row, [
    'accountId',
    'lastSeenAt',
    'createdAt',
    'numberClicks',
  ]),
  { name: 'arrived', type: 'text', of: ({ row }) => row.startedAt },
  { name: 'clicks', type: 'jsonb', of: ({ clicks }) => clicks },
  { name: 'returns', type: 'boolean', of: ({ returning }) => returning },
];
const visits = textRows(visitColumns);
const sessionNames = visitColumns.slice(0, -3).map(({ name }) => name);

const wanted = textRows<NewLease>([
  ...columnsBut(leases, ({ row }: NewLease) => row, ['accountId']),
  { name: 'epoch', type: 'bigint', of: ({ epoch }) => epoch },
  { name: 'free_at', type: 'timestamptz', of: ({ freeAt }) => freeAt },
]);
const leaseNames = [
  'company_id',
  'id',
  'number_id',
  'tracker_id',
  'session_id',
  'target',
  'overflow',
  'shown_at',
  'expires_at',
];
const intoLeases = `insert into leases (account_id, ${leaseNames.join(', ')})`;
const leasesOf = (alias: string): string =>
  `select $1::uuid, ${leaseNames.map((name) => `${alias}.${name}`).join(', ')} from ${alias}`;

/** A number goes to a session only where its row is as we knew it and free: the fence between processes. */
const take = `update pool_numbers p set lease_id = w.id, free_at = w.free_at, epoch = p.epoch + 1`;
const isOurs = `p.account_id = $1::uuid and p.number_id = w.number_id and p.epoch = w.epoch and p.free_at <= w.shown_at`;

const intoVisitors = (which: string): string => `
  insert into visitors (account_id, id, company_id, first_touch, last_touch, clicks, first_seen_at, last_seen_at)
  select $1::uuid, visitor_id, company_id, touch, touch, clicks, started_at, started_at
  from visits cross join lateral (select ${touchOf('visits', 'arrived')} as touch offset 0) touched where ${which}`;

/** A visitor who is known keeps the first touch; one of another company is left alone. */
const returned = `, returned as (${intoVisitors('returns')}
  on conflict (account_id, id) do update set
    last_touch = excluded.last_touch, clicks = visitors.clicks || excluded.clicks,
    visit_count = visitors.visit_count + 1,
    last_seen_at = greatest(visitors.last_seen_at, excluded.last_seen_at)
  where visitors.company_id = excluded.company_id)`;

/** Visits that begin, with their numbers. Asking who is known costs every row, so nobody asks for nobody. */
const openText = (anyReturning: boolean): string => `
with ${visits.as('visits', '$2')}, ${wanted.as('wanted', '$3')}, sessions as (
  insert into web_sessions (account_id, last_seen_at, created_at, ${sessionNames.join(', ')})
  select $1::uuid, started_at, started_at, ${sessionNames.join(', ')} from visits
), begun as (${intoVisitors('not returns')})${anyReturning ? returned : ''}, taken as (
  ${take} from wanted w where ${isOurs}
  returning ${leaseNames.map((name) => `w.${name}`).join(', ')}
), shown as (${intoLeases} ${leasesOf('taken')} returning id)
select string_agg(id::text, ',') as held from shown`;
const openTexts = { anyReturning: openText(true), allNew: openText(false) };

/**
 * One process after the other for each visit that goes on: tabs of it may be answered by several. A statement
 * of its own, so that the next one sees what the process before gave. Not the visit's row, which signs of
 * life write behind the numbers' rows.
 */
const turnText = `
select pg_advisory_xact_lock(hashtextextended(id::text, 0))
from (select unnest(string_to_array($1, ','))::uuid as id order by 1) visits`;

/**
 * More numbers for visits that go on, unless they were deleted meanwhile; and numbers others see too. A visit
 * that another process has given a number of that pool keeps it: theirs, by the lease that was wanted.
 */
const moreText = `
with ${wanted.as('wanted', '$2')}, known as materialized (
  select s.id from (select distinct session_id as id from wanted order by 1) w cross join lateral (
    select id from web_sessions where account_id = $1::uuid and id = w.id for key share) s
), given as materialized (
  select distinct on (w.id) w.id as wanted_id, l.id, l.number_id, l.expires_at from wanted w
    join leases l on l.account_id = $1::uuid and l.session_id = w.session_id and l.tracker_id = w.tracker_id
      and l.target is not distinct from w.target and not l.overflow
    join pool_numbers p on p.account_id = $1::uuid and p.number_id = l.number_id and p.lease_id = l.id
  order by w.id, l.shown_at desc
), open as materialized (
  select w.* from wanted w
  where (w.session_id in (select id from known)) is true and w.id not in (select wanted_id from given)
), taken as (
  ${take} from open w where not w.overflow and ${isOurs}
  returning w.id
), shown as (
  ${intoLeases} ${leasesOf('open')} where open.overflow or open.id in (select id from taken)
  returning id
)
select (select string_agg(id::text, ',') from shown) as held,
  (select json_agg(json_build_object('wanted', wanted_id, 'id', id, 'numberId', number_id,
    'expiresAt', extract(epoch from expires_at) * 1000)) from given) as theirs`;

/** In the order of their numbers, in which every process takes them: two never wait for each other. */
const inOrder = (all: readonly NewLease[]): readonly NewLease[] =>
  all.toSorted((a, b) => (a.row.numberId < b.row.numberId ? -1 : 1));

/** A statement may not touch a visitor twice: who begins two visits at once has the second in the next one. */
const rounds = (openings: readonly Opening[]): readonly (readonly Opening[])[] => {
  const begun = new Set<string>();
  const [now, next]: [Opening[], Opening[]] = [[], []];
  for (const opening of openings) {
    const { visitorId = '' } = opening.visit?.row ?? {};
    (begun.has(visitorId) ? next : now).push(opening);
    begun.add(visitorId);
  }
  return next.length > 0 ? [now, ...rounds(next)] : now.length > 0 ? [now] : [];
};

/** The statements that store openings of one account; each answers the `held` leases, ids with commas. */
export const openStatements = (accountId: string, openings: readonly Opening[]): readonly Statement[] => {
  const beginning = openings.filter(({ visit }) => visit !== null);
  const more = openings.flatMap(({ visit, leases: own }) => own.filter(({ row }) => !visit || row.overflow));
  const goingOn = openings.flatMap(({ visit, leases: own }) =>
    visit ? [] : own.slice(0, 1).map(({ row }) => row.sessionId),
  );
  return [
    ...rounds(beginning).map((round) => {
      const begun = round.flatMap(({ visit }) => visit ?? []);
      const numbers = round.flatMap(({ leases: own }) => own.filter(({ row }) => !row.overflow));
      return {
        text: begun.some(({ returning }) => returning) ? openTexts.anyReturning : openTexts.allNew,
        params: [accountId, visits.write(begun), wanted.write(inOrder(numbers))],
      };
    }),
    ...(goingOn.length > 0 ? [{ text: turnText, params: [goingOn.join(',')] }] : []),
    ...(more.length > 0 ? [{ text: moreText, params: [accountId, wanted.write(inOrder(more))] }] : []),
  ];
};
