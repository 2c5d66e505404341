import { count, money } from '../../../parts/format.ts';
import type { Figures } from './places.ts';

const valueWords = ({ values }: Figures): string => values.map(money).join(' + ') || '–';

/** What the table shows of a day, in the order in which a call passes through. */
export const columns = [
  { name: 'sent', label: 'Sent', help: 'Reached the vendor.' },
  { name: 'accepted', label: 'Accepted', help: 'Taken in; the vendor has not decided yet.' },
  { name: 'confirmed', label: 'Confirmed', help: 'Counted by the vendor.' },
  { name: 'rejected', label: 'Rejected', help: 'Refused by the vendor.' },
  { name: 'retracted', label: 'Retracted', help: 'Taken back.' },
  { name: 'waiting', label: 'Waiting', help: 'On the way, or waiting for another try.' },
  { name: 'skipped', label: 'Skipped', help: 'Never sent; the reason says why.' },
  { name: 'value', label: 'Value', help: 'Of the accepted and confirmed calls.' },
] as const;

type Column = (typeof columns)[number]['name'];

export const cellText = (figures: Figures, column: Column): string =>
  column === 'value' ? valueWords(figures) : count(figures[column]);

export const isZero = (figures: Figures, column: Column): boolean =>
  column === 'value' ? figures.values.length === 0 : figures[column] === 0;
