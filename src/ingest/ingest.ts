import { conduct } from '../conductor/conduct.ts';
import { callKeyOf, dialledIn, eventKeyOf, type IncomingEvent } from '../conductor/event.ts';
import { judgeAgain, saving } from '../conductor/judge-again.ts';
import { type Known, knownOf, loadStatement } from '../conductor/load.ts';
import { lockStatement, locksFor } from '../conductor/lock.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import { type Saved, saveStatement } from '../conductor/save.ts';
import { openTurnBook, type TurnBook } from '../conductor/turn-book.ts';
import { wantedFor } from '../conductor/wanted.ts';
import type { Send } from '../db.ts';
import { systemReach } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { isOutage } from '../storage/reserved.ts';
import { failedOf, isOurFault } from './failed.ts';

interface Group {
  readonly accountId: string;
  readonly carrier: string;
  readonly items: IncomingEvent[];
}

const grouped = (items: readonly IncomingEvent[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const key = `${item.accountId} ${item.carrier}`;
    const group = groups.get(key) ?? { accountId: item.accountId, carrier: item.carrier, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  // In one order everywhere: turns are locked account by account.
  return [...groups.values()].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
};

/**
 * Takes carriers' callbacks in. One flush is one transaction in two round trips, however many callbacks
 * and accounts it carries: lock and load all, judge in memory, save all.
 */
export const createIngest = ({ db, setup, enqueue, announce, onFailed, ...context }: ConductorOptions) => {
  const setupsOf = (groups: readonly Group[]): Promise<readonly Setup[]> =>
    Promise.all(groups.map((group) => setup.of(systemReach(group.accountId, 'ingest'))));

  const load = async (send: Send, groups: readonly Group[], book: TurnBook): Promise<readonly Saved[]> => {
    const setups = await setupsOf(groups);
    send(lockStatement(locksFor(groups.flatMap((group) => group.items))));
    const wanted = groups.map(({ accountId, carrier, items }, at) =>
      wantedFor(accountId, carrier, items, setups[at] as Setup),
    );
    const rows = await send(loadStatement(wanted));
    const result: Saved[] = [];
    for (const [at, known] of knownOf(rows[0] ?? {}, wanted).entries()) {
      const group = groups[at] as Group;
      const current = await setup.current(systemReach(group.accountId, 'ingest'), known.setupVersion);
      const all = await withParties(send, group, known, current);
      result.push(
        await book.judge(group.accountId, (turns) =>
          conduct(group.items, all, current, { ...context, turns }),
        ),
      );
    }
    return result;
  };

  /**
   * A callback that waited may be what opens its call now, as when its number was added meanwhile: its
   * caller and visitors are read too. Rare, so it may take its locks late and, at worst, be tried again.
   */
  const withParties = async (send: Send, group: Group, known: Known, current: Setup): Promise<Known> => {
    const waiting = known.waiting
      .map(context.understand)
      .filter((item) => item.events.some((event) => dialledIn(event) !== null));
    if (waiting.length === 0) return known;
    const items = [...group.items, ...waiting];
    send(lockStatement(locksFor(waiting)));
    const wanted = [wantedFor(group.accountId, group.carrier, items, current)];
    const rows = await send(loadStatement(wanted));
    return knownOf(rows[0] ?? {}, wanted)[0] ?? known;
  };

  const flush = async (items: readonly IncomingEvent[]): Promise<readonly undefined[]> => {
    const groups = grouped(items);
    const accountIds = [...new Set(groups.map((group) => group.accountId))];
    const transaction = () =>
      db.across(accountIds, async (send) => {
        const book = openTurnBook(send);
        const result = await load(send, groups, book);
        const jobs = result.flatMap(({ accountId, deliveries }) =>
          deliveries
            .filter((row) => row.state === 'PENDING')
            .map((row) => ({ accountId, deliveryId: row.id, linkedAccountId: row.linkedAccountId })),
        );
        const save = await saving(send, result);
        return {
          result,
          last: [...save, ...book.statements(), ...(jobs.length > 0 ? await enqueue(jobs) : [])],
        };
      });
    const saved = await judgeAgain(transaction);
    const news = saved.filter((part) => part.changes.length > 0);
    if (news.length > 0) {
      announce(
        news.map((part) => part.accountId),
        news.some((part) => part.deliveries.length > 0),
      );
    }
    return items.map(() => undefined);
  };

  /** A callback our own code cannot take in is kept as it is; given back, it would fail forever. */
  const keepFailed = async (event: IncomingEvent, error: unknown): Promise<undefined> => {
    if (!isOurFault(error)) throw error;
    const last = [saveStatement([failedOf(event)])];
    await db.across([event.accountId], async () => ({ result: undefined, last }));
    onFailed?.(error);
    announce([event.accountId], false);
  };

  const commits = createGroupCommit({
    flush,
    groupOf: (event) => event.accountId,
    // A callback about no call is its own.
    keyOf: (event) => `${event.accountId} ${event.carrier} ${callKeyOf(event) ?? eventKeyOf(event)}`,
    isOutage,
    maxBatch: 200,
    maxInFlight: 2,
  });
  return {
    /**
     * Resolves when the callback and everything that follows from it is committed, or when it is stored as
     * FAILED. Rejects when nothing could be stored, and may succeed later.
     */
    take: (event: IncomingEvent): Promise<undefined> =>
      commits.add(event).catch((error: unknown) => keepFailed(event, error)),
    drained: commits.drained,
  };
};

export type Ingest = ReturnType<typeof createIngest>;
