import { and, eq, type InferInsertModel, type InferSelectModel } from 'drizzle-orm';
import { connections } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';

export type ConnectionRow = InferSelectModel<typeof connections>;

const at = (accountId: string, id: string) =>
  and(eq(connections.accountId, accountId), eq(connections.id, id));

const found = <Row extends object>(row: Row | undefined): Row => {
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such connection.', 'input.connectionId');
  return row;
};

/** Throws NOT_FOUND. */
export const readConnection = async (tx: Tx, accountId: string, id: string): Promise<ConnectionRow> => {
  const [row] = await tx.select().from(connections).where(at(accountId, id));
  return found(row);
};

/** What an attempt needs of a connection. */
export type OpenableRow = Pick<
  ConnectionRow,
  'accountId' | 'id' | 'integration' | 'label' | 'settings' | 'secrets' | 'state' | 'reason'
>;

/** The same for attempts, in one round trip. */
export const readOpenable = async (db: Db, accountId: string, id: string): Promise<OpenableRow> => {
  const [row] = await db.read<OpenableRow>(accountId, {
    text: `select account_id as "accountId", id, integration, label, settings, secrets, state, reason
      from connections where account_id = $1 and id = $2`,
    params: [accountId, id],
  });
  return found(row);
};

/**
 * The whole row, held until the transaction ends. `no key update`: `update` would make every call wait that
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
