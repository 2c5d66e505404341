import { and, eq, type InferInsertModel, type InferSelectModel } from 'drizzle-orm';
import { connections } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';

export type ConnectionRow = InferSelectModel<typeof connections>;

const at = (accountId: string, id: string) =>
  and(eq(connections.accountId, accountId), eq(connections.id, id));

const found = (row: ConnectionRow | undefined): ConnectionRow => {
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such connection.', 'input.connectionId');
  return row;
};

/** Throws NOT_FOUND. */
export const readConnection = async (tx: Tx, accountId: string, id: string): Promise<ConnectionRow> => {
  const [row] = await tx.select().from(connections).where(at(accountId, id));
  return found(row);
};

/**
 * The same, held until the transaction ends. `no key update`: `update` would make every call wait that
 * stores a delivery of this connection.
 */
export const lockConnection = async (tx: Tx, accountId: string, id: string): Promise<ConnectionRow> => {
  const [row] = await tx.select().from(connections).where(at(accountId, id)).for('no key update');
  return found(row);
};

export const changeConnection = async (
  tx: Tx,
  { accountId, id }: Pick<ConnectionRow, 'accountId' | 'id'>,
  change: Partial<InferInsertModel<typeof connections>>,
): Promise<void> => {
  await tx.update(connections).set(change).where(at(accountId, id));
};
