import { runs } from '../../schema/index.ts';
import type { Statement } from '../db.ts';
import { type Reach, systemReach } from '../reach.ts';
import { fromJson } from '../storage/json-rows.ts';
import type { RunRow } from './handler.ts';

/** Seconds without a sign of life after which a run belongs to a process that died. */
const lostAfterSeconds = 30;

/** Notified with the account's UUID when one of its runs waits for a process. */
export const idleChannel = 'ringpath_runs';

/** The change every step of a run leaves for each company it is limited to, from rows named `moved`. */
const told = (text: string): string => `insert into changes (account_id, company_id, kind, subject_id, detail)
  select m.account_id, c.id, 'RUN_CHANGED', m.id,
    jsonb_build_object('text', ${text}, 'state', m.state, 'done', m.done, 'total', m.total)
  from moved m cross join unnest(coalesce(m.company_ids, array[null::uuid])) as c (id)`;

export const runOf = (rows: readonly Readonly<Record<string, unknown>>[]): RunRow | null =>
  rows[0] ? fromJson(runs, rows[0]['run'] as Readonly<Record<string, unknown>>) : null;

/** Stored as if nobody had looked at it for long, so the first worker that sees it takes it. */
export const startStatement = (
  run: Pick<
    RunRow,
    'accountId' | 'id' | 'kind' | 'automationId' | 'input' | 'actorKind' | 'actorId' | 'companyIds'
  >,
  title: string,
): Statement => ({
  text: `with moved as (
    insert into runs (account_id, id, kind, state, automation_id, input, actor_kind, actor_id, company_ids,
      seen_at)
    values ($1, $2, $3, 'RUNNING', $4, $5::jsonb, $6, $7, $8::uuid[], 'epoch') returning *
  ), told as (${told("$9::text || ' started.'")})
  select pg_notify('${idleChannel}', m.account_id::text) from moved m`,
  params: [
    run.accountId,
    run.id,
    run.kind,
    run.automationId,
    JSON.stringify(run.input),
    run.actorKind,
    run.actorId,
    run.companyIds,
    title,
  ],
});

/** Runs nobody works on: new ones, and those whose process died. */
export const idleStatement = (accountId: string): Statement => ({
  text: `select r.id, r.kind from runs r where r.account_id = $1 and r.state = 'RUNNING'
    and r.seen_at < now() - make_interval(secs => $2::int) order by r.created_at`,
  params: [accountId, lostAfterSeconds],
});

/** Takes a run; of two processes one gets it. */
export const claimStatement = (accountId: string, id: string): Statement => ({
  text: `update runs r set seen_at = clock_timestamp() where r.account_id = $1 and r.id = $2
    and r.state = 'RUNNING' and r.seen_at < now() - make_interval(secs => $3::int) returning to_jsonb(r) as run`,
  params: [accountId, id, lostAfterSeconds],
});

/** A sign of life in the middle of a page. */
export const beatStatement = (run: Pick<RunRow, 'accountId' | 'id' | 'seenAt'>): Statement => ({
  text: `update runs r set seen_at = greatest(clock_timestamp(), r.seen_at + interval '1 ms')
    where r.account_id = $1 and r.id = $2 and r.state = 'RUNNING' and r.seen_at = $3::timestamptz
    returning to_jsonb(r) as run`,
  params: [run.accountId, run.id, run.seenAt],
});

export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly position: string | null;
  readonly result: unknown;
  readonly state: RunRow['state'];
  readonly reason: string | null;
}

/**
 * Moves a run on. What was last seen stands in the WHERE: a process that was thought dead and comes back
 * late, or one whose run was cancelled, gets no row and stops.
 */
export const advanceStatement = (
  run: Pick<RunRow, 'accountId' | 'id' | 'seenAt'>,
  progress: Progress,
  text: string | null,
): Statement => movedStatement(run, 'r.seen_at = $3::timestamptz', run.seenAt, progress, text);

/**
 * The same in the middle of a page: a sign of life may come at any moment, so it is where the page began that
 * stands in the WHERE. Of two processes that do the same page one gets a row.
 */
export const settleStatement = (
  run: Pick<RunRow, 'accountId' | 'id' | 'position'>,
  progress: Progress,
  text: string | null,
): Statement => movedStatement(run, 'r.position is not distinct from $3::text', run.position, progress, text);

const movedStatement = (
  run: Pick<RunRow, 'accountId' | 'id'>,
  stands: string,
  known: string | null,
  progress: Progress,
  text: string | null,
): Statement => ({
  text: `with moved as (
    update runs r set total = $4::int, done = $5::int, position = $6, result = $7::jsonb, state = $8, reason = $9,
      seen_at = greatest(clock_timestamp(), r.seen_at + interval '1 ms'),
      ended_at = case when $8 = 'RUNNING' then null else clock_timestamp() end
    where r.account_id = $1 and r.id = $2 and r.state = 'RUNNING' and ${stands} returning r.*
  ), told as (${told('$10::text')} where $10::text is not null)
  select to_jsonb(m) as run from moved m`,
  params: [
    run.accountId,
    run.id,
    known,
    progress.total,
    progress.done,
    progress.position,
    JSON.stringify(progress.result ?? null),
    progress.state,
    progress.reason,
    text,
  ],
});

/** Hands a run back, so that another process need not wait until this one counts as dead. */
export const releaseStatement = (run: Pick<RunRow, 'accountId' | 'id' | 'seenAt'>): Statement => ({
  text: `with moved as (
    update runs set seen_at = 'epoch'
    where account_id = $1 and id = $2 and state = 'RUNNING' and seen_at = $3::timestamptz returning account_id
  ) select pg_notify('${idleChannel}', m.account_id::text) from moved m`,
  params: [run.accountId, run.id, run.seenAt],
});

export const cancelStatement = (accountId: string, id: string): Statement => ({
  text: `with moved as (
    update runs r set state = 'CANCELLED', reason = 'Cancelled by hand.', ended_at = clock_timestamp()
    where r.account_id = $1 and r.id = $2 and r.state = 'RUNNING' returning r.*
  ), told as (${told("'Cancelled.'")}) select to_jsonb(m) as run from moved m`,
  params: [accountId, id],
});

/** The reach of who asked for the run, within which it works. */
export const reachOf = ({ accountId, actorKind, actorId, companyIds }: RunRow): Reach => {
  const whole = systemReach(accountId, 'runs');
  if (actorKind === 'SYSTEM' || actorId === null) return whole;
  return { ...whole, companies: companyIds ?? 'ALL', actor: { kind: actorKind, id: actorId } };
};
