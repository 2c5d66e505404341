import { and, count, eq } from 'drizzle-orm';
import { directory, runs } from '../../schema/index.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { type Reach, storedActor, systemReach } from '../reach.ts';
import type { RunHandler, RunKind, RunRow } from './handler.ts';
import {
  cancelStatement,
  claimStatement,
  idleChannel,
  idleStatement,
  runOf,
  startStatement,
} from './store.ts';
import { createWork } from './work.ts';

/** Runs of one account that may be under way at once. */
const mostAtOnce = 5;
/**
 * Runs one process works on at once: more would take time from live calls. A dry run has a place of its own,
 * because somebody looks at the screen until it is done.
 */
const places = { looking: 1, changing: 2 } as const;
type Lane = keyof typeof places;
const laneOf = (kind: RunKind): Lane => (kind === 'DRY_RUN' ? 'looking' : 'changing');

/** Accounts asked in one round trip whether they have work. */
const accountsAtOnce = 200;

export interface RunsOptions {
  readonly db: Db;
  readonly handlers: readonly RunHandler[];
  /** Tells who follows the account's feed that there is news. */
  readonly announce: (accountIds: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
  /** Whether this process works on runs, rather than only starting them. */
  readonly working: boolean;
  /** Seconds between two signs of life while a page is worked on. */
  readonly beatSeconds?: number;
}

/** A run that waits for its place here, or has one. */
interface Turn {
  readonly id: string;
  readonly accountId: string;
  readonly lane: Lane;
}

/** Long work over many rows, in pages: started by one process, carried on by any. */
export const createRuns = ({ db, handlers, announce, onError, working, beatSeconds = 10 }: RunsOptions) => {
  const stopping = new AbortController();
  const waiting = new Map<string, Turn>();
  const running = new Map<string, { readonly turn: Turn; readonly worked: Promise<void> }>();
  /** Accounts in the order they last had a place, longest ago first. */
  const served = new Set<string>();
  const work = createWork({ db, announce, onError, stopping: stopping.signal, beatSeconds });

  const alone = (reach: Reach, statement: Statement) =>
    db.pipeline(async (send) => {
      send(asAccount(reach));
      return { result: await send(statement), last: [] };
    });

  const handlerOf = (kind: RunKind): RunHandler => {
    const handler = handlers.find((one) => one.kind === kind);
    if (handler) return handler;
    throw new Error(`Nothing here works on runs of the kind ${kind}.`);
  };

  /** Whether it gave its place up with more to do. */
  const workOn = async ({ accountId, id, lane }: Turn): Promise<boolean> => {
    const run = runOf(await alone(systemReach(accountId, 'runs'), claimStatement(accountId, id)));
    const wanted = () =>
      [...waiting.values()].some((one) => one.lane === lane && one.accountId !== accountId);
    return run !== null && work(run, handlerOf(run.kind), wanted);
  };

  /** The next in its lane: of the account that has waited longest since it last had a place. */
  const nextIn = (lane: Lane): Turn | undefined => {
    const turns = [...waiting.values()].filter((turn) => turn.lane === lane);
    const order = [...served];
    return turns.sort((a, b) => order.indexOf(a.accountId) - order.indexOf(b.accountId))[0];
  };

  const begin = (turn: Turn): void => {
    waiting.delete(turn.id);
    served.delete(turn.accountId);
    served.add(turn.accountId);
    const worked = workOn(turn)
      .catch((error: unknown) => {
        onError(error);
        return false;
      })
      .then((more) => {
        running.delete(turn.id);
        if (more) waiting.set(turn.id, turn);
        next();
      });
    running.set(turn.id, { turn, worked });
  };

  const next = (): void => {
    for (const lane of ['looking', 'changing'] as const) {
      const free = places[lane] - [...running.values()].filter(({ turn }) => turn.lane === lane).length;
      for (let place = 0; place < free && !stopping.signal.aborted; place++) {
        const turn = nextIn(lane);
        if (turn) begin(turn);
      }
    }
  };

  const queue = (accountId: string, id: string, kind: RunKind): void => {
    if (!working || running.has(id)) return;
    waiting.set(id, { id, accountId, lane: laneOf(kind) });
    next();
  };

  const idleIn = (accountIds: readonly string[]) =>
    db.pipeline(async (send) => {
      const found = accountIds.map((accountId) => {
        send(asAccount(systemReach(accountId, 'runs')));
        return send(idleStatement(accountId));
      });
      return { result: await Promise.all(found), last: [] };
    });

  const lookIn = async (accountIds: readonly string[]): Promise<void> => {
    const found = await idleIn(accountIds);
    for (const [index, accountId] of accountIds.entries())
      for (const row of found[index] ?? []) queue(accountId, String(row['id']), row['kind'] as RunKind);
  };

  /** Takes up what nobody works on: above all runs of processes that died. */
  const sweep = async (): Promise<void> => {
    const accounts = await db.orm.selectDistinct({ id: directory.accountId }).from(directory);
    const ids = accounts.map((account) => account.id);
    for (let at = 0; at < ids.length; at += accountsAtOnce) await lookIn(ids.slice(at, at + accountsAtOnce));
  };

  const hear = (accountId: string): void => void lookIn([accountId]).catch(onError);
  // Also after a reconnect: what was said meanwhile is unknown.
  const missed = (): void => void sweep().catch(onError);
  const hearing = working ? db.client.listen(idleChannel, hear, missed).catch(onError) : undefined;

  return {
    /** Starts a run and answers its UUID. Throws Refusal CONFLICT when too many are under way. */
    start: async (
      reach: Reach,
      asked: { readonly kind: RunKind; readonly input: unknown; readonly automationId?: string | null },
    ): Promise<string> => {
      const { accountId, actor } = reach;
      const [found] = await db.inAccount(reach, (tx) =>
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
      const companyIds = reach.companies === 'ALL' ? null : [...reach.companies];
      const run = { accountId, id, kind, input, automationId, ...storedActor(actor), companyIds };
      await alone(reach, startStatement(run, handlerOf(kind).title));
      announce([accountId]);
      queue(accountId, id, kind);
      return id;
    },

    /** Stops a run behind the page it is at. Throws Refusal when there is no such run, or it has ended. */
    cancel: async (reach: Reach, id: string): Promise<void> => {
      const { accountId } = reach;
      const cancelled: RunRow | null = runOf(await alone(reach, cancelStatement(accountId, id)));
      if (!cancelled) {
        const known = await db.inAccount(reach, (tx) =>
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

    sweep,

    /** Stops behind the pages under way and hands the runs back. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await Promise.all([...running.values()].map(({ worked }) => worked));
      await (await hearing)?.unlisten();
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
