import { csv } from '../../reports/csv.ts';
import type { Place } from './places.ts';

const head = [
  'Linked account',
  'Action',
  'Conversion action',
  'Day',
  'Sent',
  'Accepted',
  'Confirmed',
  'Rejected',
  'Retracted',
  'Waiting',
  'Skipped',
  'Value',
  'Currency',
  'Reasons',
];

/** Every day of every place; a day with values in two currencies has a row for each, its counts in the first. */
export const reportCsv = (places: readonly Place[]): string =>
  csv([
    head,
    ...places.flatMap(({ about, days }) =>
      days.flatMap(({ day, figures }) => {
        const { sent, accepted, confirmed, rejected, retracted, waiting, skipped } = figures;
        const reasons = [...figures.rejectedFor, ...figures.skippedFor]
          .map(({ reason, count }) => `${count} × ${reason}`)
          .join(' ');
        const where = [about.linkedAccount.label, about.action.title, about.target, day];
        const [first, ...more] = figures.values;
        return [
          [
            ...where,
            ...[sent, accepted, confirmed, rejected, retracted, waiting, skipped],
            first ? Number(first.amount) : null,
            first?.currency ?? null,
            reasons,
          ],
          ...more.map(({ amount, currency }) => [
            ...where,
            ...Array.from({ length: 7 }, () => null),
            Number(amount),
            currency,
            null,
          ]),
        ];
      }),
    ),
  ]);
