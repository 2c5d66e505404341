import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, like, ne } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Integration } from '../../integrations/kit/integration.ts';
import { directory } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { systemReach } from '../reach.ts';
import type { Safe } from './content.ts';
import { failureOf, type Logger } from './logger.ts';
import { readLinkedAccount } from './rows.ts';

export interface CarrierSecrets {
  readonly accountId: string;
  readonly linkedAccountId: string;
  readonly secrets: Readonly<Record<string, string>>;
}

interface Entry {
  readonly value: CarrierSecrets;
  /** When it was read, ms. */
  readonly at: number;
}

const lifeMs = 5 * 60_000;
/** Even who asks for a fresh copy takes one this young: wrong signatures must not become a query each. */
const freshMs = 1_000;
/** A carrier gives up after 15 s; with a copy in memory the database gets only this long. */
const patienceMs = 2_000;
const remembered = 10_000;
const mostCandidates = 50;
const kind = 'CARRIER_ACCOUNT';

/** The directory key of a carrier's account; null when the integration brings no calls. */
export const carrierKey = (
  { id, carrier }: Integration,
  secrets: Readonly<Record<string, string>>,
): string | null => (carrier ? `${id}:${carrier.linkedAccountKey(secrets)}` : null);

interface Place {
  readonly accountId: string;
  readonly linkedAccountId: string;
}

/** The carrier's account may be connected elsewhere from now on. `but` stays this linked account's. */
export const releaseCarrierAccount = async (
  tx: Tx,
  { accountId, linkedAccountId }: Place,
  but = '',
): Promise<void> => {
  await tx
    .delete(directory)
    .where(
      and(
        eq(directory.kind, kind),
        eq(directory.accountId, accountId),
        eq(directory.subjectId, linkedAccountId),
        ne(directory.key, but),
      ),
    );
};

/** Makes the carrier's account this linked account's. Throws CONFLICT when another linked account has it. */
export const claimCarrierAccount = async (
  tx: Tx,
  { name }: Integration,
  key: string,
  { accountId, linkedAccountId }: Place,
): Promise<void> => {
  await releaseCarrierAccount(tx, { accountId, linkedAccountId }, key);
  const claimed = await tx
    .insert(directory)
    .values({ kind, key, accountId, subjectId: linkedAccountId })
    .onConflictDoNothing()
    .returning();
  if (claimed.length > 0) return;
  const [owner] = await tx
    .select()
    .from(directory)
    .where(and(eq(directory.kind, kind), eq(directory.key, key)));
  if (owner?.accountId === accountId && owner.subjectId === linkedAccountId) return;
  throw new Refusal(
    'CONFLICT',
    owner?.accountId === accountId
      ? `This ${name} account is connected already. Connect that linked account again instead of making another.`
      : `This ${name} account is connected to another account of this installation. Disconnect it there first.`,
    'input.secrets',
  );
};

/** Secrets of carriers' accounts by the id a carrier calls with, so a callback can be verified at any time. */
export const createCarrierAccounts = ({
  db,
  safe,
  now,
  logger,
}: {
  readonly db: Db;
  readonly safe: Safe;
  readonly now: () => Date;
  readonly logger: Logger | undefined;
}) => {
  const known = new LRUCache<string, Entry>({ max: remembered });
  const loading = new Map<string, Promise<CarrierSecrets | null>>();

  const read = async (accountId: string, linkedAccountId: string): Promise<CarrierSecrets | null> => {
    const row = await db.inAccount(systemReach(accountId, 'linkedAccounts'), (tx) =>
      readLinkedAccount(tx, accountId, linkedAccountId),
    );
    return row.secrets ? { accountId, linkedAccountId, secrets: safe.open(row).fields } : null;
  };

  const find = async (key: string): Promise<CarrierSecrets | null> => {
    const [row] = await db.orm
      .select()
      .from(directory)
      .where(and(eq(directory.kind, kind), eq(directory.key, key)));
    return row ? read(row.accountId, row.subjectId) : null;
  };

  const remember = (key: string, value: CarrierSecrets | null): void => {
    // Misses are not remembered: made-up ids would push the real ones out.
    if (value) known.set(key, { value, at: now().getTime() });
    else known.delete(key);
  };

  const load = (key: string): Promise<CarrierSecrets | null> => {
    const running = loading.get(key);
    if (running) return running;
    const started: Promise<CarrierSecrets | null> = find(key)
      .then((value) => {
        if (loading.get(key) === started) remember(key, value);
        return value;
      })
      .finally(() => {
        if (loading.get(key) === started) loading.delete(key);
      });
    loading.set(key, started);
    return started;
  };

  const secretsOf = async (
    integrationId: string,
    accountKey: string,
    { fresh = false }: { readonly fresh?: boolean } = {},
  ): Promise<CarrierSecrets | null> => {
    const key = `${integrationId}:${accountKey}`;
    if (key.includes('\0')) return null;
    const entry = known.get(key);
    if (entry && now().getTime() - entry.at < (fresh ? freshMs : lifeMs)) return entry.value;
    const loaded = load(key);
    if (!entry) return loaded;
    const late = pause(patienceMs, entry.value, { ref: false });
    return Promise.race([loaded.catch(() => entry.value), late]);
  };

  const everyone = new LRUCache<string, readonly CarrierSecrets[]>({ max: 100, ttl: freshMs });

  return {
    /**
     * `fresh` after a signature did not fit: the secret may have been changed in another process. With the
     * database out of reach the copy in memory is given however old; throws only when there is none.
     */
    secretsOf,

    /**
     * Up to 50 connected accounts of one carrier, for a callback that names an account nobody connected: a
     * subaccount, or none at all. Whose secret made its signature is whose it is.
     */
    candidates: async (integrationId: string): Promise<readonly CarrierSecrets[]> => {
      const recent = everyone.get(integrationId);
      if (recent) return recent;
      const prefix = `${integrationId}:`;
      const rows = await db.orm
        .select()
        .from(directory)
        .where(and(eq(directory.kind, kind), like(directory.key, `${prefix}%`)))
        .limit(mostCandidates);
      const found = await Promise.all(
        rows.map(({ key }) => secretsOf(integrationId, key.slice(prefix.length))),
      );
      const candidates = found.filter((value) => value !== null);
      everyone.set(integrationId, candidates);
      return candidates;
    },

    /** Reads every carrier's secrets into memory; a process does it before it takes calls. */
    warm: async (): Promise<void> => {
      const rows = await db.orm.select().from(directory).where(eq(directory.kind, kind)).limit(remembered);
      for (const { key, accountId, subjectId } of rows) {
        try {
          remember(key, await read(accountId, subjectId));
        } catch (error) {
          // One row that does not open must not keep the others' calls out.
          logger?.error(
            { accountId, linkedAccountId: subjectId, ...failureOf(error) },
            'A linked account of a carrier cannot be read.',
          );
        }
      }
    },

    forget: (linkedAccountId: string): void => {
      for (const [key, { value }] of [...known.entries()])
        if (value.linkedAccountId === linkedAccountId) known.delete(key);
      everyone.clear();
      // What is being read may be what has just been changed.
      loading.clear();
    },
  };
};

export type CarrierAccounts = ReturnType<typeof createCarrierAccounts>;
