import { and, eq, type InferInsertModel, type InferSelectModel } from 'drizzle-orm';
import { linkedAccounts } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { systemReach } from '../reach.ts';

export type LinkedAccountRow = InferSelectModel<typeof linkedAccounts>;

const at = (accountId: string, id: string) =>
  and(eq(linkedAccounts.accountId, accountId), eq(linkedAccounts.id, id));

const found = <Row extends object>(row: Row | undefined): Row => {
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such linked account.', 'input.linkedAccountId');
  return row;
};

/** Throws NOT_FOUND. */
export const readLinkedAccount = async (tx: Tx, accountId: string, id: string): Promise<LinkedAccountRow> => {
  const [row] = await tx.select().from(linkedAccounts).where(at(accountId, id));
  return found(row);
};

/** What an attempt needs of a linked account. */
export type OpenableRow = Pick<
  LinkedAccountRow,
  'accountId' | 'id' | 'integration' | 'label' | 'settings' | 'secrets' | 'state' | 'reason'
>;

/** The same for attempts, in one round trip. */
export const readOpenable = async (db: Db, accountId: string, id: string): Promise<OpenableRow> => {
  const [row] = await db.read<OpenableRow>(systemReach(accountId, 'linkedAccounts'), {
    text: `select account_id as "accountId", id, integration, label, settings, secrets, state, reason
      from linked_accounts where account_id = $1 and id = $2`,
    params: [accountId, id],
  });
  return found(row);
};

/**
 * The whole row, held until the transaction ends. `no key update`: `update` would make every call wait that
 * stores a delivery of this linked account.
 */
export const lockLinkedAccount = async (tx: Tx, accountId: string, id: string): Promise<LinkedAccountRow> => {
  const [row] = await tx.select().from(linkedAccounts).where(at(accountId, id)).for('no key update');
  return found(row);
};

export const changeLinkedAccount = async (
  tx: Tx,
  { accountId, id }: Pick<LinkedAccountRow, 'accountId' | 'id'>,
  change: Partial<InferInsertModel<typeof linkedAccounts>>,
): Promise<void> => {
  await tx.update(linkedAccounts).set(change).where(at(accountId, id));
};
