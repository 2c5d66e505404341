import { Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import { type ExchangeRecord, recordingExchange } from '../../integrations/kit/exchange.ts';
import type { Action, ActionItem, Integration, ItemResult } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db } from '../db.ts';
import { type Claimed, claimedOf, claimStatement, waitingStatement } from './claim.ts';
import type { Enqueue } from './enqueue.ts';
import { createPace } from './pace.ts';
import type { DeliveryJob } from './queues.ts';
import { type Settled, settleStatement } from './settle.ts';
import { verdictOf } from './verdict.ts';

const runsPerConnection = 2;
const mostExchanges = 10;
/** Seconds until the next turn of a delivery that could not be taken. */
const againSeconds = 3;
const longestHold = 60;

/** Opens a connection for one attempt: its integration and an authorised client. */
type OpenConnection = (
  accountId: string,
  connectionId: string,
  attempt: { readonly exchange: ReturnType<typeof recordingExchange>; readonly signal: AbortSignal },
) => Promise<{ readonly integration: Integration; readonly client: unknown }>;

export interface DeliverOptions {
  readonly db: Db;
  readonly open: OpenConnection;
  readonly findAction: (integration: string, action: string) => Action | undefined;
  readonly enqueue: Enqueue;
  /** The vendor said the authorisation is gone. */
  readonly needsReconnect: (accountId: string, connectionId: string, reason: string) => Promise<void>;
  readonly announce: (accountIds: readonly string[], deliveries: boolean) => void;
  readonly now: () => Date;
  /** Aborts when the worker must stop: what is on its way then counts as unanswered. */
  readonly stopping: AbortSignal;
}

interface Batch {
  readonly accountId: string;
  readonly connectionId: string;
  /** Undefined: this installation has lost it since the delivery was decided. */
  readonly action: Action | undefined;
  readonly claimed: readonly Claimed[];
}

const itemOf = ({ delivery, vendorId }: Claimed, action: Action): ActionItem<Record<string, unknown>> => ({
  call: delivery.snapshot as CallSnapshot,
  settings: action.settings.parse(delivery.settings),
  key: delivery.key,
  revision: delivery.revision,
  vendorId,
  uncertain: delivery.uncertain,
});

/** Batches of one connection and one action, no larger than the action takes. */
const batchesOf = (
  accountId: string,
  claimed: readonly Claimed[],
  findAction: DeliverOptions['findAction'],
): readonly Batch[] =>
  [
    ...Map.groupBy(
      claimed,
      ({ delivery: { connectionId, integration, action } }) => `${connectionId} ${integration} ${action}`,
    ).values(),
  ].flatMap((group) => {
    const first = group[0]?.delivery;
    if (!first) return [];
    const action = findAction(first.integration, first.action);
    const size = action?.limits.batchSize ?? group.length;
    return Array.from({ length: Math.ceil(group.length / size) }, (_, at) => ({
      accountId,
      connectionId: first.connectionId,
      action,
      claimed: group.slice(at * size, (at + 1) * size),
    }));
  });

/**
 * Of everything a batch said and heard, what is about this item: the exchanges that carry its key, else the
 * last that got an answer. A copy of the whole for each of two thousand would be a log of gigabytes.
 */
const exchangesFor = (
  item: Claimed,
  batch: Batch,
  log: readonly ExchangeRecord[],
): readonly ExchangeRecord[] => {
  if (batch.claimed.length === 1) return log;
  const own = log.filter(
    ({ request, response }) => request.includes(item.delivery.key) || response?.includes(item.delivery.key),
  );
  if (own.length > 0) return own.slice(-mostExchanges);
  return log.filter(({ status }) => status !== null).slice(-1);
};

const failedAll = (count: number, error: unknown): readonly ItemResult[] => {
  const failure = error instanceof Error ? error : new Error(String(error));
  return Array.from({ length: count }, () => ({ status: 'failed', error: failure }));
};

