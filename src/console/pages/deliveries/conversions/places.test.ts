import { expect, test } from 'vitest';
import type { ConversionRowFragment } from '../../../generated/graphql.ts';
import { placesOf } from './places.ts';

const row = (part: Partial<ConversionRowFragment>): ConversionRowFragment => ({
  linkedAccount: { id: 'lnk_1', label: 'Ads' },
  action: { id: 'ads.upload', title: 'Upload', importFile: true, integration: { id: 'ads', name: 'Ads' } },
  target: '71',
  day: '2026-11-20',
  sent: 0,
  accepted: 0,
  confirmed: 0,
  rejected: [],
  skipped: [],
  retracted: 0,
  waiting: 0,
  values: [],
  ...part,
});

test('days of one place are added up: reasons by what they say, values by currency', () => {
  const [place, other] = placesOf([
    row({ target: '', action: { ...row({}).action, id: 'desk.log' } }),
    row({
      sent: 3,
      confirmed: 2,
      rejected: [{ reason: 'Too old.', count: 1 }],
      skipped: [
        { reason: 'No click.', count: 1 },
        { reason: 'No consent.', count: 2 },
      ],
      values: [{ amount: '0.1', currency: 'USD' }],
    }),
    row({
      day: '2026-11-21',
      sent: 1,
      rejected: [{ reason: 'Too old.', count: 1 }],
      skipped: [{ reason: 'No click.', count: 4 }],
      values: [
        { amount: '0.2', currency: 'USD' },
        { amount: '5', currency: 'EUR' },
      ],
    }),
  ]);
  expect(other?.about.target).toBe('');
  expect(place?.days.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20']);
  expect(place?.total).toEqual({
    sent: 4,
    accepted: 0,
    confirmed: 2,
    rejected: 2,
    skipped: 7,
    retracted: 0,
    waiting: 0,
    rejectedFor: [{ reason: 'Too old.', count: 2 }],
    skippedFor: [
      { reason: 'No click.', count: 5 },
      { reason: 'No consent.', count: 2 },
    ],
    values: [
      { amount: '5.000000', currency: 'EUR' },
      { amount: '0.300000', currency: 'USD' },
    ],
  });
});
