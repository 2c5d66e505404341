import type { ActionItem } from '../kit/integration.ts';
import type { CallSnapshot, ConsentState } from '../kit/vocabulary.ts';
import { worthToTell } from './click-record.ts';
import { clickOf } from './event.ts';
import { callConvertedAt, dateTime, secondsLater } from './moment.ts';
import { callerOf, hashedPerson } from './person.ts';
import type { CallSettings, ClickSettings } from './settings.ts';
import { type Worth, worthOf } from './worth.ts';

export const version = 'v25';

/** What one request of the Google Ads API does. `rows` are in the vendor's words, at most 2,000. */
export interface AdsApiRequest {
  readonly method: 'uploadClickConversions' | 'uploadCallConversions' | 'uploadConversionAdjustments';
  readonly rows: readonly object[];
}

export const adsApiPath = (customerId: string, method: AdsApiRequest['method']): string =>
  `/${version}/customers/${customerId}:${method}`;

export const adsApiBody = ({ method, rows }: AdsApiRequest): object => ({
  [method === 'uploadConversionAdjustments' ? 'conversionAdjustments' : 'conversions']: rows,
  // Rows stand for themselves: a bad one must not take the others down.
  partialFailure: true,
  validateOnly: false,
});

const actionName = (customerId: string, conversionActionId: string): string =>
  `customers/${customerId}/conversionActions/${conversionActionId}`;

const moneyOf = (worth: Worth): object =>
  worth.kind === 'amount' ? { conversionValue: worth.amount, currencyCode: worth.currency } : {};

const consentOf = ({ session }: CallSnapshot): object => {
  const said = (state: ConsentState | undefined, name: string): object =>
    state === 'GRANTED' || state === 'DENIED' ? { [name]: state } : {};
  const consent = {
    ...said(session?.consent.adUserData, 'adUserData'),
    ...said(session?.consent.adPersonalization, 'adPersonalization'),
  };
  return Object.keys(consent).length > 0 ? { consent } : {};
};

/** A row of `uploadClickConversions`. `key` becomes the order id, which adjustments name later. */
export const clickRow = (customerId: string, item: ActionItem<ClickSettings>): object => {
  const { call, settings, key } = item;
  const { phone, email } = hashedPerson(call, settings);
  const userIdentifiers = [
    ...(phone ? [{ hashedPhoneNumber: phone }] : []),
    ...(email ? [{ hashedEmail: email }] : []),
  ];
  return {
    ...clickOf(call),
    conversionAction: actionName(customerId, settings.conversionActionId),
    conversionDateTime: dateTime(call.startedAt),
    orderId: key,
    ...moneyOf(worthToTell(item)),
    ...(userIdentifiers.length > 0 ? { userIdentifiers } : {}),
    ...consentOf(call),
  };
};

/** A row of `uploadCallConversions`: the number in the clear, and no order id. */
export const callRow = (customerId: string, call: CallSnapshot, settings: CallSettings): object => ({
  callerId: callerOf(call),
  callStartDateTime: dateTime(call.startedAt),
  conversionAction: actionName(customerId, settings.conversionActionId),
  conversionDateTime: dateTime(callConvertedAt(call)),
  ...moneyOf(worthOf(call, settings)),
  ...consentOf(call),
});

/**
 * A row of `uploadConversionAdjustments`. Its time rises with the revision and is the same at every try, so
 * that an older adjustment never wins and a repeated one is known as a repeat.
 */
const adjustment = (
  customerId: string,
  { call, settings, key, revision }: ActionItem<ClickSettings>,
  change: object,
): object => ({
  conversionAction: actionName(customerId, settings.conversionActionId),
  orderId: key,
  adjustmentDateTime: dateTime(secondsLater(call.startedAt, revision)),
  ...change,
});

/** The newest value. Null when there is none: Google cannot put the default value back. */
export const restatementRow = (customerId: string, item: ActionItem<ClickSettings>): object | null => {
  const worth = worthToTell(item);
  if (worth.kind !== 'amount') return null;
  return adjustment(customerId, item, {
    adjustmentType: 'RESTATEMENT',
    restatementValue: { adjustedValue: worth.amount, currencyCode: worth.currency },
  });
};

export const retractionRow = (customerId: string, item: ActionItem<ClickSettings>): object =>
  adjustment(customerId, item, { adjustmentType: 'RETRACTION' });
