import { minutes, minutesIn, minutesText } from './settings.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

export const afterCall = defineTrigger({
  name: 'AFTER_CALL',
  label: 'Some minutes after the call',
  description: 'So many minutes have passed since it ended.',
  cause: { kind: 'TIMER', idle: () => null, unlessSpoken: false },
  settings: [minutes],
  words: (told) => `${minutesText(told)} after the call`,
  shows: ({ call, spoken }) => call.endedAt !== null && spoken !== true,
  at: (call, told) => afterEnd(call, minutesIn(told)),
});
