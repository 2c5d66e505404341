import type { CarrierMessage } from '../kit/carrier.ts';
import { Rejected } from '../kit/errors.ts';
import { callerNumber, e164 } from '../kit/phone.ts';
import type { Geography, LegEndReason, WithheldReason } from '../kit/vocabulary.ts';

/** The field without surrounding blanks; null when it is absent or blank. */
export const optional = (request: CarrierMessage, field: string): string | null =>
  request.params[field]?.trim() || null;

/** The same, for a field without which the callback means nothing. */
export const required = (request: CarrierMessage, field: string): string => {
  const value = optional(request, field);
  if (value === null)
    throw new Rejected(
      `The ${request.callback} callback has no ${field}. Check that Twilio's address for it is the ${request.callback} address.`,
    );
  return value;
};

const refuse = (request: CarrierMessage, field: string, wanted: string): never => {
  // The value stays out of the message: a field that holds the wrong thing may hold a phone number.
  throw new Rejected(`${field} of the ${request.callback} callback is not ${wanted}; nothing was changed.`);
};

/** Whole seconds, or null when the field is absent. */
export const seconds = (request: CarrierMessage, field: string): number | null => {
  const value = optional(request, field);
  if (value === null) return null;
  return /^\d{1,9}$/.test(value) ? Number(value) : refuse(request, field, 'a whole number of seconds');
};

const endReasons: ReadonlyMap<string, LegEndReason> = new Map([
  ['completed', 'COMPLETED'],
  ['answered', 'COMPLETED'],
  ['busy', 'BUSY'],
  ['no-answer', 'NO_ANSWER'],
  ['failed', 'FAILED'],
  ['canceled', 'CANCELED'],
]);

const statuses: ReadonlyMap<string, LegEndReason | 'RINGING' | 'ANSWERED'> = new Map([
  ...endReasons,
  ['queued', 'RINGING'],
  ['initiated', 'RINGING'],
  ['ringing', 'RINGING'],
  ['in-progress', 'ANSWERED'],
]);

/** CallStatus in our words: still RINGING or ANSWERED, else why it ended. */
export const callStatus = (request: CarrierMessage): LegEndReason | 'RINGING' | 'ANSWERED' =>
  statuses.get(required(request, 'CallStatus')) ?? refuse(request, 'CallStatus', 'a status Twilio documents');

export const dialEndReason = (request: CarrierMessage): LegEndReason =>
  endReasons.get(required(request, 'DialCallStatus')) ??
  refuse(request, 'DialCallStatus', 'a status Twilio documents');

/** Both ends of the call. `to` stays as it came when it is no telephone number (a SIP address). */
export const parties = (
  request: CarrierMessage,
): { readonly from: string | null; readonly withheld: WithheldReason | null; readonly to: string } => {
  const caller = callerNumber(request.params['From'], country(request, 'FromCountry'));
  return { from: caller.number, withheld: caller.withheld, to: dialled(request) ?? required(request, 'To') };
};

/** ISO 3166-1 alpha-2, whatever the case; anything else is no country. */
const country = (request: CarrierMessage, field: string): string | undefined => {
  const code = optional(request, field)?.toUpperCase();
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined;
};

/** The number that was dialled, or what stands there when it is no telephone number. */
export const dialled = (request: CarrierMessage): string | null => {
  const to = optional(request, 'To');
  return to && (e164(to, country(request, 'ToCountry')) ?? to);
};

/** Twilio shouts city names: NEW YORK becomes New York. What has a small letter was written on purpose. */
const titleCase = (name: string): string =>
  name === name.toUpperCase()
    ? name
        .toLowerCase()
        .replace(/(?<![\p{L}\p{M}'’])\p{L}|(?<=\b[od]['’])\p{L}/gu, (letter) => letter.toUpperCase())
    : name;

/** Where one end of the call is, as its number says. */
export const geography = (request: CarrierMessage, end: 'From' | 'To'): Geography => {
  const city = optional(request, `${end}City`);
  return {
    country: country(request, `${end}Country`) ?? null,
    region: optional(request, `${end}State`),
    city: city && titleCase(city),
  };
};

const rfc2822 = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC)$/;

/** ms. Twilio calls back within minutes: a Timestamp further away is a broken clock, not a late callback. */
const farthest = 24 * 60 * 60 * 1000;

/**
 * When it happened by Twilio's clock, else when we received it. An unreadable or unbelievable Timestamp
 * does not refuse the callback: a call that never ends in our books is worse than one that ends a second
 * late.
 */
export const happenedAt = (request: CarrierMessage): string => {
  const stamp = optional(request, 'Timestamp');
  const received = request.receivedAt.getTime();
  const told = stamp !== null && rfc2822.test(stamp) ? Date.parse(stamp) : Number.NaN;
  return new Date(Math.abs(told - received) <= farthest ? told : received).toISOString();
};
