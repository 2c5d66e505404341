import { expect, it } from 'vitest';
import type { VisitorVisitFragment } from '../../generated/graphql.ts';
import { momentsOf } from './timeline.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 2, 2, 15, minutes)).toISOString();

const visit = {
  startedAt: at(0),
  landingPage: 'https://www.example.com/?gclid=a',
  pages: [{ at: at(2), page: 'https://www.example.com/prices' }],
  leases: [
    { number: null, tracker: null, overflow: false, current: false, shownAt: at(4), expiresAt: at(9) },
    {
      number: { number: '+12125550142', nationalFormat: '(212) 555-0142' },
      tracker: { id: 'trk_x', name: 'Website visitors' },
      overflow: true,
      current: true,
      shownAt: at(0),
      expiresAt: at(12),
    },
  ],
  numberClicks: [{ at: at(3), number: '+12125550142', page: '' }],
  calls: [
    {
      id: 'call_x',
      startedAt: at(5),
      status: 'ENDED',
      outcome: 'MISSED',
      callerName: null,
      callerNumber: null,
      withheld: 'ANONYMOUS',
      caller: null,
    },
  ],
} as unknown as VisitorVisitFragment; // the rest of a visit is not told here

it('tells a visit in the order it happened', () => {
  const told = momentsOf(visit, (time) => time.slice(11, 16)).map(
    ({ text, detail, to }) => `${text}${detail ? ` (${detail})` : ''}${to ? ` → ${to}` : ''}`,
  );
  expect(told).toEqual([
    'Arrived at example.com (https://www.example.com/?gclid=a)',
    'Shown (212) 555-0142, the fallback of “Website visitors”: every number was taken (theirs at least until 15:12)',
    'Saw example.com/prices (https://www.example.com/prices)',
    'Pressed +12125550142',
    'Shown a number that is gone (until 15:09)',
    'Call from Number withheld (Missed) → /calls/call_x',
  ]);
});
