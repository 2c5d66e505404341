import { and, count, eq } from 'drizzle-orm';
import { directory, runs } from '../../schema/index.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Viewer } from '../identity/scopes.ts';
import { newId } from '../ids.ts';
import type { RunHandler, RunKind, RunRow } from './handler.ts';
import { cancelStatement, claimStatement, idleStatement, runOf, startStatement } from './store.ts';
import { createWork } from './work.ts';

/** Runs of one account that may be under way at once. */
const mostAtOnce = 5;
/** Runs one process works on at once: more would take time from live calls. */
const workedAtOnce = 2;
/** Accounts asked in one round trip whether they have work. */
const accountsAtOnce = 200;

/** Who asks for a run: one key of one account. */
export type Starter = Pick<Viewer, 'accountId' | 'keyId'>;

export interface RunsOptions {
  readonly db: Db;
  readonly handlers: readonly RunHandler[];
  /** Tells who follows the account's feed that there is news. */
  readonly announce: (accountIds: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
  /** Whether this process works on runs, rather than only starting them. */
  readonly working: boolean;
}

/** Long work over many rows, in pages: started by one process, carried on by any. */
export const createRuns = ({ db, handlers, announce, onError, working }: RunsOptions) => {
  const stopping = new AbortController();
  const waiting = new Map<string, string>();
  const running = new Map<string, Promise<void>>();
  const work = createWork({ db, announce, onError, stopping: stopping.signal });

  const alone = (accountId: string, statement: Statement) =>
    db.pipeline(async (send) => {
      send(asAccount(accountId));
      return { result: await send(statement), last: [] };
    });

  const handlerOf = (kind: RunKind): RunHandler => {
    const handler = handlers.find((one) => one.kind === kind);
    if (handler) return handler;
    throw new Error(`Nothing here works on runs of the kind ${kind}.`);
  };

  const workOn = async (accountId: string, id: string): Promise<void> => {
    const run = runOf(await alone(accountId, claimStatement(accountId, id)));
    if (run) await work(run, handlerOf(run.kind));
  };

  const next = (): void => {
    for (const [id, accountId] of waiting) {
      if (running.size >= workedAtOnce || stopping.signal.aborted) return;
      waiting.delete(id);
      const worked = workOn(accountId, id)
        .catch(onError)
        .finally(() => {
          running.delete(id);
          next();
        });
      running.set(id, worked);
    }
  };

  const queue = (accountId: string, id: string): void => {
    if (!working || running.has(id)) return;
    waiting.set(id, accountId);
    next();
  };

  const idleIn = (accountIds: readonly string[]) =>
    db.pipeline(async (send) => {
      const found = accountIds.map((accountId) => {
        send(asAccount(accountId));
        return send(idleStatement(accountId));
      });
      return { result: await Promise.all(found), last: [] };
    });

  return {
    /** Starts a run and answers its UUID. Throws Refusal CONFLICT when too many are under way. */
    start: async (
      { accountId, keyId }: Starter,
      asked: { readonly kind: RunKind; readonly input: unknown; readonly automationId?: string | null },
    ): Promise<string> => {
      const [found] = await db.inAccount(accountId, (tx) =>
        tx
          .select({ running: count() })
          .from(runs)
          .where(and(eq(runs.accountId, accountId), eq(runs.state, 'RUNNING'))),
      );
      if ((found?.running ?? 0) >= mostAtOnce)
        throw new Refusal(
          'CONFLICT',
          `${mostAtOnce} runs are under way. Wait until one has ended, or cancel one.`,
        );
      const id = newId();
      const { kind, input, automationId = null } = asked;
      const run = { accountId, id, kind, input, automationId, authorId: keyId };
      await alone(accountId, startStatement(run, handlerOf(kind).title));
      announce([accountId]);
      queue(accountId, id);
      return id;
    },

    /** Stops a run behind the page it is at. Throws Refusal when there is no such run, or it has ended. */
    cancel: async (accountId: string, id: string): Promise<void> => {
      const cancelled: RunRow | null = runOf(await alone(accountId, cancelStatement(accountId, id)));
      if (!cancelled) {
        const known = await db.inAccount(accountId, (tx) =>
          tx.query.runs.findFirst({
            columns: { state: true },
            where: and(eq(runs.accountId, accountId), eq(runs.id, id)),
          }),
        );
        if (!known) throw new Refusal('NOT_FOUND', 'There is no such run in this account.', 'input.id');
        throw new Refusal('CONFLICT', 'This run has already ended.', 'input.id');
      }
      announce([accountId]);
    },

    /** Takes up what nobody works on: runs other processes started, and those of processes that died. */
    sweep: async (): Promise<void> => {
      const accounts = await db.orm.selectDistinct({ id: directory.accountId }).from(directory);
      const ids = accounts.map((account) => account.id);
      for (let at = 0; at < ids.length; at += accountsAtOnce) {
        const some = ids.slice(at, at + accountsAtOnce);
        const found = await idleIn(some);
        for (const [index, accountId] of some.entries())
          for (const row of found[index] ?? []) queue(accountId, String(row['id']));
      }
    },

    /** Stops behind the pages under way and hands the runs back. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
