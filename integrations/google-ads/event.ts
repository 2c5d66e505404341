import { createHash } from 'node:crypto';
import type { datamanager_v1 } from 'googleapis/build/src/apis/datamanager/index.js';
import type { CallSnapshot, ConsentState } from '../kit/vocabulary.ts';
import type { UploadSettings } from './settings.ts';

/** The click ids Google takes, the most precise first. One request row may carry only one of them. */
const clickNames = ['gclid', 'gbraid', 'wbraid'] as const;

export const clickOf = (call: CallSnapshot): Partial<Record<(typeof clickNames)[number], string>> | null => {
  for (const name of clickNames) {
    const id = call.clickIds[name];
    if (id) return { [name]: id };
  }
  return null;
};

/** RFC 3339 in UTC. Another offset is converted, never cut off: cut off, the call would precede its click. */
const timestamp = (time: string): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

const moneyOf = (
  call: CallSnapshot,
  settings: UploadSettings,
): Pick<datamanager_v1.Schema$Event, 'conversionValue' | 'currency'> => {
  if (settings.value === 'FIXED')
    return {
      conversionValue: settings.fixedValue,
      currency: settings.fixedCurrency || call.company.currency,
    };
  return call.value ? { conversionValue: Number(call.value.amount), currency: call.value.currency } : {};
};

/** Google's form of a hashed phone number: SHA-256 of E.164 with the plus sign, lower-case hexadecimal. */
const hashedPhone = (number: string): string => createHash('sha256').update(number).digest('hex');

// A withheld number has no hash that means anything, and a hash must not be hashed again.
const isNumber = /^\+[1-9]\d{6,14}$/;

const userDataOf = (call: CallSnapshot): Pick<datamanager_v1.Schema$Event, 'userData'> => {
  const { number } = call.caller;
  if (!number || !isNumber.test(number)) return {};
  return { userData: { userIdentifiers: [{ phoneNumber: hashedPhone(number) }] } };
};

const consentWords: Record<ConsentState, string | null> = {
  GRANTED: 'CONSENT_GRANTED',
  DENIED: 'CONSENT_DENIED',
  // Left out: Google then applies what the account has set.
  UNKNOWN: null,
};

const consentOf = (call: CallSnapshot): Pick<datamanager_v1.Schema$Event, 'consent'> => {
  const adUserData = consentWords[call.session?.consent.adUserData ?? 'UNKNOWN'];
  const adPersonalization = consentWords[call.session?.consent.adPersonalization ?? 'UNKNOWN'];
  if (!adUserData && !adPersonalization) return {};
  return {
    consent: { ...(adUserData ? { adUserData } : {}), ...(adPersonalization ? { adPersonalization } : {}) },
  };
};

/**
 * The conversion as Google takes it. `key` becomes the transaction id: the same again overwrites value and
 * currency, so a repeat is harmless. It must not be digits only, which Google refuses without a word.
 */
export const conversionEvent = (
  call: CallSnapshot,
  settings: UploadSettings,
  key: string,
): datamanager_v1.Schema$Event => ({
  transactionId: key,
  eventTimestamp: timestamp(call.startedAt),
  eventSource: 'PHONE',
  adIdentifiers: clickOf(call) ?? {},
  ...moneyOf(call, settings),
  ...(settings.sendCaller ? userDataOf(call) : {}),
  ...consentOf(call),
});
