import { asAccount, type Db } from '../db.ts';
import { systemReach } from '../reach.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { isOutage } from '../storage/reserved.ts';
import { keepStatements, type SignOfLife } from './keep-visits.ts';
import { type Opening, openStatements } from './open-visits.ts';

type VisitWrite = Opening | SignOfLife;

/** A number another process has given to the same visit, times in ms. */
export interface GivenLease {
  readonly id: string;
  readonly numberId: string;
  readonly expiresAt: number;
}

/** Ids of leases that hold, and of sessions that exist. */
export interface Written {
  readonly held: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** What holds instead of a lease that was wanted, by its id. */
  readonly theirs: ReadonlyMap<string, GivenLease>;
}

/** Written behind at once. */
const mostBehind = 500;

const idsOf = (rows: readonly Record<string, unknown>[], name: 'held' | 'known'): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => String(row[name] ?? '').split(',')));

const theirsOf = (rows: readonly Record<string, unknown>[]): ReadonlyMap<string, GivenLease> =>
  new Map(
    rows
      .flatMap((row) => (row['theirs'] ?? []) as readonly (GivenLease & { readonly wanted: string })[])
      .map(({ wanted, ...given }) => [wanted, given]),
  );

/**
 * Makes page views durable, many at a time: everything that waits goes into one transaction, one round trip
 * and one commit, and each is answered after it.
 */
export const createVisitCommit = ({ db }: { readonly db: Db }) => {
  const flush = async (items: readonly VisitWrite[]): Promise<readonly Written[]> => {
    const [first, ...others] = [...Map.groupBy(items, (item) => item.accountId)]
      // In the same order everywhere, so that no two processes wait for each other.
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (!first) return [];
    const answers = await db.visits(systemReach(first[0], 'tracking'), async (send) => {
      const sent = [first, ...others].map(([accountId, own]) => {
        if (accountId !== first[0]) send(asAccount(systemReach(accountId, 'tracking')));
        const openings = own.filter((item) => item.kind === 'OPEN');
        const signs = own.filter((item) => item.kind === 'KEEP');
        const rows = Promise.all(
          [...openStatements(accountId, openings), ...keepStatements(accountId, signs)].map(send),
        );
        rows.catch(() => undefined); // awaited below, once the commit is on its way too
        return [accountId, rows] as const;
      });
      return { result: sent, last: [] };
    });
    const written = new Map<string, Written>();
    for (const [accountId, rows] of answers) {
      const found = (await rows).flat();
      written.set(accountId, {
        held: idsOf(found, 'held'),
        known: idsOf(found, 'known'),
        theirs: theirsOf(found),
      });
    }
    const nothing: Written = { held: new Set(), known: new Set(), theirs: new Map() };
    return items.map((item) => written.get(item.accountId) ?? nothing);
  };

  const groups = (maxBatch: number, maxInFlight: number) =>
    createGroupCommit({
      flush,
      groupOf: (item: VisitWrite) => item.accountId,
      keyOf: (item) =>
        item.kind === 'KEEP' ? item.session.id : (item.visit?.row.id ?? item.leases[0]?.row.id ?? ''),
      isOutage,
      maxBatch,
      maxInFlight,
    });
  const answered = groups(256, 2);
  const unasked = groups(mostBehind, 1);

  return {
    add: answered.add,
    /** For what nobody waits for: apart, so that it keeps nobody waiting. */
    behind: unasked.add,
    drained: async (): Promise<void> => {
      await answered.drained();
      await unasked.drained();
    },
  };
};

export type VisitCommit = ReturnType<typeof createVisitCommit>;
