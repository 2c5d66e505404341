import { z } from 'zod';
import { NoAnswer, Rejected, RetryLater } from '../kit/errors.ts';
import { type ActionItem, type Confirmation, defineAction, type ItemResult } from '../kit/integration.ts';
import type { DataManager } from './client.ts';
import { ineligible } from './eligibility.ts';
import { conversionEvent } from './event.ts';
import { InvalidRequest, isAboutAll, rowOf, sentenceOf } from './google-error.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type UploadSettings, uploadSettings } from './settings.ts';

/** Google asks for the first look after half an hour. */
const lookAgainSeconds = 30 * 60;
/** Enough to find four bad rows among 2,000 by halving; keeps a hopeless batch within 300 requests a minute. */
const mostRequests = 60;

type Item = ActionItem<UploadSettings>;
type Report = (item: Item, result: ItemResult) => void;

const failed = (error: unknown): ItemResult => ({
  status: 'failed',
  error: error instanceof Error ? error : new Error(String(error)),
});

/**
 * Google takes all rows of a request or none. So rows it names are put aside and the others go again; when
 * it names none, the batch is halved until the bad row stands alone.
 */
const uploadRows = async (
  client: DataManager,
  conversionActionId: string,
  all: readonly Item[],
  report: Report,
): Promise<void> => {
  let requests = 0;
  const upload = async (items: readonly Item[]): Promise<void> => {
    if (items.length === 0) return;
    const failAll = (error: unknown): void => {
      for (const item of items) report(item, failed(error));
    };
    requests += 1;
    if (requests > mostRequests)
      return failAll(new RetryLater('Too many bad conversions in one batch; this one was not sent yet.'));
    try {
      const events = items.map((item) => conversionEvent(item.call, item.settings, item.key));
      const requestId = await client.ingest(conversionActionId, events);
      items.forEach((item, index) => {
        report(item, {
          status: 'accepted',
          vendorId: item.key,
          vendorUrl: null,
          confirmed: false,
          receipt: { requestId, index },
        });
      });
    } catch (error) {
      if (!(error instanceof InvalidRequest)) return failAll(error);
      const { violations } = error;
      const whole = violations.find(isAboutAll);
      if (whole) return failAll(new Rejected(sentenceOf(whole), { cause: error }));
      const reasons = new Map(violations.map((violation) => [rowOf(violation), sentenceOf(violation)]));
      const rest = items.filter((item, index) => {
        const reason = reasons.get(index);
        if (reason !== undefined) report(item, failed(new Rejected(reason, { cause: error })));
        return reason === undefined;
      });
      if (rest.length < items.length) return upload(rest);
      const [first] = violations;
      if (items.length === 1)
        return failAll(first ? new Rejected(sentenceOf(first), { cause: error }) : error);
      const middle = Math.ceil(items.length / 2);
      await upload(items.slice(0, middle));
      await upload(items.slice(middle));
    }
  };
  await upload(all);
};

const run = async (client: DataManager, items: readonly Item[]): Promise<readonly ItemResult[]> => {
  const results = new Map<Item, ItemResult>();
  // One request an action: a request names its destination once, and a wrong one must not harm the others.
  const byAction = Map.groupBy(items, (item) => item.settings.conversionActionId);
  for (const [conversionActionId, group] of byAction)
    await uploadRows(client, conversionActionId, group, (item, result) => results.set(item, result));
  return items.map((item) => results.get(item) ?? failed(new RetryLater('This was not sent yet.')));
};

const receiptShape = z.object({ requestId: z.string(), index: z.number() });

/**
 * A look that fails is taken again (`pending`). A RetryLater thrown from here means what it always means:
 * Google has certainly not counted the call, and the delivery itself may go again after `afterSeconds`.
 */
const confirm = async (
  client: DataManager,
  receipt: Readonly<Record<string, string | number>>,
): Promise<Confirmation> => {
  const { requestId, index } = receiptShape.parse(receipt);
  const look = await client.status(requestId).then(
    (status) => outcomeOf(status, index),
    (error: unknown): Outcome => {
      if (error instanceof RetryLater || error instanceof NoAnswer) return { kind: 'processing' };
      if (error instanceof Rejected) return { kind: 'refused', reason: error.reason };
      throw error;
    },
  );
  if (look.kind === 'counted') return { status: 'confirmed' };
  if (look.kind === 'processing') return { status: 'pending', afterSeconds: lookAgainSeconds };
  if (look.kind === 'refused') return { status: 'rejected', reason: look.reason };
  throw new RetryLater(look.reason, look.afterSeconds);
};

export const uploadConversion = defineAction<DataManager, typeof uploadSettings>({
  id: 'upload-conversion',
  title: 'Upload a click conversion',
  description:
    'Reports the call to Google Ads as a conversion of the ad click that led to it. Sending again updates the value.',
  settings: uploadSettings,
  limits: { batchSize: 2000, perSecond: 5, timeoutSeconds: 60 },
  target: (settings) => settings.conversionActionId,
  ineligible: (call, _settings, now) => ineligible(call, now),
  run,
  confirm,
});
