import { newCall } from '../../src/calls/build.ts';
import type { Call } from '../../src/calls/call.ts';
import { exampleSetup } from './example-setup.ts';

/** A call that has just begun, in memory, for pure functions. */
export const exampleCall = (): Call => {
  const { setup, number } = exampleSetup();
  const origin = { carrier: 'twilio', callKey: 'CA1', receivedAt: '2026-11-20T15:04:05.000Z' };
  const parties = {
    direction: 'INBOUND' as const,
    from: '+12125550177',
    withheld: null,
    to: number.number,
    callerName: null,
    geography: { country: null, region: null, city: null },
  };
  return newCall(origin, parties, number, setup);
};
