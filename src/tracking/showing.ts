import { newId } from '../ids.ts';
import type { Setup, Tracker } from '../setup/setup.ts';
import type { GivenLease, VisitCommit, Written } from './commit.ts';
import { isoAt } from './iso.ts';
import type { SignOfLife } from './keep-visits.ts';
import { type LiveLease, type LiveSession, type LiveSessions, leaseKey } from './live-sessions.ts';
import type { NewLease, NewVisit } from './open-visits.ts';
import type { PoolNumber } from './pool.ts';
import type { Pools } from './pools.ts';

/** A number wanted of a pool, for one number of the page or for any. */
export interface Wish {
  readonly tracker: Tracker;
  readonly target: string | null;
}

/** Numbers can be lost to another process between memory and commit; more often than this they are not. */
const mostTries = 16;

/** A lease that still runs almost its full time needs no writing: the heartbeat comes twice as often. */
const slackMs = ({ leaseSeconds }: Tracker): number => Math.min(30_000, leaseSeconds * 100);

/** A visit stored as seen so lately is not stored again for being seen, ms: nothing asks more exactly. */
const seenSlackMs = 5_000;

/** ms at which a lease ends that has a sign of life now, and at which its number may go to somebody else. */
const endsOf = ({ leaseSeconds, cooldownSeconds }: Tracker, at: number) => {
  const expiresAt = at + leaseSeconds * 1_000;
  return { expiresAt, freeAt: expiresAt + cooldownSeconds * 1_000 };
};

interface Picked {
  readonly wish: Wish;
  readonly number: PoolNumber | null;
  readonly lease: NewLease | null;
}

