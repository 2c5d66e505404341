import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { accounts, changes, directory } from '../../schema/index.ts';
import { type Db, statement, type Tx } from '../db.ts';
import { type Reach, systemReach } from '../reach.ts';
import { inTime } from '../storage/reserved.ts';
import { loadSetup } from './load.ts';
import type { Setup } from './setup.ts';
import { viewOf } from './view.ts';

interface Entry {
  readonly setup: Setup;
  /** When its version was last compared with the database, ms. */
  checkedAt: number;
}

/** How old a copy may be for reading; a writer compares versions in its own transaction instead. */
const readStalenessMs = 1_000;

/**
 * Setups in memory. A change made in this process is seen at once, one made elsewhere within a second;
 * who must not act on an old rule asks `current` with the version its transaction read. Each reach gets its view;
 * what judges calls asks with the server's own, since every rule counts, whoever changed the call.
 */
export const createSetupCache = (db: Db, options: { readonly accounts: number } = { accounts: 1_000 }) => {
  const entries = new LRUCache<string, Entry>({ max: options.accounts });
  const loading = new Map<string, Promise<Setup>>();

  const load = (accountId: string): Promise<Setup> => {
    const running = loading.get(accountId);
    if (running) return running;
    // One that hangs must not be joined for ever.
    const started: Promise<Setup> = inTime(
      db.meanwhile.inAccount(
        systemReach(accountId, 'setup'),
        (tx) => loadSetup(tx, accountId),
        'repeatable read',
      ),
    )
      .then((setup) => {
        // Forgotten meanwhile: what was read may be what has just been changed.
        if (loading.get(accountId) === started) entries.set(accountId, { setup, checkedAt: Date.now() });
        return setup;
      })
      .finally(() => {
        if (loading.get(accountId) === started) loading.delete(accountId);
      });
    loading.set(accountId, started);
    return started;
  };

  const forget = (accountId: string): void => {
    entries.delete(accountId);
    loading.delete(accountId);
  };

  const versionOf = async (accountId: string): Promise<number | undefined> => {
    const { id, setupVersion } = accounts;
    const query = statement(
      sql`select ${setupVersion} as version from ${accounts} where ${id} = ${accountId}`,
    );
    const [row] = await db.meanwhile.read<{ readonly version: number }>(
      systemReach(accountId, 'setup'),
      query,
    );
    return row?.version;
  };

  const newer = async (accountId: string, version: number): Promise<Setup> => {
    const entry = entries.get(accountId);
    if (entry && entry.setup.version >= version) return entry.setup;
    const loaded = await load(accountId);
    if (loaded.version >= version) return loaded;
    // A load that began before the change was committed; the next one begins after it.
    forget(accountId);
    return load(accountId);
  };

  const recent = async (accountId: string): Promise<Setup> => {
    const entry = entries.get(accountId);
    if (!entry) return load(accountId);
    if (Date.now() - entry.checkedAt < readStalenessMs) return entry.setup;
    entry.checkedAt = Date.now();
    return (await versionOf(accountId)) === entry.setup.version ? entry.setup : load(accountId);
  };

  const current = async (reach: Reach, version: number): Promise<Setup> =>
    viewOf(await newer(reach.accountId, version), reach);

  return {
    /** For reading: at most a second old. */
    of: async (reach: Reach): Promise<Setup> => viewOf(await recent(reach.accountId), reach),

    /** For deciding: the setup of exactly this version, or a newer one. */
    current,

    /** For what must show everything that was committed by now. */
    fresh: async (reach: Reach): Promise<Setup> => current(reach, (await versionOf(reach.accountId)) ?? 0),

    /** Reads the setup of accounts that have numbers, so their calls are routed even if the database goes away next. */
    warm: async (): Promise<void> => {
      const found = await db.orm
        .selectDistinct({ accountId: directory.accountId })
        .from(directory)
        .where(eq(directory.kind, 'NUMBER'))
        .limit(options.accounts);
      for (const { accountId } of found) await load(accountId);
    },

    /** What is known without asking the database, however old: for answering a carrier while it is down. */
    remembered: (accountId: string): Setup | undefined => entries.get(accountId)?.setup,

    forget,
  };
};

export type SetupCache = ReturnType<typeof createSetupCache>;

/**
 * Marks the setup as changed, in the transaction that changes it. `what` is one line for the feed; `companyId` says
 * whose it is, null: every company's, which a reach limited to companies is not told.
 */
export const setupChanged = async (
  tx: Tx,
  { accountId, companyId }: { readonly accountId: string; readonly companyId: string | null },
  subjectId: string,
  what: string,
): Promise<void> => {
  await tx
    .update(accounts)
    .set({ setupVersion: sql`${accounts.setupVersion} + 1` })
    .where(eq(accounts.id, accountId));
  await tx
    .insert(changes)
    .values({ accountId, companyId, kind: 'SETUP_CHANGED', subjectId, detail: { text: what } });
};
