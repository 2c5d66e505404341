import type { Db, Statement } from '../db.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { ConductorContext } from './conduct.ts';

/** What everything that changes calls is put together from. */
export interface ConductorOptions extends ConductorContext {
  readonly db: Db;
  readonly setup: SetupCache;
  /** Statements that queue these deliveries, to run in the same transaction. */
  readonly enqueue: (
    jobs: readonly { readonly accountId: string; readonly deliveryId: string }[],
  ) => Promise<readonly Statement[]>;
  /** Told after the commit that accounts have news, and whether deliveries wait. */
  readonly announce: (accountIds: readonly string[], deliveries: boolean) => void;
  /** Told why something was passed over, so that the rest could go on. */
  readonly onFailed?: (error: unknown) => void;
}