/** Sends deliveries: claim, run, settle. No transaction is open while a vendor is talked to. */
export const createDeliver = ({
  db,
  open,
  findAction,
  enqueue,
  needsReconnect,
  announce,
  now,
  stopping,
}: DeliverOptions) => {
  const pace = createPace(now);

  /** Busy connections: two runs at a time, so that one that hangs holds no more of the worker than that. */
  const running = new Map<string, number>();
  const resting = (): readonly string[] => [
    ...pace.held(),
    ...[...running].filter(([, count]) => count >= runsPerConnection).map(([id]) => id),
  ];

  const attempt = async (
    batch: Batch,
    action: Action,
    log: ExchangeRecord[],
  ): Promise<readonly ItemResult[]> => {
    const { perSecond, timeoutSeconds } = action.limits;
    const record = recordingExchange(log, now);
    const exchange: typeof record = async (request, send) => {
      await pace.wait(batch.connectionId, perSecond);
      return record(request, send);
    };
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutSeconds * 1000), stopping]);
    const { client } = await open(batch.accountId, batch.connectionId, { exchange, signal });
    const results = await action.run(
      client,
      batch.claimed.map((item) => itemOf(item, action)),
    );
    if (results.length !== batch.claimed.length)
      throw new Error('The integration answered for another number of items than it was given.');
    return results;
  };

  const run = async (batch: Batch, log: ExchangeRecord[]): Promise<readonly ItemResult[]> => {
    const { action, claimed, connectionId } = batch;
    const refused = (reason: string) => failedAll(claimed.length, new Rejected(reason));
    if (!action) return refused('This installation no longer has this action.');
    const unfit = claimed.find(({ delivery }) => !action.settings.safeParse(delivery.settings).success);
    if (unfit && claimed.length === 1)
      return refused("The action's settings no longer fit. Save the automation again.");
    if (unfit)
      return (await Promise.all(claimed.map((item) => run({ ...batch, claimed: [item] }, log)))).flat();
    running.set(connectionId, (running.get(connectionId) ?? 0) + 1);
    try {
      return await attempt(batch, action, log);
    } catch (error) {
      return failedAll(claimed.length, error);
    } finally {
      const left = (running.get(connectionId) ?? 1) - 1;
      if (left > 0) running.set(connectionId, left);
      else running.delete(connectionId);
    }
  };

  /** A vendor that asked for patience gets it from every delivery of the connection. */
  const holdBack = (batch: Batch, results: readonly ItemResult[]): void => {
    const asked = results.flatMap((result) =>
      result.status === 'failed' && result.error instanceof RetryLater
        ? (result.error.afterSeconds ?? 1)
        : [],
    );
    if (asked.length > 0)
      pace.hold(
        batch.connectionId,
        new Date(now().getTime() + Math.min(longestHold, Math.max(...asked)) * 1000),
      );
  };

  const send = async (batch: Batch): Promise<void> => {
    const log: ExchangeRecord[] = [];
    const at = now();
    const results = await run(batch, log);
    holdBack(batch, results);
    const settled: readonly Settled[] = batch.claimed.map((item, index) => ({
      deliveryId: item.delivery.id,
      attempt: item.delivery.attemptCount,
      at,
      exchanges: exchangesFor(item, batch, log),
      verdict: verdictOf(
        results[index] ?? { status: 'failed', error: new Error('no answer for this item') },
        item.delivery.attemptCount,
        new Date(item.delivery.createdAt),
        now(),
      ),
    }));
    await db.pipeline(async () => {
      const again = await Promise.all(settled.map((item) => follow(batch.accountId, item)));
      return {
        result: undefined,
        last: [asAccount(batch.accountId), settleStatement(batch.accountId, settled), ...again.flat()],
      };
    });
    const gone = settled.find((item) => item.verdict.state === 'NEEDS_RECONNECT');
    if (gone) await needsReconnect(batch.accountId, batch.connectionId, gone.verdict.reason ?? '');
    announce([batch.accountId], false);
  };

  /** The job that comes next: another try, or asking what became of it. */
  const follow = async (accountId: string, { deliveryId, verdict }: Settled) => {
    if (!verdict.nextAt) return [];
    const job: DeliveryJob = { accountId, deliveryId };
    return verdict.state === 'ACCEPTED'
      ? enqueue.confirm([job], verdict.nextAt)
      : enqueue.deliver([job], verdict.nextAt);
  };

  /** Claims what may be sent now; the turn of what may not comes again. */
  const claim = async (accountId: string, ids: readonly string[]): Promise<readonly Claimed[]> =>
    db.pipeline(async (send) => {
      send(asAccount(accountId));
      const result = claimedOf(await send(claimStatement(accountId, ids, resting())));
      const rest = ids.filter((id) => !result.some((item) => item.delivery.id === id));
      if (rest.length === 0) return { result, last: [] };
      const waiting = await send(waitingStatement(accountId, rest));
      if (waiting.length === 0) return { result, last: [] };
      const jobs = waiting.map((row) => ({ accountId, deliveryId: row['id'] as string }));
      return { result, last: await enqueue.deliver(jobs, new Date(now().getTime() + againSeconds * 1000)) };
    });

  /** Sends what of these may be sent now. Throws only when the database is away; the queue then tries again. */
  return async (jobs: readonly DeliveryJob[]): Promise<void> => {
    const batches = await Promise.all(
      [...Map.groupBy(jobs, (job) => job.accountId)].map(async ([accountId, own]) =>
        batchesOf(
          accountId,
          await claim(accountId, [...new Set(own.map((job) => job.deliveryId))]),
          findAction,
        ),
      ),
    );
    await Promise.all(batches.flat().map(send));
  };
};
