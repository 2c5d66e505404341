import { systemReach } from '../src/reach.ts';
import type { DataSet } from './data.ts';
import { type BenchServer, cloneDatabase, openSql, type Sql } from './database.ts';
import { callbacksOfCall } from './ingest-calls.ts';
import { type Conductor, startConductor } from './ingest-conductor.ts';

/** The callback that ends a prepared call. */
export interface DueCall {
  readonly n: number;
  readonly accountId: string;
  readonly callback: string;
  readonly params: Readonly<Record<string, string>>;
}

const at = new Date('2026-06-30T15:00:00Z');

/** A web visitor of each account is shown a pool number, so each account has one call that is credited exactly. */
const visits = `
create table bench.patterns as
select a.k, a.id as account_id, c.id as company_id, m.id as number_id, m.tracker_id, m.number,
  bench.own(21, a.k) as session_id, '+1332555' || lpad(a.k::text, 4, '0') as caller
from bench.accounts a
join bench.companies c on c.k = a.k and c.j = 1
join bench.numbers m on m.tracker = c.n * 100 + 7 and m.s = 1;
insert into web_sessions select s.* from bench.patterns p join web_sessions w on w.id = (select id from web_sessions limit 1)
cross join lateral jsonb_populate_record(w, jsonb_build_object('id', p.session_id, 'company_id', p.company_id,
  'account_id', p.account_id, 'started_at', '2026-06-30T14:58:00Z', 'last_seen_at', '2026-06-30T15:00:00Z')) s;
insert into leases (account_id, company_id, id, number_id, tracker_id, session_id, shown_at, expires_at)
select account_id, company_id, bench.own(22, k), number_id, tracker_id, session_id, '2026-06-30T14:58:00Z', '2026-06-30T15:28:00Z' from bench.patterns;
`;

/**
 * The n-th due call: a copy of its account's pattern, in progress, with its own caller. All that differs
 * from call to call is ids and numbers of the same length. Ids rise with time, as real ones do.
 */
const dueCalls = (count: number): string => `
create table bench.due as
select n, p.k, p.account_id, p.company_id, bench.uid(23, n, timestamptz '2026-06-30T15:10:00Z' + make_interval(secs => n * 0.001)) as call_id,
  'CA' || md5('due' || n) as call_key, bench.uid(24, n, timestamptz '2026-06-30T15:10:00Z' + make_interval(secs => n * 0.001)) as caller_id,
  '+1' || 400 + n / 10000 || '555' || lpad((n % 10000)::text, 4, '0') as caller, null::text as callback, null::jsonb as params
from generate_series(0, ${count - 1}) n
join bench.patterns p on p.k = width_bucket(bench.chance(n, 51), (select array_agg(upto order by k) from bench.accounts)) + 1
order by n;
alter table bench.due add primary key (n);
insert into callers select x.* from bench.due u join bench.patterns p on p.k = u.k
join callers r on r.account_id = p.account_id and r.company_id = p.company_id and r.number = p.caller
cross join lateral jsonb_populate_record(r, jsonb_build_object('id', u.caller_id, 'number', u.caller)) x;
insert into calls select x.* from bench.due u join bench.ringing c on c.account_id = u.account_id
cross join lateral jsonb_populate_record(c, jsonb_build_object('id', u.call_id, 'call_key', u.call_key, 'caller_id', u.caller_id,
  'caller_number', u.caller, 'facts', jsonb_set(c.facts, '{parties,from}', to_jsonb(u.caller)))) x;
update bench.due u set callback = e.callback, params = e.params || jsonb_build_object('CallSid', u.call_key, 'From', u.caller, 'Caller', u.caller)
from bench.ended_events e where e.account_id = u.account_id;
`;

/**
 * Remembers what the conductor wrote when it ended each account's pattern, as what the other side is to
 * write. Kept uncompressed, so that writing a copy costs the compression of a large row again.
 */
const remember = (name: string, table: string, rows: string): string => `
create table bench.ended_${name} (like ${table} including generated excluding indexes);
do $$ declare c text; begin
  for c in select attname from pg_attribute where attrelid = 'bench.ended_${name}'::regclass and attnum > 0 and attstorage = 'x' loop
    execute format('alter table bench.ended_${name} alter column %I set storage plain', c);
  end loop;
end $$;
insert into bench.ended_${name} select x.* from ${rows};`;

