import { Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import { type Exchange, type ExchangeRecord, recordingExchange } from '../../integrations/kit/exchange.ts';
import type { Action, ActionItem, Integration, ItemResult } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Allowances } from './allowances.ts';
import type { Claimed } from './claim.ts';
import { createDeadlines } from './deadlines.ts';
import { lastWord } from './last-word.ts';
import { createMaySend } from './may-send.ts';
import type { Pace } from './pace.ts';
import type { DeliveryTuning } from './tuning.ts';

const mostExchanges = 10;

/** Opens a linked account for one attempt: its integration and an authorised client. */
export type OpenLinkedAccount = (
  accountId: string,
  linkedAccountId: string,
  attempt: { readonly exchange: Exchange; readonly signal: AbortSignal },
) => Promise<{
  readonly integration: Integration;
  readonly client: unknown;
  /** By what it is authorised as of now. */
  readonly authorisation: () => string;
}>;

/** What an attempt leaves behind besides its results. */
export interface Trace {
  /** What was said and heard. */
  readonly log: ExchangeRecord[];
  /** By what the attempt was authorised; null when it could not open the linked account. */
  authorisation: (() => string) | null;
}

/** Deliveries of one linked account, one action and one intent, no more than the action takes at once. */
export interface Batch {
  readonly accountId: string;
  readonly linkedAccountId: string;
  readonly integration: string;
  readonly intent: Claimed['delivery']['intent'];
  /** Undefined: this installation has lost it since the delivery was decided. */
  readonly action: Action | undefined;
  readonly claimed: readonly Claimed[];
}

export const batchesOf = (
  accountId: string,
  claimed: readonly Claimed[],
  findAction: (integration: string, action: string) => Action | undefined,
): readonly Batch[] =>
  [
    ...Map.groupBy(
      claimed,
      ({ delivery: { linkedAccountId, integration, action, intent } }) =>
        `${linkedAccountId} ${integration} ${action} ${intent}`,
    ).values(),
  ].flatMap((group) => {
    const first = group[0]?.delivery;
    if (!first) return [];
    const { linkedAccountId, integration, intent } = first;
    const action = findAction(integration, first.action);
    const size = action?.limits.batchSize ?? group.length;
    return Array.from({ length: Math.ceil(group.length / size) }, (_, at) => ({
      accountId,
      linkedAccountId,
      integration,
      intent,
      action,
      claimed: group.slice(at * size, (at + 1) * size),
    }));
  });

/**
 * Of everything a batch said and heard, what is about this item: the exchanges that carry its key, else the
 * last that got an answer. A copy of the whole for each of two thousand would be a log of gigabytes.
 */
export const exchangesFor = (
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

const itemOf = (
  { delivery, vendorId }: Claimed,
  settings: Record<string, unknown>,
): ActionItem<Record<string, unknown>> => ({
  call: delivery.snapshot as CallSnapshot,
  settings,
  key: delivery.key,
  revision: delivery.revision,
  vendorId,
  uncertain: delivery.uncertain,
});

const failedAll = (count: number, error: unknown): readonly ItemResult[] => {
  const failure = error instanceof Error ? error : new Error(String(error));
  return Array.from({ length: count }, () => ({ status: 'failed', error: failure }));
};

/** Nothing is at the vendor, so nothing has to be taken back. */
const neverThere: ItemResult = { status: 'accepted', vendorId: '', vendorUrl: null, confirmed: true };

export interface AttemptOptions {
  readonly open: OpenLinkedAccount;
  readonly pace: Pace;
  readonly allowances: Allowances;
  readonly tuning: DeliveryTuning;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
}

/** Does a batch at the vendor; what is said and heard goes into `trace`. Answers for every item and never throws. */
export const createAttempt = (options: AttemptOptions) => {
  const { open, tuning, now, stopping } = options;
  const maySend = createMaySend(options);
  const deadline = createDeadlines(stopping);
  const talk = async (
    batch: Batch,
    action: Action,
    items: readonly ActionItem<Record<string, unknown>>[],
    trace: Trace,
  ): Promise<readonly ItemResult[]> => {
    const { perSecond, timeoutSeconds } = action.limits;
    const ms = Math.min(timeoutSeconds, tuning.longestAttempt) * 1000;
    const signal = deadline(ms);
    const record = recordingExchange(trace.log, now);
    const exchange: Exchange = async (request, send) => {
      await maySend(request, { ...batch, perSecond, signal });
      return record(request, send);
    };
    const { client, authorisation } = await open(batch.accountId, batch.linkedAccountId, {
      exchange,
      signal,
    });
    trace.authorisation = authorisation;
    const work = batch.intent === 'RETRACT' ? action.retract : action.run;
    if (!work) throw new Rejected('The vendor offers no way to take this back and keeps what was sent.');
    const results = await lastWord(work(client, items), signal, tuning.lastWord);
    if (results.length !== items.length)
      throw new Error('The integration answered for another number of items than it was given.');
    return results;
  };

  const attempt = async (batch: Batch, trace: Trace): Promise<readonly ItemResult[]> => {
    const { action, claimed, intent } = batch;
    const refused = (reason: string) => failedAll(claimed.length, new Rejected(reason));
    if (!action) return refused('This installation no longer has this action.');
    const apart = (is: (item: Claimed) => boolean) =>
      claimed.length > 1 && claimed.some(is) && !claimed.every(is);
    const items = new Map(
      claimed.flatMap((item) => {
        const settings = action.settings.safeParse(item.delivery.settings);
        return settings.success ? [[item, itemOf(item, settings.data)] as const] : [];
      }),
    );
    const unfit = (item: Claimed) => !items.has(item);
    const empty = (item: Claimed) => intent === 'RETRACT' && !item.held && !item.delivery.uncertain;
    if (apart(unfit) || apart(empty))
      return (await Promise.all(claimed.map((item) => attempt({ ...batch, claimed: [item] }, trace)))).flat();
    if (claimed.every(unfit))
      return refused("The action's settings no longer fit. Save the automation again.");
    if (claimed.every(empty)) return claimed.map(() => neverThere);
    try {
      return await talk(batch, action, [...items.values()], trace);
    } catch (error) {
      return failedAll(claimed.length, error);
    }
  };

  /** For a batch whose turn came so late that another worker may soon think this one dead. */
  const tooLate = (batch: Batch): readonly ItemResult[] =>
    failedAll(
      batch.claimed.length,
      new RetryLater('Others of this linked account took their time; this was not sent yet.', 1),
    );

  return { attempt, tooLate };
};
