import { setTimeout as delay } from 'node:timers/promises';
import type { ExchangeRecord } from '../../integrations/kit/exchange.ts';
import type { Action, ItemResult } from '../../integrations/kit/integration.ts';
import type { Db, Statement } from '../db.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { isOutage } from '../storage/reserved.ts';
import type { Alert } from './alert.ts';
import type { Allowances } from './allowances.ts';
import { asSender } from './as-sender.ts';
import {
  type Batch,
  batchesOf,
  createAttempt,
  exchangesFor,
  type OpenLinkedAccount,
  type Trace,
} from './attempt.ts';
import { aliveStatement, failedStatement, lifeSignOf, patienceAsked } from './circuit.ts';
import { type Claimed, claimedOf, claimStatement, waitingStatement } from './claim.ts';
import type { Enqueue } from './enqueue.ts';
import { createLanes } from './lanes.ts';
import type { Pace } from './pace.ts';
import type { DeliveryJob } from './queues.ts';
import { type Settled, settleStatement } from './settle.ts';
import type { DeliveryTuning } from './tuning.ts';
import { verdictOf } from './verdict.ts';

/** Batches of one linked account that may be on their way at once; one that hangs holds no more than that. */
const mostAtOnce = 40;
/** Seconds of requests at the pace of the action: as many are on their way at a vendor that takes so long. */
const usualAnswer = 2;

/** Outcomes gather at least this long (ms) between two writings. Alone, one is written at once. */
const gathering = 10;

export interface DeliverOptions {
  readonly db: Db;
  readonly open: OpenLinkedAccount;
  readonly findAction: (integration: string, action: string) => Action | undefined;
  readonly enqueue: Enqueue;
  readonly allowances: Allowances;
  readonly pace: Pace;
  /** The vendor said that this authorisation is gone, or there was none (null). Tells what became of that. */
  readonly needsReconnect: (
    accountId: string,
    linkedAccountId: string,
    reason: string,
    authorisation: string | null,
  ) => Promise<'MARKED' | 'KNOWN' | 'OUTDATED'>;
  /** Tells the owner of a linked account that seems dead. */
  readonly alert: Alert;
  readonly announce: (accountIds: readonly string[], deliveries: boolean) => void;
  readonly tuning: DeliveryTuning;
  readonly now: () => Date;
  /** Aborts when the worker must stop: what is on its way then counts as unanswered. */
  readonly stopping: AbortSignal;
}

/** What a batch came to, and what has to be written with it. */
interface Outcome {
  readonly accountId: string;
  readonly settled: readonly Settled[];
  readonly after: readonly Statement[];
}

/** Waits for all, also when one fails: what is on its way must not go on behind the back of who stops the worker. */
const all = async (running: readonly Promise<void>[]): Promise<void> => {
  const ended = await Promise.allSettled(running);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
};

