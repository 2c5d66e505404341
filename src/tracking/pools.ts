import { setTimeout as pause } from 'node:timers/promises';
import { asAccount, type Db, type Statement } from '../db.ts';
import { systemReach } from '../reach.ts';
import { createPool, type Pool, type PoolNumber } from './pool.ts';

/** Which numbers of a tracker: those kept for one number of the page, or those for any. */
export interface PoolKey {
  readonly accountId: string;
  readonly trackerId: string;
  /** E.164. */
  readonly target: string | null;
}

/** Nothing was free a moment ago; asking for every page view again would only keep the database busy. */
const dryMs = 1_000;
/** Numbers taken at once; more would keep those waiting who want one. */
const mostAtOnce = 500;
/** Numbers that are free but being fought over: so often, with pauses in between, they are asked for again. */
const pausesMs = [1, 2, 5, 10, 20, 40, 80];

/**
 * Takes ownership of free numbers this process does not have: those that nobody owns, else half of what
 * others have lying idle, so that two processes under load do not take the same few from each other in
 * turn. Locks in the order of ids, as the commit does, so the two never wait for each other.
 */
const claimText = `
with free as materialized (
  select p.number_id, p.free_at, p.owner_id is null or p.owner_id = $4 as unowned
  from pool_numbers p join tracking_numbers t on t.account_id = $1 and t.id = p.number_id
  where p.account_id = $1 and p.tracker_id = $2 and t.target is not distinct from $3
    and p.free_at <= $5::timestamptz and p.number_id <> all($6::uuid[])
), picked as (
  select number_id from free order by unowned desc, free_at, number_id limit (
    select case when count(*) filter (where unowned) > 0 then least(count(*) filter (where unowned), ${mostAtOnce})
      else least((count(*) + 1) / 2, ${mostAtOnce}) end from free)
), locked as (
  select p.number_id from pool_numbers p join picked using (number_id)
  where p.account_id = $1 and p.free_at <= $5::timestamptz order by p.number_id for update of p
), claimed as (
  update pool_numbers p set owner_id = $4, epoch = p.epoch + 1
  from locked where p.account_id = $1 and p.number_id = locked.number_id
  returning p.number_id, p.epoch, p.free_at
)
select
  (select json_agg(json_build_object('id', c.number_id, 'epoch', c.epoch, 'number', t.number,
    'freeAt', floor(extract(epoch from c.free_at) * 1000)) order by c.free_at, c.number_id)
    from claimed c join tracking_numbers t on t.account_id = $1 and t.id = c.number_id) as claimed,
  (select count(*)::int from free) as seen,
  (select floor(extract(epoch from min(free_at)) * 1000)::float8 from pool_numbers
    where account_id = $1 and tracker_id = $2 and free_at > $5::timestamptz) as next_free`;

interface Held {
  readonly pool: Pool;
  /** ms; nothing is free in the database before. */
  dryUntil: number;
  /** ms; an answer of the database holds for times from here on. */
  dryFrom: number;
  claiming: Promise<void> | null;
}

/**
 * The pools of this process. Numbers are given out of memory; ownership stands in the database, and every
 * lease is checked there before a visitor sees it, so memory may be wrong and never gives a number twice.
 */
export const createPools = ({ db, processId }: { readonly db: Db; readonly processId: string }) => {
  const pools = new Map<string, Held>();
  const nameOf = ({ trackerId, target }: PoolKey): string => `${trackerId} ${target ?? ''}`;

  const heldOf = (key: PoolKey): Held => {
    const name = nameOf(key);
    const known = pools.get(name);
    if (known) return known;
    const made: Held = { pool: createPool(), dryUntil: 0, dryFrom: 0, claiming: null };
    pools.set(name, made);
    return made;
  };

  const claimOnce = async (key: PoolKey, held: Held, at: number): Promise<'got' | 'contended' | 'dry'> => {
    const { accountId, trackerId, target } = key;
    const claim: Statement = {
      text: claimText,
      params: [accountId, trackerId, target, processId, new Date(at).toISOString(), held.pool.reserved(at)],
    };
    const answer = await db.pipeline(async (send) => {
      send(asAccount(systemReach(accountId, 'tracking')));
      const [row] = await send(claim);
      return { result: row, last: [] };
    });
    const claimed = (answer?.['claimed'] ?? []) as readonly PoolNumber[];
    held.pool.put(claimed);
    if (claimed.length > 0) return 'got';
    if (Number(answer?.['seen'] ?? 0) > 0) return 'contended';
    const next = answer?.['next_free'];
    held.dryFrom = at;
    held.dryUntil = Math.min(typeof next === 'number' ? next : Number.POSITIVE_INFINITY, at + dryMs);
    return 'dry';
  };

  const claim = async (key: PoolKey, held: Held, at: number): Promise<void> => {
    for (const wait of [...pausesMs, null]) {
      if ((await claimOnce(key, held, at)) !== 'contended' || wait === null) return;
      await pause(wait);
    }
  };

  const takeClaimed = async (
    key: PoolKey,
    held: Held,
    at: number,
    area: string | null,
  ): Promise<PoolNumber | null> => {
    for (;;) {
      const before = held.claiming;
      held.claiming ??= claim(key, held, at).finally(() => {
        held.claiming = null;
      });
      await held.claiming;
      const taken = held.pool.take(at, area);
      // Whoever joined a claim of somebody else may find it shared out, and asks once more.
      if (taken || !before || (held.dryFrom <= at && at < held.dryUntil)) return taken;
    }
  };

  return {
    /** Reserves a number, or answers null when none is free anywhere. At once where one is known to be free. */
    take: (key: PoolKey, at: number, area: string | null): PoolNumber | null | Promise<PoolNumber | null> => {
      const held = heldOf(key);
      const taken = held.pool.take(at, area);
      if (taken || (held.dryFrom <= at && at < held.dryUntil)) return taken;
      return takeClaimed(key, held, at, area);
    },

    of: (key: PoolKey): Pool => heldOf(key).pool,
  };
};

export type Pools = ReturnType<typeof createPools>;
