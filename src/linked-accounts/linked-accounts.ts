import { redact } from '../../integrations/kit/exchange.ts';
import type { Db, Tx } from '../db.ts';
import { type Reach, systemReach } from '../reach.ts';
import type { Vault } from '../sealed.ts';
import { type SetupCache, setupChanged } from '../setup/cache.ts';
import { authorisationOf } from './authorisation.ts';
import { createCarrierAccounts, releaseCarrierAccount } from './carrier-accounts.ts';
import { connect } from './connect.ts';
import { createSafe } from './content.ts';
import { finishSignIn, type SignInAnswer } from './finish-sign-in.ts';
import type { ConnectInput } from './input.ts';
import type { Logger } from './logger.ts';
import { open } from './open.ts';
import type { Parts } from './parts.ts';
import { createRenewal } from './renewal.ts';
import { changeLinkedAccount, lockLinkedAccount } from './rows.ts';
import { forgetStates, returnToOf } from './sign-in.ts';
import { createVendors, type VendorOptions } from './vendors.ts';

export interface LinkedAccountsOptions extends VendorOptions {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly vault: Vault;
  /** Where browsers and vendors reach this installation; sign-ins come back to `/oauth/callback` under it. */
  readonly publicUrl: string;
  /** Pages of frontends that a sign-in may come back to, besides the console. */
  readonly signInPages?: readonly string[];
  readonly logger?: Logger;
  readonly now?: () => Date;
  readonly onActive?: Parts['onActive'];
}

/** `KNOWN`: it was marked before. `OUTDATED`: it is authorised anew, so what was refused may go again. */
export type Marked = 'MARKED' | 'KNOWN' | 'OUTDATED';

/** Authorised accounts at vendors. Ids are UUIDs. */
export const createLinkedAccounts = (options: LinkedAccountsOptions) => {
  const { db, setup, logger, now = () => new Date() } = options;
  const safe = createSafe(options.vault);

  const needsReconnect = async (tx: Tx, accountId: string, id: string, reason: string): Promise<boolean> => {
    const row = await lockLinkedAccount(tx, accountId, id);
    if (row.state !== 'ACTIVE') return false;
    await changeLinkedAccount(tx, row, { state: 'NEEDS_RECONNECT', reason: redact(reason).slice(0, 500) });
    await setupChanged(tx, { accountId, companyId: null }, id, `${row.label} must be connected again`);
    logger?.warn(
      { accountId, linkedAccountId: id, integration: row.integration },
      'A linked account stopped working.',
    );
    return true;
  };

  const parts: Parts = {
    db,
    setup,
    safe,
    vendorOf: createVendors(options),
    carriers: createCarrierAccounts({ db, safe, now, logger }),
    renewal: createRenewal({
      db,
      safe,
      now,
      refused: async (tx, ...found) => void (await needsReconnect(tx, ...found)),
      changed: setup.forget,
    }),
    signInPages: options.signInPages ?? [],
    redirectUri: `${options.publicUrl.replace(/\/+$/, '')}/oauth/callback`,
    now,
    logger,
    onActive: options.onActive ?? (async () => undefined),
  };

  return {
    /** Only the key that asks may finish a sign-in. */
    connect: async (reach: Reach, input: ConnectInput) => {
      const { accountId, actor } = reach;
      const connected = await connect(parts, accountId, input, actor.id);
      if (connected.authorizeUrl === null) await parts.onActive(accountId, connected.linkedAccountId);
      return connected;
    },

    finishSignIn: (by: Reach, answer: SignInAnswer) => finishSignIn(parts, by, answer),

    /** The frontend's page that the browser with this state goes on to; null: the console's. */
    signInPage: async (state: string): Promise<string | null> => {
      const returnTo = await returnToOf(parts, state);
      return returnTo && parts.signInPages.includes(returnTo) ? returnTo : null;
    },

    open: (accountId: string, linkedAccountId: string, attempt: Parameters<typeof open>[3]) =>
      open(parts, accountId, linkedAccountId, attempt),

    /**
     * Nothing is sent through it until a person connects it again. `authorisation`: what was refused, as `open`
     * gave it; null when it could not even be opened. Where a later one has come since, the linked account stays.
     */
    markNeedsReconnect: async (
      accountId: string,
      linkedAccountId: string,
      reason: string,
      authorisation: string | null,
    ): Promise<Marked> => {
      const marked = await db.inAccount(
        systemReach(accountId, 'linkedAccounts'),
        async (tx): Promise<Marked> => {
          const row = await lockLinkedAccount(tx, accountId, linkedAccountId);
          if (row.state !== 'ACTIVE') return 'KNOWN';
          const { integration } = parts.vendorOf(row.integration);
          const outdated =
            authorisation === null
              ? integration.settings.safeParse(row.settings).success
              : authorisation !== authorisationOf(row, safe.open(row));
          if (outdated) return 'OUTDATED';
          await needsReconnect(tx, accountId, linkedAccountId, reason);
          return 'MARKED';
        },
      );
      if (marked === 'MARKED') setup.forget(accountId);
      return marked;
    },

    /** Forgets the secrets. What Ringpath was allowed stays listed at the vendor until a person removes it. */
    disconnect: async (reach: Reach, linkedAccountId: string): Promise<void> => {
      const { accountId } = reach;
      await db.inAccount(reach, async (tx) => {
        const row = await lockLinkedAccount(tx, accountId, linkedAccountId);
        if (row.state === 'DISCONNECTED' && row.secrets === null) return;
        await changeLinkedAccount(tx, row, { state: 'DISCONNECTED', secrets: null, reason: null });
        await forgetStates(tx, accountId, linkedAccountId);
        await releaseCarrierAccount(tx, { accountId, linkedAccountId });
        await setupChanged(tx, { accountId, companyId: null }, linkedAccountId, `${row.label} disconnected`);
      });
      setup.forget(accountId);
      parts.carriers.forget(linkedAccountId);
    },

    carrierSecrets: parts.carriers.secretsOf,
    carrierCandidates: parts.carriers.candidates,
    warm: parts.carriers.warm,
  };
};

export type LinkedAccounts = ReturnType<typeof createLinkedAccounts>;
