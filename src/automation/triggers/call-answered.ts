import { unfinished } from './moments.ts';
import { defineTrigger } from './trigger.ts';

export const callAnswered = defineTrigger({
  name: 'CALL_ANSWERED',
  label: 'When a call is answered',
  description: 'Somebody took it.',
  cause: { kind: 'MOMENT', asItWas: (call) => ({ ...call, ...unfinished, status: 'ANSWERED' }) },
  settings: [],
  shows: ({ call }) => call.answeredAt !== null,
  at: (call) => new Date(call.answeredAt ?? call.startedAt),
});
