import { afterEnd, defineTrigger } from './trigger.ts';

export const noteAdded = defineTrigger({
  name: 'NOTE_ADDED',
  label: 'When a note is written',
  description: 'Somebody wrote a note about it.',
  cause: { kind: 'HANDED_IN' },
  settings: [],
  shows: ({ call }) => call.note !== null,
  at: (call) => afterEnd(call),
});
