import type { Call } from '../../calls/call.ts';
import { minutes, minutesIn, minutesText } from './settings.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

const missed: readonly Call['outcome'][] = ['MISSED', 'VOICEMAIL', 'ABANDONED'];

const idle = (call: Call) => {
  if (call.direction === 'OUTBOUND' || !missed.includes(call.outcome))
    return { reason: 'The call was not missed.', shown: false };
  return call.callerNumber === null
    ? { reason: 'The caller withheld the number, so nobody can call back.', shown: true }
    : null;
};

export const notCalledBack = defineTrigger({
  name: 'NOT_CALLED_BACK',
  label: 'When nobody calls back a missed call',
  description:
    'It was missed, and the caller was not spoken to on any of the company’s tracking numbers within so many ' +
    'minutes. A call back from another phone is not seen: where people set the lead status when they call back, ' +
    'let the filter ask for leads that are still NEW.',
  cause: { kind: 'TIMER', idle, unlessSpoken: true },
  settings: [minutes],
  words: (told) => `When nobody calls back a missed call within ${minutesText(told)}`,
  shows: ({ call, spoken }) => call.endedAt !== null && idle(call) === null && spoken !== true,
  at: (call, told) => afterEnd(call, minutesIn(told)),
});
