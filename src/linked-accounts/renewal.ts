import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Reconnect, RetryLater } from '../../integrations/kit/errors.ts';
import type { Exchange } from '../../integrations/kit/exchange.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { systemReach } from '../reach.ts';
import type { Content, Grant, Safe } from './content.ts';
import { changeLinkedAccount, lockLinkedAccount } from './rows.ts';
import { refreshGrant } from './token-request.ts';
import { type Vendor, withApp } from './vendors.ts';

/** Longer than a token request may take; a process that died in it keeps the others waiting this long. */
const claimMs = 30_000;
const pollMs = 100;
const spareMs = 60_000;

/** One linked account's place, and what its renewal needs. */
export interface Renewing {
  readonly accountId: string;
  readonly id: string;
  readonly vendor: Vendor;
  readonly exchange: Exchange;
}

type Turn =
  | { readonly kind: 'renewed'; readonly grant: Grant }
  | { readonly kind: 'wait' }
  | { readonly kind: 'mine'; readonly grant: Grant };

/** The database's clock, for processes whose own clocks differ. */
const clock = async (tx: Tx): Promise<number> => {
  const [row] = await tx.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  if (!row) throw new Error('The database has no clock.');
  return row.ms;
};

export const createRenewal = (options: {
  readonly db: Db;
  readonly safe: Safe;
  readonly now: () => Date;
  /** Marks the linked account in the transaction that found out. */
  readonly refused: (tx: Tx, accountId: string, id: string, reason: string) => Promise<void>;
  /** After that transaction. */
  readonly changed: (accountId: string) => void;
}) => {
  const { db, safe, now } = options;
  const flights = new Map<string, Promise<Grant>>();

  /** Good for at least a minute as far as anybody knows. */
  const good = ({ expiresAt }: Grant): boolean =>
    expiresAt === null || expiresAt - now().getTime() >= spareMs;

  const change = <Result>(
    { accountId, id }: Renewing,
    decide: (tx: Tx, held: Content) => Promise<{ readonly next: Content | null; readonly result: Result }>,
  ): Promise<Result> =>
    db.inAccount(systemReach(accountId, 'linkedAccounts'), async (tx) => {
      const row = await lockLinkedAccount(tx, accountId, id);
      if (row.state !== 'ACTIVE')
        throw new Reconnect(row.reason ?? 'The linked account is not active. Connect it again.');
      const { next, result } = await decide(tx, safe.open(row));
      if (next) await changeLinkedAccount(tx, row, { secrets: safe.seal(row, next) });
      return result;
    });

  /** One short transaction: a lock held over the request would hold a pooled connection that long. */
  const takeTurn = (one: Renewing, seen: number, by: string): Promise<Turn> =>
    change<Turn>(one, async (tx, held) => {
      const { grant, renewal } = held;
      if (!grant) throw new Reconnect('The linked account has no token. Connect it again.');
      if (grant.generation > seen && good(grant)) return { next: null, result: { kind: 'renewed', grant } };
      const at = await clock(tx);
      if (renewal && renewal.until > at) return { next: null, result: { kind: 'wait' } };
      const next = { ...held, renewal: { by, until: at + claimMs } };
      return { next, result: { kind: 'mine', grant } };
    });

  const unclaimed = (held: Content, by: string): Content =>
    held.renewal?.by === by ? { ...held, renewal: null } : held;

  const giveBack = (one: Renewing, by: string): Promise<void> =>
    change<void>(one, async (_, held) => ({ next: unclaimed(held, by), result: undefined }));

  const store = (one: Renewing, before: Grant, fresh: Grant): Promise<Grant> =>
    change<Grant>(one, async (_, held) =>
      // Somebody connected again, or took over after the claim ran out: theirs is the later one.
      held.grant?.generation === before.generation
        ? { next: { ...held, grant: fresh, renewal: null }, result: fresh }
        : { next: null, result: held.grant ?? fresh },
    );

  const fetchToken = async (one: Renewing, before: Grant): Promise<Grant> => {
    try {
      return await refreshGrant(withApp(one.vendor), before, one.exchange, now());
    } catch (error) {
      // An installation that lost its app's variables: the linked account is fine.
      if (error instanceof Refusal) throw new RetryLater(error.message, claimMs / 1000);
      throw error;
    }
  };

  /** False when there is a later token by now: the refusal was about one nobody needs any more. */
  const giveUp = async (one: Renewing, before: Grant, by: string, reason: string): Promise<boolean> => {
    const mine = await change<boolean>(one, async (tx, held) => {
      const present = held.grant?.generation === before.generation;
      if (present) await options.refused(tx, one.accountId, one.id, reason);
      return { next: unclaimed(held, by), result: present };
    });
    if (mine) options.changed(one.accountId);
    return mine;
  };

  const fly = async (one: Renewing, seen: number): Promise<Grant> => {
    const by = randomUUID();
    for (;;) {
      const turn = await takeTurn(one, seen, by);
      if (turn.kind === 'renewed') return turn.grant;
      if (turn.kind === 'wait') {
        await pause(pollMs);
        continue;
      }
      try {
        return await store(one, turn.grant, await fetchToken(one, turn.grant));
      } catch (error) {
        if (!(error instanceof Reconnect)) {
          await giveBack(one, by);
          throw error;
        }
        if (await giveUp(one, turn.grant, by, error.reason)) throw error;
      }
    }
  };

  return {
    good,

    /** A token later than generation `seen`; fetched by one process at a time, once for all who wait. */
    renew: async (one: Renewing, seen: number): Promise<Grant> => {
      for (;;) {
        const running = flights.get(one.id);
        if (!running) {
          const flight = fly(one, seen).finally(() => flights.delete(one.id));
          flights.set(one.id, flight);
          return flight;
        }
        const grant = await running;
        if (grant.generation > seen) return grant;
      }
    },
  };
};

export type Renewal = ReturnType<typeof createRenewal>;
