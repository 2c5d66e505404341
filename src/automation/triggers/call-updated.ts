import { afterEnd, defineTrigger } from './trigger.ts';

export const callUpdated = defineTrigger({
  name: 'CALL_UPDATED',
  label: 'When somebody changes a call',
  description: 'Something about it changed: tags, lead status, value, a recording.',
  cause: { kind: 'EDIT' },
  settings: [],
  shows: () => true,
  at: (call) => afterEnd(call),
});
