import { type Turns, turnsAfter } from '../automation/turns.ts';
import type { Send, Statement } from '../db.ts';
import { lockStatement, turnsLock } from './lock.ts';

/** Thrown out of the judging of a call that is to be assigned, while nobody has looked yet whose turn it is. */
class TurnsUnread extends Error {}

const unread: Turns = {
  next: () => {
    throw new TurnsUnread('Whose turn it is has not been read.');
  },
  took: () => undefined,
};

const readStatement = (accountId: string): Statement => ({
  text: 'select id, last_turn from agents where account_id = $1 and last_turn > 0',
  params: [accountId],
});

const writeStatement = (accountId: string, taken: ReadonlyMap<string, number>): Statement => ({
  text: `update agents a set last_turn = t.turn from unnest($2::uuid[], $3::bigint[]) t (id, turn)
    where a.account_id = $1 and a.id = t.id`,
  params: [accountId, [...taken.keys()], [...taken.values()]],
});

/**
 * Whose turn it is, for one transaction. Read behind a lock that is held until the end of the transaction, so
 * that processes share one round; and read only when a call needs it, since most are not assigned in turn.
 * Transactions across accounts ask in the order of account ids, so that none waits in a circle.
 */
export const openTurnBook = (send: Send) => {
  const books = new Map<string, ReturnType<typeof turnsAfter>>();

  const read = async (accountId: string) => {
    send(lockStatement([turnsLock(accountId)]));
    const rows = await send(readStatement(accountId));
    const book = turnsAfter(new Map(rows.map((row) => [String(row['id']), Number(row['last_turn'])])));
    books.set(accountId, book);
    return book;
  };

  return {
    /** Judges; a second time when the first came to a call that is to be assigned in turn. */
    judge: async <Result>(
      accountId: string,
      work: (turns: Turns) => Promise<Result> | Result,
    ): Promise<Result> => {
      const book = books.get(accountId);
      if (book) return work(book);
      try {
        return await work(unread);
      } catch (error) {
        if (!(error instanceof TurnsUnread)) throw error;
        return work(await read(accountId));
      }
    },
    /** To go with the commit. */
    statements: (): readonly Statement[] =>
      [...books].flatMap(([accountId, book]) =>
        book.taken().size > 0 ? [writeStatement(accountId, book.taken())] : [],
      ),
  };
};

export type TurnBook = ReturnType<typeof openTurnBook>;
