import { setTimeout as delay } from 'node:timers/promises';
import type postgres from 'postgres';

/** Seconds after which a transaction counts as unanswered. A carrier has long hung up by then. */
const patienceSeconds = 20;

/** The connection itself is gone: no statement can be sent on it, and the pool has already taken it back. */
const isLost = (error: unknown): boolean => {
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  return errno !== undefined || (typeof code === 'string' && code.startsWith('CONNECT'));
};

/** True when the database was away rather than the statement wrong: the same may succeed later. */
export const isOutage = (error: unknown): boolean => isLost(error) || error instanceof DatabaseTimeout;

class DatabaseTimeout extends Error {
  constructor() {
    super(`The database did not answer within ${patienceSeconds} s.`);
    this.name = 'DatabaseTimeout';
  }
}

/** Puts a prepared statement on its way on one connection. */
export const sendOn = (
  connection: postgres.ReservedSql,
  { text, params }: { readonly text: string; readonly params: readonly unknown[] },
) => {
  const query = connection
    .unsafe(text, params as postgres.ParameterOrJSON<never>[], { prepare: true })
    .execute();
  // Its failure also fails the commit, which is awaited; nobody may be listening here.
  query.catch(() => undefined);
  return query as unknown as Promise<readonly Record<string, unknown>[]>;
};

const use = async <Result>(
  client: postgres.Sql,
  work: (connection: postgres.ReservedSql) => Promise<Result>,
): Promise<Result> => {
  const connection = await client.reserve();
  let lost = false;
  try {
    return await work(connection);
  } catch (error) {
    lost = isLost(error);
    if (!lost) await connection.unsafe('rollback').catch(() => undefined); // it may be what failed
    throw error;
  } finally {
    // Released after it broke, a dead connection would stand in the pool as an open one.
    if (!lost) connection.release();
  }
};

/** One connection for one transaction. Who waits too long gets DatabaseTimeout; the connection is tidied up behind them. */
export const onReserved = async <Result>(
  client: postgres.Sql,
  work: (connection: postgres.ReservedSql) => Promise<Result>,
): Promise<Result> => {
  const given = new AbortController();
  const late = delay(patienceSeconds * 1000, undefined, { signal: given.signal, ref: false }).then(
    () => {
      throw new DatabaseTimeout();
    },
    () => undefined as never, // answered in time
  );
  const running = use(client, work);
  running.catch(() => undefined); // after a timeout nobody listens
  return Promise.race([running, late]).finally(() => given.abort());
};
