import { and, eq, inArray, isNull } from 'drizzle-orm';
import { apiKeys, auditEntries, companies, directory } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { textIn } from '../input.ts';
import { type Reach, storedActor } from '../reach.ts';
import { freshKey } from './key.ts';
import { type ApiScope, apiScopes } from './scopes.ts';

/** More would make every statement of the key slow. */
const mostCompanies = 200;

export type ApiKey = typeof apiKeys.$inferSelect;

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** UUIDs of the companies it is limited to; left out or null: every one. */
  readonly companyIds?: readonly string[] | null;
}

const companiesIn = async (
  tx: Tx,
  accountId: string,
  { scopes, companyIds }: NewKey,
): Promise<{ readonly ids: string[]; readonly names: readonly string[] } | null> => {
  if (companyIds === null || companyIds === undefined) return null;
  const field = 'input.companyIds';
  const ids = [...new Set(companyIds)].sort();
  if (ids.length === 0 || ids.length > mostCompanies)
    throw new Refusal(
      'INVALID',
      `Give 1 to ${mostCompanies} companies, or leave them out for every one.`,
      field,
    );
  // It could make itself a key without limits.
  if (scopes.includes('ADMIN'))
    throw new Refusal(
      'INVALID',
      'A key that may administer (scope ADMIN) manages the whole account and cannot be limited to companies.',
      field,
    );
  const found = await tx
    .select({ name: companies.name })
    .from(companies)
    .where(and(eq(companies.accountId, accountId), inArray(companies.id, ids)))
    .orderBy(companies.name);
  if (found.length < ids.length)
    throw new Refusal('NOT_FOUND', 'One of these companies is not in this account.', field);
  return { ids, names: found.map(({ name }) => name) };
};

const scopeWords: Readonly<Record<ApiScope, string>> = { READ: 'read', WRITE: 'write', ADMIN: 'administer' };

/** `may read, write`. */
const mayWords = (scopes: readonly ApiScope[]): string =>
  `may ${apiScopes
    .filter((scope) => scopes.includes(scope))
    .map((scope) => scopeWords[scope])
    .join(', ')}`;

const mostNamed = 5;

const companyWords = (names: readonly string[]): string =>
  names.length > mostNamed ? `${names.length} companies` : names.join(', ');

/** Makes a key inside the caller's transaction. `key` is the only time it is seen whole. */
export const insertKey = async (
  tx: Tx,
  reach: Reach,
  input: NewKey,
): Promise<{ readonly apiKey: ApiKey; readonly key: string }> => {
  const { accountId } = reach;
  const name = textIn(input.name, 'input.name', { max: 100 });
  const scopes = [...new Set(input.scopes)];
  if (scopes.length === 0) throw new Refusal('INVALID', 'Give at least one scope.', 'input.scopes');
  // Every change answers with what it changed, so a key that may write could read through it.
  if (scopes.includes('WRITE') && !scopes.includes('READ'))
    throw new Refusal(
      'INVALID',
      'A key that may WRITE also needs READ: changes answer with data.',
      'input.scopes',
    );
  const limit = await companiesIn(tx, accountId, input);
  const companyIds = limit?.ids ?? null;
  const { key, hash, prefix } = freshKey();
  const [apiKey] = await tx
    .insert(apiKeys)
    .values({ accountId, id: newId(), name, hash, prefix, scopes, companyIds })
    .returning();
  if (!apiKey) throw new Error('The new API key did not come back.');
  await tx.insert(directory).values({ kind: 'API_KEY', key: hash, accountId, subjectId: apiKey.id });
  await audit(
    tx,
    reach,
    'API_KEY_CREATED',
    `${name} (${prefix}…) ${mayWords(scopes)}${limit ? `, only for ${companyWords(limit.names)}` : ''}`,
  );
  return { apiKey, key };
};

/** Revokes a key inside the caller's transaction. Revoking it again changes nothing. */
export const markRevoked = async (tx: Tx, reach: Reach, id: string): Promise<ApiKey> => {
  const { accountId } = reach;
  // All of them, in one order: two people who revoke the last two keys at once must see each other.
  const keys = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, accountId), isNull(apiKeys.revokedAt)))
    .orderBy(apiKeys.id)
    .for('update');
  const found = keys.find((key) => key.id === id);
  if (!found) return alreadyRevoked(tx, accountId, id);
  if (!keys.some((key) => key !== found && key.scopes.includes('ADMIN'))) {
    // Without a key that may make keys nobody could ever get in again.
    const message = 'This is the last key with the scope ADMIN. Make another one before revoking it.';
    if (found.scopes.includes('ADMIN')) throw new Refusal('CONFLICT', message, 'input.id');
  }
  const revokedAt = new Date();
  await tx
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, id)));
  await tx.delete(directory).where(and(eq(directory.kind, 'API_KEY'), eq(directory.key, found.hash)));
  await audit(tx, reach, 'API_KEY_REVOKED', `${found.name} (${found.prefix}…)`);
  return { ...found, revokedAt };
};

const alreadyRevoked = async (tx: Tx, accountId: string, id: string): Promise<ApiKey> => {
  const [found] = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, id)));
  if (found) return found;
  throw new Refusal('NOT_FOUND', 'There is no such API key in this account.', 'input.id');
};

const audit = async (tx: Tx, { accountId, actor }: Reach, kind: string, detail: string): Promise<void> => {
  await tx.insert(auditEntries).values({ accountId, id: newId(), kind, detail, ...storedActor(actor) });
};
