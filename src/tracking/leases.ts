import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';

/** A number shown to a session. */
export interface Lease {
  readonly id: string;
  readonly trackerId: string;
  readonly numberId: string;
}

/** drizzle hands raw values to postgres.js unserialised, so times go as text. */
export const timestamp = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

const lease = (row: Record<string, unknown>): Lease => ({
  id: String(row['id']),
  trackerId: String(row['tracker_id']),
  numberId: String(row['number_id']),
});

/**
 * Takes the number of the pool that lay idle longest, in one statement: SKIP LOCKED keeps two takers off
 * one row, and the condition is judged again on the row as it is once locked.
 */
const takeFree = async (
  tx: Tx,
  accountId: string,
  taking: {
    readonly leaseId: string;
    readonly trackerId: string;
    readonly sessionId: string;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<{ readonly taken: Lease | null; readonly freeOnes: boolean }> => {
  const { leaseId, trackerId, sessionId, at, until } = taking;
  const [row] = await tx.execute(sql`
    with free as (
      select number_id from pool_numbers
      where account_id = ${accountId} and tracker_id = ${trackerId} and free_at <= ${timestamp(at)}
      order by free_at, number_id
      for update skip locked limit 1
    ), taken as (
      update pool_numbers set lease_id = ${leaseId}::uuid, free_at = ${timestamp(until)}
      from free where pool_numbers.account_id = ${accountId} and pool_numbers.number_id = free.number_id
      returning pool_numbers.number_id
    ), shown as (
      insert into leases (account_id, id, number_id, tracker_id, session_id, shown_at, expires_at)
      select ${accountId}, ${leaseId}::uuid, number_id, ${trackerId}::uuid, ${sessionId}::uuid,
        ${timestamp(at)}, ${timestamp(until)}
      from taken
      returning id, tracker_id, number_id
    )
    select shown.*, exists (
      select from pool_numbers
      where account_id = ${accountId} and tracker_id = ${trackerId} and free_at <= ${timestamp(at)}
    ) as free_ones
    from (select 1) as one left join shown on true`);
  if (!row) throw new Error('Taking a number answered no row.');
  return { taken: row['id'] ? lease(row) : null, freeOnes: row['free_ones'] === true };
};

/** Free numbers all locked by others are about to be taken or given back; this long is waited for that. */
const pausesMs = [2, 5, 10, 20, 40];

/** Leases a number of the tracker's pool to a session, or null when every number is taken. */
export const takeLease = async (
  tx: Tx,
  accountId: string,
  taking: {
    readonly trackerId: string;
    readonly sessionId: string;
    readonly at: Date;
    readonly leaseSeconds: number;
  },
): Promise<Lease | null> => {
  const until = new Date(taking.at.getTime() + taking.leaseSeconds * 1_000);
  const leaseId = newId();
  for (const wait of [...pausesMs, null]) {
    const { taken, freeOnes } = await takeFree(tx, accountId, { ...taking, leaseId, until });
    if (taken || !freeOnes || wait === null) return taken;
    await pause(wait);
  }
  return null;
};

/**
 * Moves on every lease the session still holds and answers the newest of each tracker, held or lost. A
 * number taken by the next session, or being taken at this moment, is lost. An expired one nobody took
 * is still on the visitor's page, so it is kept. Times only ever move forward.
 */
export const keepLeases = async (
  tx: Tx,
  accountId: string,
  sessionId: string,
  at: Date,
): Promise<{ readonly held: readonly Lease[]; readonly lost: readonly Lease[] }> => {
  const rows = await tx.execute(sql`
    with newest as (
      select distinct on (tracker_id) id, tracker_id, number_id from leases
      where account_id = ${accountId} and session_id = ${sessionId}
      order by tracker_id, shown_at desc, id desc
    ), mine as (
      select pool_numbers.number_id, newest.id,
        ${timestamp(at)} + make_interval(secs => trackers.lease_seconds) as until
      from newest
      join pool_numbers on pool_numbers.account_id = ${accountId}
        and pool_numbers.number_id = newest.number_id and pool_numbers.lease_id = newest.id
      join trackers on trackers.account_id = ${accountId} and trackers.id = newest.tracker_id
      order by pool_numbers.number_id
      for update of pool_numbers skip locked
    ), moved as (
      update pool_numbers set free_at = greatest(pool_numbers.free_at, mine.until)
      from mine where pool_numbers.account_id = ${accountId} and pool_numbers.number_id = mine.number_id
      returning mine.id, pool_numbers.free_at
    ), kept as (
      update leases set expires_at = moved.free_at
      from moved where leases.account_id = ${accountId} and leases.id = moved.id
      returning leases.id
    )
    select newest.*, kept.id is not null as held
    from newest left join kept on kept.id = newest.id`);
  return {
    held: rows.filter((row) => row['held'] === true).map(lease),
    lost: rows.filter((row) => row['held'] !== true).map(lease),
  };
};