/** Sends deliveries: claim, run, settle. No transaction is open while a vendor is talked to. */
export const createDeliver = (options: DeliverOptions) => {
  const { db, findAction, enqueue, needsReconnect, alert, announce, tuning, now, stopping, pace } = options;
  const { attempt, tooLate } = createAttempt(options);
  const enter = createLanes();

  /** Outcomes that come in while others are being written go together: a commit each would cost more than the sending. */
  const outcomes = createGroupCommit<Outcome, undefined>({
    flush: async (items) => {
      const last = [...Map.groupBy(items, (item) => item.accountId)].flatMap(([accountId, own]) => [
        asSender(accountId),
        settleStatement(
          accountId,
          own.flatMap((item) => item.settled),
          now(),
        ),
        ...own.flatMap((item) => item.after),
      ]);
      const gathered = delay(gathering);
      await db.pipeline(async () => ({ result: undefined, last }));
      await gathered;
      return items.map(() => undefined);
    },
    groupOf: (item) => item.accountId,
    keyOf: (item) => item.settled[0]?.deliveryId ?? '',
    isOutage,
    maxBatch: 200,
    maxInFlight: 1,
  });

  /** A vendor that asked for patience gets it from every delivery of the linked account. */
  const holdBack = (
    { linkedAccountId }: Batch,
    log: readonly ExchangeRecord[],
    results: readonly ItemResult[],
  ): void => {
    const asked = patienceAsked(log, results);
    if (asked === null) return;
    const seconds = Math.min(tuning.longestHold, asked);
    pace.hold(linkedAccountId, new Date(now().getTime() + seconds * 1000));
  };

  /** What the try says about the vendor, written where every worker sees it. */
  const lifeSign = (
    batch: Batch,
    log: readonly ExchangeRecord[],
    results: readonly ItemResult[],
  ): { readonly dead: boolean; readonly write: readonly Statement[] } => {
    const { accountId, linkedAccountId, claimed } = batch;
    const sign = stopping.aborted ? null : lifeSignOf(log, results);
    if (sign === 'alive' && claimed.some((item) => item.troubled)) pace.clear(linkedAccountId);
    if (sign === 'alive' && claimed.some((item) => item.troubled))
      return { dead: false, write: [aliveStatement(accountId, linkedAccountId)] };
    if (sign !== 'dead') return { dead: false, write: [] };
    const failed = results.find((result) => result.status === 'failed');
    const about = { probe: claimed.some((item) => item.probe), reason: failed?.error.message ?? '' };
    return { dead: true, write: [failedStatement(accountId, linkedAccountId, about, tuning)] };
  };

  const settle = async (
    batch: Batch,
    at: Date,
    { log, authorisation }: Trace,
    results: readonly ItemResult[],
  ): Promise<void> => {
    const { accountId, linkedAccountId } = batch;
    const settled = batch.claimed.map((item, index): Settled => {
      const { delivery, tried } = item;
      const result = results[index] ?? { status: 'failed', error: new Error('no answer for this item') };
      const exchanges = exchangesFor(item, batch, log);
      const silent = exchanges.length === 0;
      const tries = { count: (tried?.count ?? 0) + 1, since: tried?.since ?? at, silent };
      const verdict = verdictOf(result, delivery.intent, tries, now(), tuning);
      return { deliveryId: delivery.id, attempt: delivery.attemptCount, at, exchanges, verdict };
    });
    const { dead, write } = lifeSign(batch, log, results);
    await outcomes.add({ accountId, settled, after: [...write, ...(await follow(batch, settled))] });
    const gone = settled.find((item) => item.verdict.state === 'NEEDS_RECONNECT');
    if (gone) await tellGone(batch, settled, gone.verdict.reason ?? '', authorisation?.() ?? null);
    const [first] = batch.claimed;
    if (first && (gone || dead)) await alert(accountId, linkedAccountId, first.delivery);
    announce([accountId], false);
  };

  /** Marks the linked account; where a person connected it again meanwhile, what was refused goes again. */
  const tellGone = async (
    batch: Batch,
    settled: readonly Settled[],
    reason: string,
    authorisation: string | null,
  ): Promise<void> => {
    const marked = await needsReconnect(batch.accountId, batch.linkedAccountId, reason, authorisation);
    if (marked !== 'OUTDATED') return;
    const refused = batch.claimed.filter((_, at) => settled[at]?.verdict.state === 'NEEDS_RECONNECT');
    const jobs = refused.map((item) => jobOf(batch, item));
    await db.pipeline(async () => ({ result: undefined, last: await enqueue.deliver(jobs) }));
  };

  const jobOf = ({ accountId, linkedAccountId }: Batch, { delivery, past }: Claimed): DeliveryJob => ({
    accountId,
    deliveryId: delivery.id,
    linkedAccountId,
    past,
  });

  /** The jobs that come next, a statement for all of a kind: another try, or asking what became of it. */
  const follow = async (batch: Batch, settled: readonly Settled[]): Promise<readonly Statement[]> => {
    const at = now().getTime();
    const due = (asked: boolean) =>
      batch.claimed.flatMap((item, index) => {
        const verdict = settled[index]?.verdict;
        if (!verdict?.nextAt || (verdict.state === 'ACCEPTED') !== asked) return [];
        return [{ job: jobOf(batch, item), wait: (verdict.nextAt.getTime() - at) / 1000 }];
      });
    const [toAsk, toSend] = [due(true), due(false)];
    return [
      ...(toAsk.length > 0 ? await enqueue.confirmEach(toAsk) : []),
      ...(toSend.length > 0 ? await enqueue.deliverEach(toSend) : []),
    ];
  };

  /** The next turn of those that could not be taken, one after the other where their linked account must rest. */
  const turnsOf = (
    accountId: string,
    past: ReadonlySet<string>,
    rows: readonly Readonly<Record<string, unknown>>[],
  ) => {
    const held = pace.held();
    const at = now().getTime();
    return rows.map((row) => {
      const [id, linkedAccountId] = [row['id'] as string, row['linked_account_id'] as string];
      const wait = Math.max(0, Number(row['wait']));
      const until = Math.max(at + wait * 1000, held.get(linkedAccountId) ?? 0);
      const limits = findAction(row['integration'] as string, row['action'] as string)?.limits;
      const rate = limits ? limits.perSecond * limits.batchSize : 1;
      const rests = row['shut'] === true || held.has(linkedAccountId);
      const turn = rests ? pace.turn(linkedAccountId, until, rate) : until;
      const job = { accountId, deliveryId: id, linkedAccountId, past: past.has(id) };
      return { job, wait: (turn - at) / 1000 };
    });
  };

  /** Claims what may be sent now; the turn of what may not comes again. */
  const claim = async (
    accountId: string,
    ids: readonly string[],
    past: ReadonlySet<string>,
  ): Promise<readonly Claimed[]> =>
    db.pipeline(async (send) => {
      send(asSender(accountId));
      const resting = [...pace.held().keys()];
      const taken = claimedOf(await send(claimStatement(accountId, ids, resting, tuning)), past);
      const result = taken.toSorted((a, b) => Number(a.past) - Number(b.past));
      const mine = new Set(result.map(({ delivery }) => delivery.id));
      const rest = ids.filter((id) => !mine.has(id));
      if (rest.length === 0) return { result, last: [] };
      const waiting = await send(waitingStatement(accountId, rest, tuning));
      if (waiting.length === 0) return { result, last: [] };
      return { result, last: await enqueue.deliverEach(turnsOf(accountId, past, waiting)) };
    });

  /**
   * One linked account's batches, a few at a time; how long each had to wait counts, so that the last is not given
   * up for lost meanwhile. The next goes out while the outcome of the one before is being written.
   */
  const sendAll = async (batches: readonly Batch[]): Promise<void> => {
    const began = now().getTime();
    await all(
      batches.map(async (batch) => {
        const trace: Trace = { log: [], authorisation: null };
        const perSecond = batch.action?.limits.perSecond ?? 1;
        const leave = await enter(
          batch.linkedAccountId,
          Math.max(2, Math.min(mostAtOnce, usualAnswer * perSecond)),
        );
        const at = now();
        const late = at.getTime() - began > (tuning.lostAfter / 2) * 1000;
        const results = late ? tooLate(batch) : await attempt(batch, trace);
        if (!late) holdBack(batch, trace.log, results);
        leave();
        await settle(batch, at, trace, results);
      }),
    );
  };

  /** Sends what of these may be sent now. Throws only when the database is away; the queue then tries again. */
  return async (jobs: readonly DeliveryJob[]): Promise<void> => {
    const accounts = [...Map.groupBy(jobs, (job) => job.accountId)];
    await all(
      accounts.map(async ([accountId, own]) => {
        const idsOf = (some: readonly DeliveryJob[]) => new Set(some.map((job) => job.deliveryId));
        const past = idsOf(own.filter((job) => job.past));
        const claimed = await claim(accountId, [...idsOf(own)], past);
        const batches = batchesOf(accountId, claimed, findAction);
        await all([...Map.groupBy(batches, (batch) => batch.linkedAccountId).values()].map(sendAll));
      }),
    );
  };
};
