import { changes } from '../../schema/index.ts';
import type { Db, Tx } from '../../src/db.ts';
import { systemReach } from '../../src/reach.ts';

/** Writes one change with this line, in the caller's transaction. */
export const writeChange = async (tx: Tx, accountId: string, text: string): Promise<void> => {
  await tx.insert(changes).values({ accountId, kind: 'CALL_UPDATED', detail: { text } });
};

/** The same, committed. */
export const commitChange = (db: Db, accountId: string, text: string): Promise<void> =>
  db.inAccount(systemReach(accountId, 'test'), (tx) => writeChange(tx, accountId, text));

/**
 * A transaction that has written its change and stays open: `commit` ends it. Resolves once the change is
 * written.
 */
export const holdChange = async (
  db: Db,
  accountId: string,
  text: string,
): Promise<{ readonly commit: () => Promise<void> }> => {
  const written = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const done = db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await writeChange(tx, accountId, text);
    written.resolve();
    await gate.promise;
  });
  done.catch(written.reject);
  await written.promise;
  return {
    commit: () => {
      gate.resolve();
      return done;
    },
  };
};

/** The next `count` values; the iterator stays open. */
export const take = async <Value>(source: AsyncIterator<Value>, count: number): Promise<Value[]> => {
  const values: Value[] = [];
  while (values.length < count) {
    const step = await source.next();
    if (step.done) throw new Error(`The stream ended after ${values.length} of ${count}.`);
    values.push(step.value);
  }
  return values;
};
