import { createHash } from 'node:crypto';
import type { CallSnapshot } from '../kit/vocabulary.ts';
import type { ClickSettings } from './settings.ts';

/** SHA-256, as Google matches it: lower-case hexadecimal of the normalised text. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const isNumber = /^\+[1-9]\d{6,14}$/;
const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const isHash = /^[0-9a-f]{64}$/;

/** The caller in E.164; null when withheld, which has no hash that means anything. */
export const callerOf = ({ caller: { number, withheld } }: CallSnapshot): string | null =>
  number && !withheld && isNumber.test(number) ? number : null;

export const hashedPhone = (call: CallSnapshot): string | null => {
  const number = callerOf(call);
  return number && hashOf(number);
};

/** Google's normal form: of Gmail's local part neither dots nor what follows a plus count. */
const normalAddress = (text: string): string => {
  const [local = '', domain = ''] = text.split('@');
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return text;
  return `${local.replace(/\+.*$/, '').replaceAll('.', '')}@${domain}`;
};

/** What is a hash already is passed on as it is: hashed again it would match nobody. */
const hashedEmail = ({ caller: { email } }: CallSnapshot): string | null => {
  const text = email?.trim().toLowerCase() ?? '';
  if (isHash.test(text)) return text;
  return isAddress.test(text) ? hashOf(normalAddress(text)) : null;
};

/** What the settings let Google know of the caller, hashed. */
export const hashedPerson = (
  call: CallSnapshot,
  settings: ClickSettings,
): { readonly phone: string | null; readonly email: string | null } => ({
  phone: settings.sendCaller ? hashedPhone(call) : null,
  email: settings.sendEmail ? hashedEmail(call) : null,
});
