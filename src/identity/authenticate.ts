import { and, eq, isNull } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { apiKeys, directory } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { keyReach, systemReach } from '../reach.ts';
import { hashOf, keyIn } from './key.ts';
import type { ApiScope, Viewer } from './scopes.ts';

/** How long a key revoked by another process may still open the door, ms. */
const staleMs = 5_000;

const find = async (db: Db, hash: string): Promise<Viewer | null> => {
  const [entry] = await db.orm
    .select()
    .from(directory)
    .where(and(eq(directory.kind, 'API_KEY'), eq(directory.key, hash)));
  if (!entry) return null;
  const { accountId, subjectId } = entry;
  const [row] = await db.inAccount(systemReach(accountId, 'identity'), (tx) =>
    tx
      .select({ scopes: apiKeys.scopes, companyIds: apiKeys.companyIds })
      .from(apiKeys)
      .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, subjectId), isNull(apiKeys.revokedAt))),
  );
  if (!row) return null;
  return { reach: keyReach(accountId, subjectId, row.companyIds ?? 'ALL'), scopes: row.scopes as ApiScope[] };
};

/** Keys to viewers, remembered for a few seconds by hash: no key is kept in memory. */
export const createAuthenticate = (db: Db) => {
  const known = new LRUCache<string, Promise<Viewer | null>>({ max: 10_000, ttl: staleMs });

  return {
    /** Whose key this `Authorization` header carries; null when it is missing, malformed, unknown or revoked. */
    authenticate: async (authorization: string | undefined): Promise<Viewer | null> => {
      const key = keyIn(authorization);
      if (!key) return null;
      const hash = hashOf(key);
      const remembered = known.get(hash);
      if (remembered) return remembered;
      const asked = find(db, hash);
      known.set(hash, asked);
      // A wrong key is not remembered: it may be made in the next moment, and memory is for right ones.
      const viewer = await asked.catch((error: unknown) => {
        known.delete(hash);
        throw error;
      });
      if (!viewer) known.delete(hash);
      return viewer;
    },

    forget: (hash: string): void => void known.delete(hash),
  };
};
