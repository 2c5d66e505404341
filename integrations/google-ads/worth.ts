import type { CallSnapshot, Money } from '../kit/vocabulary.ts';
import { type CallSettings, statusValue } from './settings.ts';

/** What a conversion is worth. `none`: Google then counts the conversion action's default value. */
export type Worth =
  | { readonly kind: 'none' }
  | { readonly kind: 'amount'; readonly amount: number; readonly currency: string }
  | { readonly kind: 'unreadable' };

const none: Worth = { kind: 'none' };
const decimal = /^-?\d{1,12}(\.\d{1,6})?$/;
const micros = 1_000_000;

const byStatus = (call: CallSnapshot, entries: readonly string[], currency: string): Worth => {
  const entry = entries.map((text) => statusValue.exec(text)).find((found) => found?.[1] === call.leadStatus);
  if (!entry) return none;
  const given = Number(entry[2]);
  if (entry[3] !== '%') return { kind: 'amount', amount: given, currency };
  if (!call.value) return none;
  const amount = Math.round((Number(call.value.amount) * micros * given) / 100) / micros;
  return { kind: 'amount', amount, currency: call.value.currency };
};

/** The settings come filled in, so what reads exactly like the value of the call is taken for it. */
const currencyOf = (filled: string, { value, company }: CallSnapshot): string =>
  filled === value?.amount ? value.currency : company.currency;

/** The value as the settings say. Nothing is guessed: what is no plain decimal number is `unreadable`. */
export const worthOf = (call: CallSnapshot, settings: CallSettings): Worth => {
  const currency = settings.fixedCurrency.toUpperCase() || call.company.currency;
  switch (settings.value) {
    case 'CALL':
      return call.value
        ? { kind: 'amount', amount: Number(call.value.amount), currency: call.value.currency }
        : none;
    case 'FIXED':
      return { kind: 'amount', amount: settings.fixedValue, currency };
    case 'LEAD_STATUS':
      return byStatus(call, settings.statusValues, currency);
    case 'TEMPLATE': {
      if (settings.valueTemplate === '') return none;
      if (!decimal.test(settings.valueTemplate)) return { kind: 'unreadable' };
      return {
        kind: 'amount',
        amount: Number(settings.valueTemplate),
        currency: settings.fixedCurrency === '' ? currencyOf(settings.valueTemplate, call) : currency,
      };
    }
  }
};

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Why a value cannot be sent, in a sentence for people; null when it can. */
export const worthProblem = (call: CallSnapshot, settings: CallSettings): string | null => {
  const worth = worthOf(call, settings);
  if (worth.kind === 'unreadable')
    return 'The field with the value holds no plain number such as 149.90, so the value is not known.';
  if (worth.kind === 'none')
    return settings.requireValue
      ? 'The call has no value, and the rule sends only calls that are worth something.'
      : null;
  if (worth.amount < 0) return 'The value is negative, which Google Ads does not count.';
  if (worth.amount === 0 && settings.requireValue)
    return 'The value is zero, and the rule sends only calls that are worth something.';
  // Not repeated in the sentence: a field picked by mistake may hold anything.
  if (!currencies.has(worth.currency))
    return 'The currency of the value is no ISO 4217 code such as USD, so Google Ads would refuse it.';
  return null;
};

/** `149.9 USD`, to tell whether what Google was given is still true. */
export const worthText = (worth: Worth): string =>
  worth.kind === 'amount' ? `${worth.amount} ${worth.currency}` : 'no value';

/** The value as an amount to reckon with; null when Google is told none. */
export const moneyIn = (worth: Worth): Money | null =>
  worth.kind === 'amount' ? { amount: String(worth.amount), currency: worth.currency } : null;
