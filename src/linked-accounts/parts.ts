import type { Db } from '../db.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { CarrierAccounts } from './carrier-accounts.ts';
import type { Safe } from './content.ts';
import type { Logger } from './logger.ts';
import type { Renewal } from './renewal.ts';
import type { VendorOf } from './vendors.ts';

/** What every operation on linked accounts is made of. */
export interface Parts {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly safe: Safe;
  readonly vendorOf: VendorOf;
  readonly carriers: CarrierAccounts;
  readonly renewal: Renewal;
  readonly redirectUri: string;
  /** Pages of frontends that a sign-in may come back to. */
  readonly signInPages: readonly string[];
  readonly now: () => Date;
  readonly logger: Logger | undefined;
  /** Told when a linked account works (again): what waited for it may go. */
  readonly onActive: (accountId: string, linkedAccountId: string) => Promise<void>;
}
