import { accounts } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { newId } from '../ids.ts';
import { textIn } from '../input.ts';
import { type Reach, systemReach } from '../reach.ts';
import { type ApiKey, insertKey, markRevoked, type NewKey } from './api-keys.ts';
import { createAuthenticate } from './authenticate.ts';
import { apiScopes } from './scopes.ts';

/** A new account and its first key, which may do everything. For the seed and the first start. */
export const createAccount = async (
  db: Db,
  input: { readonly name: string },
): Promise<{
  readonly account: typeof accounts.$inferSelect;
  readonly apiKey: ApiKey;
  readonly key: string;
}> => {
  const id = newId();
  const name = textIn(input.name, 'input.name', { max: 200 });
  const reach = systemReach(id, 'identity');
  return db.inAccount(reach, async (tx) => {
    const [account] = await tx.insert(accounts).values({ id, name }).returning();
    if (!account) throw new Error('The new account did not come back.');
    return { account, ...(await insertKey(tx, reach, { name: 'First key', scopes: apiScopes })) };
  });
};

/** Who may come in, and with which rights. */
export const createIdentity = ({ db }: { readonly db: Db }) => {
  const { authenticate, forget } = createAuthenticate(db);
  return {
    authenticate,

    createKey: (reach: Reach, input: NewKey): Promise<{ readonly apiKey: ApiKey; readonly key: string }> =>
      db.inAccount(reach, (tx) => insertKey(tx, reach, input)),

    /** Holds at once in this process, within five seconds in every other. */
    revokeKey: async (reach: Reach, id: string): Promise<ApiKey> => {
      const apiKey = await db.inAccount(reach, (tx) => markRevoked(tx, reach, id));
      forget(apiKey.hash);
      return apiKey;
    },
  };
};

export type Identity = ReturnType<typeof createIdentity>;
