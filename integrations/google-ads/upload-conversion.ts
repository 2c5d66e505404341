import { Rejected, RetryLater } from '../kit/errors.ts';
import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import { clickRequests, retractClicks, uploadClicks } from './ads-api-clicks.ts';
import { adsApiBody, adsApiPath } from './ads-api-rows.ts';
import { clickRecord, worthToTell } from './click-record.ts';
import type { GoogleAds } from './client.ts';
import { confirm } from './confirm.ts';
import { clickIneligible } from './eligibility.ts';
import { type ConversionEvent, clickEvent, ingestBody, retractedEvent } from './event.ts';
import { clickImport } from './import-csv.ts';
import { type ClickSettings, clickSettings, linkedAccountSettings } from './settings.ts';
import { failure, uploadRows } from './upload-rows.ts';
import { moneyIn, type Worth } from './worth.ts';

type Item = ActionItem<ClickSettings>;
type Make = (item: Item) => ConversionEvent;

const nameless = new Rejected(
  'Nothing is left by which Google would find the click: the call has no Google click ID any more.',
);

const isNameless = ({ adIdentifiers, userData }: ConversionEvent): boolean =>
  Object.keys(adIdentifiers ?? {}).length === 0 && !userData;

/** One request an action: a request names its destination once, and a wrong one must not harm the others. */
const byAction = (items: readonly Item[]): readonly (readonly [string, readonly Item[]])[] => [
  ...Map.groupBy(items, (item) => item.settings.conversionActionId),
];

const worthIn = ({ conversionValue, currency }: ConversionEvent): Worth =>
  typeof conversionValue === 'number' && currency
    ? { kind: 'amount', amount: conversionValue, currency }
    : { kind: 'none' };

const ingest = async (
  client: GoogleAds,
  items: readonly Item[],
  make: Make,
): Promise<readonly ItemResult[]> => {
  const results = new Map<Item, ItemResult>();
  for (const [conversionActionId, group] of byAction(items)) {
    const rows = group.map((item) => {
      const event = make(item);
      return {
        event,
        failed: (error: Error) => void results.set(item, failure(error)),
        accepted: (requestId: string, index: number) =>
          void results.set(item, {
            status: 'accepted',
            vendorId: clickRecord(item.key, worthIn(event)),
            vendorUrl: null,
            confirmed: false,
            receipt: { requestId, index },
          }),
      };
    });
    for (const row of rows) if (isNameless(row.event)) row.failed(nameless);
    await uploadRows(
      client,
      conversionActionId,
      rows.filter(({ event }) => !isNameless(event)),
    );
  }
  return items.map((item) => results.get(item) ?? failure(new RetryLater('This was not sent yet.')));
};

/** The requests of `run`, with nothing sent. */
const preview = (
  items: readonly Item[],
  settings: Readonly<Record<string, unknown>>,
): readonly { readonly request: string; readonly body: object }[] => {
  const linkedAccount = linkedAccountSettings.parse(settings);
  if (linkedAccount.path === 'DATA_MANAGER')
    return byAction(items).map(([conversionActionId, group]) => ({
      request: 'POST /v1/events:ingest',
      body: ingestBody(linkedAccount, conversionActionId, group.map(clickEvent)),
    }));
  return clickRequests(linkedAccount.customerId, items).map((request) => ({
    request: `POST ${adsApiPath(linkedAccount.customerId, request.method)}`,
    body: adsApiBody(request),
  }));
};

export const uploadConversion = defineAction<GoogleAds, typeof clickSettings>({
  id: 'upload-conversion',
  title: 'Upload a click conversion',
  description:
    'Reports the call to Google Ads as a conversion of the ad click that led to it. Sending again updates the value.',
  settings: clickSettings,
  limits: { batchSize: 2000, perSecond: 5, timeoutSeconds: 60 },
  target: (settings) => settings.conversionActionId,
  ineligible: clickIneligible,
  run: (client, items) =>
    client.linkedAccount.path === 'DATA_MANAGER'
      ? ingest(client, items, clickEvent)
      : uploadClicks(client, items),
  retract: (client, items) =>
    client.linkedAccount.path === 'DATA_MANAGER'
      ? ingest(client, items, retractedEvent)
      : retractClicks(client, items),
  confirm,
  preview,
  worth: (item) => moneyIn(worthToTell(item)),
  manualImport: clickImport,
});
