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

/** E.164 of a number in any spelling, or null when the text as a whole cannot be a telephone number. */
export const e164 = (text: string, country?: string): string | null => {
  // Wide digits and blanks, as East Asian keyboards type them, are digits and blanks.
  const plain = text.normalize('NFKC').trim().replace(/^tel:/i, '');
  const parsed = parsePhoneNumberFromString(plain, {
    // Otherwise ten digits anywhere are dug out: `client:desk2125550100` would call from a number.
    extract: false,
    ...(country ? { defaultCountry: country as CountryCode } : {}),
  });
  return parsed?.isPossible() ? parsed.number : null;
};

/** `sip:user@host` is the user; whoever calls as `client:…` chose the name freely and has no number. */
const addressUser = (from: string): string | null =>
  /^sips?:([^@;]*)/i.exec(from)?.[1] ?? (/^[a-z]+:/i.test(from) && !/^tel:/i.test(from) ? null : from);

/**
 * The caller as a carrier reported it: a number, or why there is none. Of a SIP address only a user in
 * E.164 is a number: `1001` is somebody's desk.
 */
export const callerNumber = (
  from: string | undefined,
  country?: string,
): { readonly number: string | null; readonly withheld: WithheldReason | null } => {
  const whole = (from ?? '').trim();
  const text = addressUser(whole);
  if (text === null) return { number: null, withheld: 'NOT_A_NUMBER' };
  const bare = text.replace(/[\s().-]/g, '').toLowerCase();
  if (withheld.has(bare) || withheld.has(`+${bare}`)) return { number: null, withheld: 'ANONYMOUS' };
  const number = e164(text, text === whole ? country : undefined);
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
