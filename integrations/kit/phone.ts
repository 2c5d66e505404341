import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { WithheldReason } from './vocabulary.ts';

/**
 * What carriers send instead of a number. The digits spell ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN
 * and BLOCKED on a telephone keypad and would parse as numbers of Lesotho, Russia, China, Fiji and Tanzania.
 */
const withheld = new Set([
  '+266696687',
  '+7378742833',
  '+86282452253',
  '+8656696',
  '+2562533',
  'anonymous',
  'restricted',
  'unavailable',
  'unknown',
  'blocked',
  'private',
  '',
]);

/** E.164 of a number in any spelling, or null when it cannot be a telephone number. */
export const e164 = (text: string, country?: string): string | null => {
  const parsed = parsePhoneNumberFromString(text.trim(), country as CountryCode | undefined);
  return parsed?.isPossible() ? parsed.number : null;
};

/** The caller as a carrier reported it: a number, or why there is none. */
export const callerNumber = (
  from: string | undefined,
  country?: string,
): { readonly number: string | null; readonly withheld: WithheldReason | null } => {
  const text = (from ?? '').trim();
  const bare = text.replace(/\s/g, '');
  if (withheld.has(bare.toLowerCase()) || withheld.has(`+${bare}`))
    return { number: null, withheld: 'ANONYMOUS' };
  const number = e164(text, country);
  return number ? { number, withheld: null } : { number: null, withheld: 'NOT_A_NUMBER' };
};

/** ISO country of an E.164 number, null where several share the prefix and the number does not tell. */
export const countryOf = (number: string): string | null =>
  parsePhoneNumberFromString(number)?.country ?? null;

/** The number as people of its country write it: `(212) 555-0100`. */
export const nationalFormat = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatNational() ?? number;

/** National digits without prefix, as CRMs index them: `2125550100`. */
export const nationalDigits = (number: string): string =>
  parsePhoneNumberFromString(number)?.nationalNumber ?? number.replace(/\D/g, '');
