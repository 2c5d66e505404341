import { expect, it } from 'vitest';
import { type KnownDelivery, slotOf } from './slots.ts';

const row = (given: Partial<KnownDelivery>): KnownDelivery => ({
  id: 'd',
  linkedAccountId: 'c',
  integration: 'google-ads',
  action: 'upload-conversion',
  target: '1',
  revision: 1,
  key: 'rp_1',
  state: 'REJECTED',
  intent: 'SEND',
  uncertain: false,
  reason: null,
  automationId: 'a',
  automationVersion: 1,
  vendorId: null,
  settings: {},
  snapshot: {},
  ...given,
});

it.each([
  ['may be there when it was given up without an answer', { uncertain: true }, true],
  ['is not there when the vendor refused it', {}, false],
])('what was rejected %s', (_, given, held) => {
  expect(slotOf([row(given)]).held !== undefined).toBe(held);
});
