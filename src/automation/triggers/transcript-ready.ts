import { afterEnd, defineTrigger } from './trigger.ts';

export const transcriptReady = defineTrigger({
  name: 'TRANSCRIPT_READY',
  label: 'When the transcript is ready',
  description: 'Its words have been written down.',
  cause: { kind: 'HANDED_IN' },
  settings: [],
  shows: ({ transcript }) => transcript,
  at: (call) => afterEnd(call),
});
