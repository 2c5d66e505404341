import type { datamanager_v1 } from 'googleapis/build/src/apis/datamanager/index.js';
import type { ActionItem } from '../kit/integration.ts';
import type { CallSnapshot, ConsentState } from '../kit/vocabulary.ts';
import { worthToTell } from './click-record.ts';
import { callConvertedAt, timestamp } from './moment.ts';
import { hashedPerson, hashedPhone } from './person.ts';
import type { CallSettings, ClickSettings, LinkedAccountSettings } from './settings.ts';
import { type Worth, worthOf } from './worth.ts';

/** An event of the Data Manager API. The SDK's types do not know calls yet; Google takes them since API 1.9. */
export interface ConversionEvent extends datamanager_v1.Schema$Event {
  readonly callInfo?: { readonly startTimestamp: string };
}

/** The click ids Google takes, the most precise first. One request row may carry only one of them. */
const clickNames = ['gclid', 'gbraid', 'wbraid'] as const;

export const clickOf = (call: CallSnapshot): Partial<Record<(typeof clickNames)[number], string>> | null => {
  for (const name of clickNames) {
    const id = call.clickIds[name];
    if (id) return { [name]: id };
  }
  return null;
};

const moneyOf = (worth: Worth): Pick<ConversionEvent, 'conversionValue' | 'currency'> =>
  worth.kind === 'amount' ? { conversionValue: worth.amount, currency: worth.currency } : {};

const userDataOf = (phone: string | null, email: string | null): Pick<ConversionEvent, 'userData'> => {
  const userIdentifiers = [
    ...(phone ? [{ phoneNumber: phone }] : []),
    ...(email ? [{ emailAddress: email }] : []),
  ];
  return userIdentifiers.length > 0 ? { userData: { userIdentifiers } } : {};
};

const consentWords: Record<ConsentState, string | null> = {
  GRANTED: 'CONSENT_GRANTED',
  DENIED: 'CONSENT_DENIED',
  // Left out: Google then applies what the account has set.
  UNKNOWN: null,
};

const consentOf = (call: CallSnapshot): Pick<ConversionEvent, 'consent'> => {
  const adUserData = consentWords[call.session?.consent.adUserData ?? 'UNKNOWN'];
  const adPersonalization = consentWords[call.session?.consent.adPersonalization ?? 'UNKNOWN'];
  if (!adUserData && !adPersonalization) return {};
  return {
    consent: { ...(adUserData ? { adUserData } : {}), ...(adPersonalization ? { adPersonalization } : {}) },
  };
};

/**
 * The conversion of a click as Google takes it. `key` becomes the transaction id: the same again overwrites
 * value and currency, so a repeat is harmless. It must not be digits only, which Google refuses without a word.
 */
export const clickEvent = (item: ActionItem<ClickSettings>): ConversionEvent => {
  const { call, settings, key } = item;
  const { phone, email } = hashedPerson(call, settings);
  const click = clickOf(call);
  return {
    transactionId: key,
    eventTimestamp: timestamp(call.startedAt),
    eventSource: 'PHONE',
    ...(click ? { adIdentifiers: click } : {}),
    ...moneyOf(worthToTell(item)),
    ...userDataOf(phone, email),
    ...consentOf(call),
  };
};

/** The same conversion worth nothing: there is no other way to take one back here. */
export const retractedEvent = (item: ActionItem<ClickSettings>): ConversionEvent => {
  const event = clickEvent(item);
  const currency = event.currency ?? (item.call.value ?? item.call.company).currency;
  return { ...event, conversionValue: 0, currency };
};

/** The conversion of a call that an ad brought: Google finds it by the caller and when the call began. */
export const callEvent = (call: CallSnapshot, settings: CallSettings, key: string): ConversionEvent => ({
  transactionId: key,
  eventTimestamp: timestamp(callConvertedAt(call)),
  eventSource: 'PHONE',
  callInfo: { startTimestamp: timestamp(call.startedAt) },
  ...moneyOf(worthOf(call, settings)),
  ...userDataOf(hashedPhone(call), null),
  ...consentOf(call),
});

const account = (accountId: string): datamanager_v1.Schema$ProductAccount => ({
  accountType: 'GOOGLE_ADS',
  accountId,
});

/** The body of `events:ingest`. */
export const ingestBody = (
  { customerId, loginCustomerId }: LinkedAccountSettings,
  conversionActionId: string,
  events: readonly ConversionEvent[],
): datamanager_v1.Schema$IngestEventsRequest => ({
  destinations: [
    {
      operatingAccount: account(customerId),
      ...(loginCustomerId ? { loginAccount: account(loginCustomerId) } : {}),
      productDestinationId: conversionActionId,
    },
  ],
  events: [...events],
  encoding: 'HEX',
});
