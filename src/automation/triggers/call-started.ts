import { unfinished } from './moments.ts';
import { defineTrigger } from './trigger.ts';

export const callStarted = defineTrigger({
  name: 'CALL_STARTED',
  label: 'When a call comes in',
  description: 'A call came in.',
  cause: {
    kind: 'MOMENT',
    asItWas: (call) => ({
      ...call,
      ...unfinished,
      status: 'RINGING',
      answeredAt: null,
      ringSeconds: null,
    }),
  },
  settings: [],
  shows: () => true,
  at: (call) => new Date(call.startedAt),
});
