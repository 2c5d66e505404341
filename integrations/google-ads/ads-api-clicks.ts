import { Rejected } from '../kit/errors.ts';
import type { ActionItem, ItemResult } from '../kit/integration.ts';
import { type AdsApiError, refusalsOf, unsaid } from './ads-api-answer.ts';
import { isPresent, isRetracted, rowMeaning } from './ads-api-error.ts';
import { type AdsApiRequest, clickRow, restatementRow, retractionRow } from './ads-api-rows.ts';
import { clickRecord, worthToTell } from './click-record.ts';
import type { GoogleAds } from './client.ts';
import type { ClickSettings } from './settings.ts';
import { failure } from './upload-rows.ts';

type Item = ActionItem<ClickSettings>;
type Results = Map<Item, ItemResult>;

const valueless = new Rejected(
  'The call has no value any more, and Google keeps the earlier one: this API cannot take a value away.',
);

/** This API decides at once, so what it takes is final. */
const taken = (item: Item): ItemResult => ({
  status: 'accepted',
  vendorId: clickRecord(item.key, worthToTell(item)),
  vendorUrl: null,
  confirmed: true,
});

/** Sends the rows in one request; `judge` says of each what its refusal means, or that it had none. */
const send = async (
  client: GoogleAds,
  method: AdsApiRequest['method'],
  rows: readonly (readonly [Item, object])[],
  judge: (item: Item, refusal: AdsApiError | null) => void,
  results: Results,
): Promise<void> => {
  if (rows.length === 0) return;
  try {
    const answer = await client.upload({ method, rows: rows.map(([, row]) => row) });
    const refusals = refusalsOf(answer, rows.length);
    rows.forEach(([item], index) => {
      const refusal = refusals[index] ?? null;
      const unknown = refusal ? null : unsaid(answer, index);
      if (unknown) results.set(item, failure(unknown));
      else judge(item, refusal);
    });
  } catch (error) {
    for (const [item] of rows) results.set(item, failure(error));
  }
};

/** Google has the conversion of an earlier revision, so only its value may change. */
const isKnown = (item: Item): boolean => item.revision > 1 && item.vendorId !== null;

const restatements = (customerId: string, items: readonly Item[]): readonly (readonly [Item, object])[] =>
  items.flatMap((item) => {
    const row = restatementRow(customerId, item);
    return row ? [[item, row] as const] : [];
  });

const restate = async (client: GoogleAds, items: readonly Item[], results: Results): Promise<void> => {
  const rows = restatements(client.linkedAccount.customerId, items);
  // Known and told no value, as is still true: there is nothing to say.
  for (const item of items) results.set(item, isKnown(item) ? taken(item) : failure(valueless));
  await send(
    client,
    'uploadConversionAdjustments',
    rows,
    (item, refusal) =>
      void results.set(item, !refusal || isPresent(refusal) ? taken(item) : failure(rowMeaning(refusal))),
    results,
  );
};

/** What `uploadClicks` sends first, in order. */
export const clickRequests = (customerId: string, items: readonly Item[]): readonly AdsApiRequest[] => {
  const fresh = items.filter((item) => !isKnown(item));
  const known = restatements(customerId, items.filter(isKnown));
  return [
    ...(fresh.length > 0
      ? [
          {
            method: 'uploadClickConversions' as const,
            rows: fresh.map((item) => clickRow(customerId, item)),
          },
        ]
      : []),
    ...(known.length > 0
      ? [{ method: 'uploadConversionAdjustments' as const, rows: known.map(([, row]) => row) }]
      : []),
  ];
};

/** Uploads new conversions and restates those Google has; answers in the order of `items`. */
export const uploadClicks = async (
  client: GoogleAds,
  items: readonly Item[],
): Promise<readonly ItemResult[]> => {
  const { customerId } = client.linkedAccount;
  const results: Results = new Map();
  const fresh = items.filter((item) => !isKnown(item));
  const older: Item[] = [];
  await send(
    client,
    'uploadClickConversions',
    fresh.map((item) => [item, clickRow(customerId, item)] as const),
    (item, refusal) => {
      // An earlier revision got there without an answer: its value may be an old one.
      if (refusal && isPresent(refusal) && item.revision > 1) older.push(item);
      results.set(item, !refusal || isPresent(refusal) ? taken(item) : failure(rowMeaning(refusal)));
    },
    results,
  );
  await restate(client, [...items.filter(isKnown), ...older], results);
  return items.map((item) => results.get(item) ?? failure(new Error('Google did not answer for this row.')));
};

/** Takes conversions back for good. */
export const retractClicks = async (
  client: GoogleAds,
  items: readonly Item[],
): Promise<readonly ItemResult[]> => {
  const results: Results = new Map();
  await send(
    client,
    'uploadConversionAdjustments',
    items.map((item) => [item, retractionRow(client.linkedAccount.customerId, item)] as const),
    (item, refusal) =>
      void results.set(item, !refusal || isRetracted(refusal) ? taken(item) : failure(rowMeaning(refusal))),
    results,
  );
  return items.map((item) => results.get(item) ?? failure(new Error('Google did not answer for this row.')));
};
