import type { ActionItem } from '../kit/integration.ts';
import type { CallSettings } from './settings.ts';
import { type Worth, worthOf, worthText } from './worth.ts';

/**
 * The vendor id of a click conversion: the key, and the value Google was told, if it was told one
 * (`rp_…/149.9 USD`). Google cannot be asked for it later.
 */
export const clickRecord = (key: string, worth: Worth): string =>
  worth.kind === 'amount' ? `${key}/${worthText(worth)}` : key;

const currencyTold = (vendorId: string | null): string | undefined =>
  /\/\S+ ([A-Z]{3})$/.exec(vendorId ?? '')?.[1];

/**
 * What Google is told. An upload without a value leaves the one it had, so where it was told one, or may
 * have been, no value means 0.
 */
export const worthToTell = ({
  call,
  settings,
  vendorId,
  revision,
  uncertain,
}: ActionItem<CallSettings>): Worth => {
  const worth = worthOf(call, settings);
  if (worth.kind !== 'none') return worth;
  const maybe = uncertain && revision > 1 ? (call.value ?? call.company).currency : undefined;
  const currency = currencyTold(vendorId) ?? maybe;
  return currency ? { kind: 'amount', amount: 0, currency } : worth;
};
