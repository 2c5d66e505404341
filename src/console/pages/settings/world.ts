import { locale } from '../../parts/locale.ts';

export const timeZones = Intl.supportedValuesOf('timeZone');
export const currencies = Intl.supportedValuesOf('currency');

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Unions, test regions and outlying parts the standard lists beside the countries. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** ISO 3166-1 codes with their names. The browser knows the names but offers no list of the codes. */
export const countries = (): readonly { value: string; label: string }[] => {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((value) => {
      const label = noCountries.has(value) ? undefined : names.of(value);
      const current = new Intl.Locale(`und-${value}`).region === value;
      return label && current ? [{ value, label }] : [];
    })
    .sort((a, b) => a.label.localeCompare(b.label));
};
