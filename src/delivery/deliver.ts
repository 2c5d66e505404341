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
}

interface Batch {
  readonly accountId: string;
  readonly connectionId: string;
  readonly action: Action;
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
): readonly Batch[] => {
  const groups = new Map<string, Claimed[]>();
  for (const item of claimed) {
    const { connectionId, integration, action } = item.delivery;
    const key = `${connectionId} ${integration} ${action}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0]?.delivery;
    const action = first && findAction(first.integration, first.action);
    if (!first || !action) return [];
    const size = action.limits.batchSize;
    const parts = Math.ceil(group.length / size);
    return Array.from({ length: parts }, (_, at) => ({
      accountId,
      connectionId: first.connectionId,
      action,
      claimed: group.slice(at * size, (at + 1) * size),
    }));
  });
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
}: DeliverOptions) => {
  const pace = createPace(now);

  const run = async (batch: Batch, log: ExchangeRecord[]): Promise<readonly ItemResult[]> => {
    const { limits } = batch.action;
    await pace(batch.connectionId, limits.perSecond);
    try {
      const attempt = {
        exchange: recordingExchange(log, now),
        signal: AbortSignal.timeout(limits.timeoutSeconds * 1000),
      };
      const { client } = await open(batch.accountId, batch.connectionId, attempt);
      const results = await batch.action.run(
        client,
        batch.claimed.map((item) => itemOf(item, batch.action)),
      );
      if (results.length !== batch.claimed.length)
        throw new Error('The integration answered for another number of items than it was given.');
      return results;
    } catch (error) {
      return failedAll(batch.claimed.length, error);
    }
  };

  const send = async (batch: Batch): Promise<void> => {
    const log: ExchangeRecord[] = [];
    const at = now();
    const results = await run(batch, log);
    const settled: readonly Settled[] = batch.claimed.map(({ delivery }, index) => ({
      deliveryId: delivery.id,
      attempt: delivery.attemptCount,
      at,
      exchanges: log,
      verdict: verdictOf(
        results[index] ?? { status: 'failed', error: new Error('no answer for this item') },
        delivery.attemptCount,
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
      const result = claimedOf(await send(claimStatement(accountId, ids)));
      const rest = ids.filter((id) => !result.some((item) => item.delivery.id === id));
      if (rest.length === 0) return { result, last: [] };
      const waiting = await send(waitingStatement(accountId, rest));
      if (waiting.length === 0) return { result, last: [] };
      const jobs = waiting.map((row) => ({ accountId, deliveryId: row['id'] as string }));
      return { result, last: await enqueue.deliver(jobs, new Date(now().getTime() + 15_000)) };
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
