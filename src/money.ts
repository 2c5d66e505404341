/** The largest amount kept: beyond it micros are no longer exact in a double. */
const largest = 9_007_199_254;

/** Whole micros of a decimal amount: "149.90" is 149900000; null when it is not one. Exact, without floats. */
export const microsOf = (amount: string): number | null => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,10})(?:\.(\d{1,6}))?$/.exec(amount) ?? [];
  if (whole === '' || Number(whole) > largest) return null;
  return Number(`${sign}${whole}${fraction.padEnd(6, '0')}`);
};

/** The decimal amount of whole micros, with at least two places. */
export const amountOf = (micros: number): string => {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${fraction}`;
};

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217 as the runtime knows it. */
export const isCurrency = (code: string): boolean => currencies.has(code);
