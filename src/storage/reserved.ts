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

/** True when the database may be there and only took too long. */
export const isTimeout = (error: unknown): boolean => error instanceof DatabaseTimeout;

export class DatabaseTimeout extends Error {
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

/** Statements without parameters or answers worth having, several at once, unprepared. */
export const sendPlain = (connection: postgres.ReservedSql, text: string): Promise<unknown> => {
  const query = connection.unsafe(text).simple().execute();
  query.catch(() => undefined);
  return query;
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

/** Who waits too long for the database gets DatabaseTimeout; what was asked of it goes on unheard. */
export const inTime = <Result>(asked: Promise<Result>): Promise<Result> =>
  // By hand: an AbortController and its exception for each read cost more than the rest of this file.
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new DatabaseTimeout()), patienceSeconds * 1000);
    asked.then(resolve, reject).finally(() => clearTimeout(late));
  });

/** One connection for one transaction, tidied up also behind those who waited too long. */
export const onReserved = <Result>(
  client: postgres.Sql,
  work: (connection: postgres.ReservedSql) => Promise<Result>,
): Promise<Result> => inTime(use(client, work));