/** Gives numbers to visits and keeps them theirs; nothing is shown that is not durable. */
export const createShowing = (parts: {
  readonly pools: Pools;
  readonly commit: VisitCommit;
  readonly sessions: LiveSessions;
}) => {
  const { pools, commit, sessions } = parts;
  const keyOf = (accountId: string, { tracker, target }: Wish) => ({
    accountId,
    trackerId: tracker.id,
    target,
  });

  const leaseOf = (
    setup: Setup,
    session: LiveSession,
    { tracker, target }: Wish,
    number: PoolNumber | null,
    at: number,
  ): NewLease | null => {
    const fallback = number ? undefined : setup.numbersByE164.get(tracker.fallbackNumber ?? '');
    const numberId = number?.id ?? fallback?.id;
    // Without a number of ours there is nothing a call could come in on.
    if (!numberId || (!number && session.leases.has(leaseKey(tracker.id, target)))) return null;
    const { expiresAt, freeAt } = endsOf(tracker, at);
    return {
      row: {
        accountId: setup.accountId,
        companyId: session.row.companyId,
        id: newId(),
        numberId,
        trackerId: tracker.id,
        sessionId: session.row.id,
        target,
        overflow: !number,
        shownAt: isoAt(at),
        expiresAt: isoAt(expiresAt),
      },
      epoch: number?.epoch ?? 0,
      freeAt: isoAt(freeAt),
    };
  };

  const note = (session: LiveSession, { row }: NewLease): void => {
    const { id, trackerId, numberId, target, overflow } = row;
    const expiresAt = Date.parse(row.expiresAt);
    session.leases.set(leaseKey(trackerId, target), {
      id,
      trackerId,
      numberId,
      target,
      overflow,
      expiresAt,
    });
  };

  /** Takes over what another process has given the visit meanwhile. */
  const adopt = (session: LiveSession, { row }: NewLease, given: GivenLease): void => {
    const { trackerId, target } = row;
    session.leases.set(leaseKey(trackerId, target), { ...given, trackerId, target, overflow: false });
  };

  /**
   * Writes what was picked, and answers the wishes whose number somebody else had by then, and those no
   * number was free for.
   */
  const settle = (
    session: LiveSession,
    picked: readonly Picked[],
    written: Written | null,
  ): { readonly missing: readonly Wish[]; readonly exhausted: readonly Wish[] } => {
    const [missing, exhausted]: [Wish[], Wish[]] = [[], []];
    for (const { wish, number, lease } of picked) {
      const pool = pools.of(keyOf(session.row.accountId, wish));
      const held = lease !== null && written?.held.has(lease.row.id) === true;
      const given = lease && written?.theirs.get(lease.row.id);
      if (held) note(session, lease);
      else if (given) adopt(session, lease, given);
      if (!number) {
        if (!given) exhausted.push(wish);
        continue;
      }
      if (held) pool.leased(number.id, Date.parse(lease.freeAt));
      else if (written && !given) pool.drop(number.id);
      else pool.release(number.id);
      if (!held && !given) missing.push(wish);
    }
    return { missing, exhausted };
  };

  return {
    /**
     * Gives each wish a number, or the pool's fallback when none is free; a new visit is stored with it.
     * Answers the wishes no number was free for.
     */
    give: async (
      setup: Setup,
      session: LiveSession,
      begins: NewVisit | null,
      wishes: readonly Wish[],
      at: number,
      area: string | null,
    ): Promise<readonly Wish[]> => {
      const { accountId } = setup;
      let [missing, visit] = [wishes, begins];
      const exhausted: Wish[] = [];
      for (let tries = 0; visit !== null || missing.length > 0; tries += 1) {
        const picked: Picked[] = [];
        for (const wish of missing) {
          const near = wish.tracker.localNumbers ? area : null;
          const taken = tries < mostTries ? pools.take(keyOf(accountId, wish), at, near) : null;
          const number = taken instanceof Promise ? await taken : taken;
          picked.push({ wish, number, lease: leaseOf(setup, session, wish, number, at) });
        }
        const leases = picked.flatMap(({ lease }) => (lease ? [lease] : []));
        if (visit === null && leases.length === 0) return [...exhausted, ...missing];
        try {
          const written = await commit.add({ kind: 'OPEN', accountId, visit, leases });
          const settled = settle(session, picked, written);
          missing = settled.missing;
          // Another process has taken half of what lay idle here, the very numbers that would come next.
          if (tries === 2) for (const wish of missing) pools.of(keyOf(accountId, wish)).dropIdle();
          exhausted.push(...settled.exhausted);
        } catch (error) {
          settle(session, picked, null);
          throw error;
        }
        visit = null;
      }
      return exhausted;
    },

    /**
     * A sign of life: moves the visit's leases on. One that went to somebody else meanwhile is taken off the
     * visit and answered as lost. Null when the visit is gone.
     */
    keep: async (
      setup: Setup,
      session: LiveSession,
      at: number,
      pages: readonly { readonly at: string; readonly page: string }[],
    ): Promise<{ readonly lost: readonly LiveLease[] } | null> => {
      const { row } = session;
      const { accountId } = row;
      const due = [...session.leases.values()].flatMap((lease) => {
        const tracker = setup.trackers.get(lease.trackerId);
        if (!tracker) return [];
        const { expiresAt, freeAt } = endsOf(tracker, at);
        return expiresAt - lease.expiresAt > slackMs(tracker) ? [{ lease, expiresAt, freeAt }] : [];
      });
      const sign: SignOfLife = {
        kind: 'KEEP',
        accountId,
        session: row,
        lastSeenAt: isoAt(session.lastSeenAt),
        moves: due.length > 0 || session.lastSeenAt - session.storedAt > seenSlackMs,
        leases: due.map(({ lease, expiresAt, freeAt }) => ({
          id: lease.id,
          numberId: lease.numberId,
          overflow: lease.overflow,
          expiresAt: isoAt(expiresAt),
          freeAt: isoAt(freeAt),
        })),
        pages,
      };
      if (!sign.moves && pages.length === 0) return { lost: [] };
      if (sign.moves) session.storedAt = session.lastSeenAt;
      const written = await (due.length > 0 ? commit.add(sign) : commit.behind(sign)).catch(
        (error: unknown) => {
          session.storedAt = Number.NEGATIVE_INFINITY;
          throw error;
        },
      );
      if (!written.known.has(row.id)) {
        sessions.forget(row.id);
        return null;
      }
      const lost = due.filter(({ lease, expiresAt, freeAt }) => {
        const key = leaseKey(lease.trackerId, lease.target);
        if (!written.held.has(lease.id)) {
          session.shown = null;
          return session.leases.delete(key);
        }
        session.leases.set(key, { ...lease, expiresAt });
        pools
          .of({ accountId, trackerId: lease.trackerId, target: lease.target })
          .extended(lease.numberId, freeAt);
        return false;
      });
      return { lost: lost.map(({ lease }) => lease) };
    },

    /** Whether keeping would write a lease, and so is worth waiting for. */
    isDue: (setup: Setup, session: LiveSession, at: number): boolean => {
      for (const lease of session.leases.values()) {
        const tracker = setup.trackers.get(lease.trackerId);
        if (tracker && endsOf(tracker, at).expiresAt - lease.expiresAt > slackMs(tracker)) return true;
      }
      return false;
    },
  };
};
