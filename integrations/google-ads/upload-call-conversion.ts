import { Rejected, RetryLater } from '../kit/errors.ts';
import { type Accepted, type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import { refusalsOf, unsaid } from './ads-api-answer.ts';
import { isPresent, rowMeaning } from './ads-api-error.ts';
import { adsApiBody, adsApiPath, callRow } from './ads-api-rows.ts';
import { type CallRecord, readRecord, recordText, worthSent } from './call-record.ts';
import type { GoogleAds } from './client.ts';
import { confirm } from './confirm.ts';
import { callIneligible } from './eligibility.ts';
import { callEvent, ingestBody } from './event.ts';
import { callImport } from './import-csv.ts';
import { outcomeOf } from './outcome.ts';
import { callerOf } from './person.ts';
import { type CallSettings, callSettings, linkedAccountSettings } from './settings.ts';
import { failure, uploadRows } from './upload-rows.ts';
import { moneyIn, worthOf } from './worth.ts';

type Item = ActionItem<CallSettings>;

const accepted = (record: CallRecord, confirmed: boolean): Accepted => ({
  status: 'accepted',
  vendorId: recordText(record),
  vendorUrl: null,
  confirmed,
  ...(record.upload ? { receipt: { ...record.upload } } : {}),
});

const unchangeable = new Rejected(
  'Google Ads has this call conversion already and lets nobody change it, so it keeps the value it was first given.',
);

/**
 * What becomes of a call Google was given before, in an earlier revision; null when it must be sent. Google
 * drops a second upload of a call, so a new value could only seem to have been taken.
 */
const standing = async (client: GoogleAds, item: Item): Promise<ItemResult | null> => {
  if (item.revision === 1 || item.vendorId === null) return null;
  const record = readRecord(item.vendorId);
  const settled = (confirmed: boolean): ItemResult =>
    record && record.worth === worthSent(item.call, item.settings)
      ? accepted(record, confirmed)
      : failure(unchangeable);
  if (!record?.upload) return settled(true);
  try {
    const outcome = outcomeOf(await client.status(record.upload.requestId), record.upload.index);
    if (outcome.kind === 'counted') return settled(true);
    if (outcome.kind === 'refused' || outcome.kind === 'resend') return null;
    if (record.worth === worthSent(item.call, item.settings)) return accepted(record, false);
    return failure(new RetryLater('Google is still deciding about the value it was given first.', 30 * 60));
  } catch (error) {
    // Google no longer knows the upload, so it decided about it long ago.
    return error instanceof Rejected ? settled(true) : failure(error);
  }
};

const ingest = async (
  client: GoogleAds,
  conversionActionId: string,
  items: readonly Item[],
  results: Map<Item, ItemResult>,
): Promise<void> =>
  uploadRows(
    client,
    conversionActionId,
    items.map((item) => ({
      event: callEvent(item.call, item.settings, item.key),
      failed: (error) => void results.set(item, failure(error)),
      accepted: (requestId, index) => {
        const worth = worthSent(item.call, item.settings);
        results.set(item, accepted({ upload: { requestId, index }, worth }, false));
      },
    })),
  );

const upload = async (
  client: GoogleAds,
  items: readonly Item[],
  results: Map<Item, ItemResult>,
): Promise<void> => {
  const rows = items.map((item) => callRow(client.linkedAccount.customerId, item.call, item.settings));
  const answer = await client.upload({ method: 'uploadCallConversions', rows });
  const refusals = refusalsOf(answer, rows.length);
  items.forEach((item, index) => {
    const refusal = refusals[index] ?? null;
    const record = { upload: null, worth: worthSent(item.call, item.settings) };
    const problem = refusal ? !isPresent(refusal) && rowMeaning(refusal) : unsaid(answer, index);
    results.set(item, problem ? failure(problem) : accepted(record, true));
  });
};

const withheld = new Rejected('The caller withheld their number, by which Google would find the call.');

const run = async (client: GoogleAds, items: readonly Item[]): Promise<readonly ItemResult[]> => {
  const results = new Map<Item, ItemResult>();
  await Promise.all(
    items.map(async (item) => {
      const known = callerOf(item.call) ? await standing(client, item) : failure(withheld);
      if (known) results.set(item, known);
    }),
  );
  const fresh = items.filter((item) => !results.has(item));
  if (client.linkedAccount.path === 'DATA_MANAGER')
    for (const [conversionActionId, group] of Map.groupBy(fresh, (item) => item.settings.conversionActionId))
      await ingest(client, conversionActionId, group, results);
  else if (fresh.length > 0)
    await upload(client, fresh, results).catch((error: unknown) => {
      for (const item of fresh) results.set(item, failure(error));
    });
  return items.map((item) => results.get(item) ?? failure(new RetryLater('This was not sent yet.')));
};

const preview = (
  items: readonly Item[],
  settings: Readonly<Record<string, unknown>>,
): readonly { readonly request: string; readonly body: object }[] => {
  const linkedAccount = linkedAccountSettings.parse(settings);
  const { customerId } = linkedAccount;
  if (linkedAccount.path === 'DATA_MANAGER')
    return [...Map.groupBy(items, (item) => item.settings.conversionActionId)].map(([action, group]) => ({
      request: 'POST /v1/events:ingest',
      body: ingestBody(
        linkedAccount,
        action,
        group.map((item) => callEvent(item.call, item.settings, item.key)),
      ),
    }));
  const method = 'uploadCallConversions';
  const rows = items.map((item) => callRow(customerId, item.call, item.settings));
  return [{ request: `POST ${adsApiPath(customerId, method)}`, body: adsApiBody({ method, rows }) }];
};

/** No `retract`: Google lets nobody change or take back a call conversion. */
export const uploadCallConversion = defineAction<GoogleAds, typeof callSettings>({
  id: 'upload-call-conversion',
  title: 'Upload a call conversion',
  description:
    'Reports a call that came from a call ad or a Google forwarding number. Google finds it by the caller and the time, and never changes or takes back what it was given once.',
  settings: callSettings,
  limits: { batchSize: 2000, perSecond: 5, timeoutSeconds: 60 },
  target: (settings) => settings.conversionActionId,
  ineligible: callIneligible,
  run,
  confirm,
  preview,
  worth: ({ call, settings }) => moneyIn(worthOf(call, settings)),
  manualImport: callImport,
});