const ofCall = 'x.account_id = c.account_id and x.call_id = c.id';
const patterns = [
  remember('calls', 'calls', 'calls x join bench.ringing using (account_id, id)'),
  remember(
    'events',
    'carrier_events',
    `carrier_events x join bench.ended_calls c on ${ofCall}
    and x.callback = (select e.callback from bench.endings e where e.account_id = x.account_id) and x.params ->> 'CallSid' = c.call_key`,
  ),
  remember('decisions', 'decisions', `decisions x join bench.ended_calls c on ${ofCall}`),
  remember('lead_history', 'lead_history', `lead_history x join bench.ended_calls c on ${ofCall}`),
  remember('deliveries', 'deliveries', `deliveries x join bench.ended_calls c on ${ofCall}`),
  remember(
    'changes',
    'changes',
    `changes x join bench.ended_calls c on ${ofCall}
    where x.xid = (select max(l.xid) from changes l where l.account_id = c.account_id and l.call_id = c.id)`,
  ),
  remember('jobs', 'pgboss.job', `pgboss.job x where x.name = 'deliver'`),
].join('\n');

const keys = ['calls', 'events', 'deliveries'].map(
  (name) => `alter table bench.ended_${name} add primary key (account_id);`,
);

interface Pattern {
  readonly account_id: string;
  readonly number: string;
  readonly caller: string;
}

/** One call by the conductor itself, from its first ring to its end; keeps what it was just before. */
const conductPattern = async (conductor: Conductor, sql: Sql, pattern: Pattern): Promise<void> => {
  const { account_id, number, caller } = pattern;
  const setup = await conductor.setup.of(systemReach(account_id, 'bench'));
  for (const event of callbacksOfCall(setup, { from: caller, to: number, at, seed: account_id })) {
    await sql`delete from bench.ringing where account_id = ${account_id}`;
    await sql`insert into bench.ringing select * from calls
      where account_id = ${account_id} and caller_number = ${caller} and started_at = ${at}`;
    await conductor.take(event);
    const rows = await sql`select 1 from calls c join bench.ringing using (account_id, id)
      where account_id = ${account_id} and c.status = 'ENDED'`;
    if (rows.length > 0) {
      await sql`insert into bench.endings values (${account_id}, ${event.callback})`;
      return;
    }
  }
  throw new Error('The pattern of a call did not end.');
};

const conductPatterns = async (url: string, sql: Sql): Promise<void> => {
  await sql.unsafe(
    'create table bench.ringing (like calls); create table bench.endings (account_id uuid, callback text)',
  );
  const conductor = await startConductor(url);
  try {
    const rows = await sql<Pattern[]>`select account_id, number, caller from bench.patterns order by k`;
    for (const row of rows) await conductPattern(conductor, sql, row);
  } finally {
    await conductor.stop();
  }
};

/** A copy of the data set with `count` calls in progress, spread over its accounts as its calls are. */
export const prepareIngest = async (
  server: BenchServer,
  data: DataSet,
  count: number,
): Promise<{ readonly url: string; readonly due: readonly DueCall[] }> => {
  const name = `${new URL(data.url).pathname.slice(1)}_ingest`;
  const url = server.at(name);
  await cloneDatabase(server, new URL(data.url).pathname.slice(1), name);
  const sql = openSql(url);
  try {
    await sql.unsafe(visits);
    await conductPatterns(url, sql);
    await sql.unsafe(patterns + keys.join('\n'));
    await sql.unsafe(
      `set session_replication_role = replica; set synchronous_commit = off; ${dueCalls(count)}`,
    );
    await sql.unsafe('vacuum (analyze) bench.due');
    for (const table of [
      'calls',
      'callers',
      'carrier_events',
      'decisions',
      'lead_history',
      'deliveries',
      'changes',
      'pgboss.job',
    ])
      await sql.unsafe(`vacuum (analyze) ${table}`);
    const due = await sql<
      DueCall[]
    >`select n, account_id as "accountId", callback, params from bench.due order by n`;
    return { url, due };
  } finally {
    await sql.end();
  }
};
