import { afterEnd, defineTrigger } from './trigger.ts';

export const callEnded = defineTrigger({
  name: 'CALL_ENDED',
  label: 'When a call has ended',
  description: 'It is over and its outcome is known.',
  cause: { kind: 'MOMENT', asItWas: (call) => call },
  settings: [],
  shows: ({ call }) => call.endedAt !== null,
  at: (call) => afterEnd(call),
});
