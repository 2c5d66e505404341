import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSql, type Sql } from './database.ts';
import type { Timing } from './timing.ts';

const run = promisify(execFile);

/**
 * What the conductor writes for one ended call, as one function in one transaction: the raw event, the call,
 * three decisions, what became of the lead, the delivery with its frozen call, its job, two changes. Rows are copies of those the
 * conductor itself wrote for a call of the same account, so they have its sizes. Nothing is judged, no
 * lock taken, nobody woken, and no account wall is in the way: this is what PostgreSQL alone can do.
 */
const functionText = (jobTable: string, newId: string): string => `
create or replace function bench.end_call(due_n int) returns void language plpgsql as $$
declare u bench.due; delivery uuid := ${newId}; begin
  select * into u from bench.due where n = due_n;
  insert into carrier_events (account_id, company_id, carrier, event_key, callback, call_key, params, received_at, state, reason, call_id)
    select u.account_id, u.company_id, e.carrier, left(u.call_key, 34) || '-callback', e.callback, u.call_key, u.params, now(), e.state, e.reason, u.call_id
    from bench.ended_events e where e.account_id = u.account_id;
  update calls c set version = e.version, status = e.status, outcome = e.outcome, ended_at = e.ended_at, ring_seconds = e.ring_seconds,
      talk_seconds = e.talk_seconds, duration_seconds = e.duration_seconds, facts = e.facts, rule_effects = e.rule_effects,
      tag_ids = e.tag_ids, lead_status = e.lead_status
    from bench.ended_calls e where e.account_id = u.account_id and c.account_id = u.account_id and c.id = u.call_id;
  insert into decisions (account_id, company_id, call_id, automation_id, call_version, automation_version, trigger, matched, reason, at)
    select u.account_id, u.company_id, u.call_id, d.automation_id, d.call_version, d.automation_version, d.trigger, d.matched, d.reason, now()
    from bench.ended_decisions d where d.account_id = u.account_id;
  insert into lead_history (account_id, company_id, call_id, call_version, field, before, after, actor_kind, actor_id, at)
    select u.account_id, u.company_id, u.call_id, l.call_version, l.field, l.before, l.after, l.actor_kind, l.actor_id, now()
    from bench.ended_lead_history l where l.account_id = u.account_id;
  insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key, settings, snapshot,
      automation_id, automation_version, state, due_at, created_at)
    select u.account_id, u.company_id, delivery, u.call_id, d.linked_account_id, d.integration, d.action, d.target, d.revision,
      'rp_' || left(u.call_key, 26), d.settings, d.snapshot, d.automation_id, d.automation_version, d.state, now(), now()
    from bench.ended_deliveries d where d.account_id = u.account_id;
  insert into pgboss.${jobTable} (name, data, policy, retry_limit, retry_delay, retry_backoff, expire_seconds, deletion_seconds, keep_until)
    select j.name, jsonb_build_object('accountId', u.account_id, 'deliveryId', delivery), j.policy, j.retry_limit, j.retry_delay,
      j.retry_backoff, j.expire_seconds, j.deletion_seconds, j.keep_until
    from bench.ended_jobs j limit 1;
  insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
    select u.account_id, u.company_id, h.kind, u.call_id, case when h.subject_id is null then null else delivery end, h.detail
    from bench.ended_changes h where h.account_id = u.account_id;
end $$;`;

export const createPeerFunction = async (sql: Sql): Promise<void> => {
  const [queue] = await sql<
    { table_name: string }[]
  >`select table_name from pgboss.queue where name = 'deliver'`;
  const [server] = await sql<
    { version: number }[]
  >`select current_setting('server_version_num')::int as version`;
  const newId = (server?.version ?? 0) >= 180000 ? 'uuidv7()' : 'gen_random_uuid()';
  await sql.unsafe(functionText(queue?.table_name ?? 'job', newId));
};

/** pgbench from PATH or Debian's folders, the newest; null where there is none. */
export const findPgbench = async (): Promise<string | null> => {
  const debian = '/usr/lib/postgresql';
  const versions = (await readdir(debian).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  for (const folder of folders) {
    const path = join(folder, 'pgbench');
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
};

/** Each client ends every `clients`-th of the `count` calls from `first` on. */
const script = (clients: number): string =>
  `\\set i :i + 1\n\\set n :first + :client_id + ${clients} * :i\nselect bench.end_call(:n);\n`;

const runPgbench = async (
  pgbench: string,
  url: string,
  range: { readonly first: number; readonly count: number; readonly clients: number },
): Promise<Timing> => {
  const { first, count, clients } = range;
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-bench-'));
  try {
    await writeFile(join(folder, 'script'), script(clients));
    const address = new URL(url);
    const { stdout } = await run(
      pgbench,
      [
        ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-t', String(count / clients)],
        ...['-f', 'script', '-D', 'i=-1', '-D', `first=${first}`, '-l', '--log-prefix=times'],
      ],
      {
        cwd: folder,
        env: {
          ...process.env,
          PGHOST: address.hostname,
          PGPORT: address.port,
          PGUSER: decodeURIComponent(address.username),
          PGPASSWORD: decodeURIComponent(address.password),
          PGDATABASE: address.pathname.slice(1),
        },
      },
    );
    const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
    if (!(rate > 0)) throw new Error(`pgbench gave no rate:\n${stdout}`);
    const logs = (await readdir(folder)).filter((name) => name.startsWith('times'));
    const lines = (await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8'))))
      .join('')
      .trim()
      .split('\n');
    return { rate, latencies: lines.map((line) => Number(line.split(' ')[2]) / 1000) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Stands in where pgbench is missing. */
const runLoop = async (
  url: string,
  range: { readonly first: number; readonly count: number; readonly clients: number },
): Promise<Timing> => {
  const { first, count, clients } = range;
  const sql = openSql(url, clients);
  const latencies: number[] = [];
  const client = async (id: number): Promise<void> => {
    for (let n = first + id; n < first + count; n += clients) {
      const began = performance.now();
      await sql`select bench.end_call(${n})`;
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, () => sql`select 1`));
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, id) => client(id)));
  const rate = count / ((performance.now() - began) / 1000);
  await sql.end();
  return { rate, latencies };
};

/** Ends `count` calls (a multiple of `clients`) from `first` on. */
export const endCalls = (
  pgbench: string | null,
  url: string,
  range: Parameters<typeof runLoop>[1],
): Promise<Timing> => (pgbench ? runPgbench(pgbench, url, range) : runLoop(url, range));
