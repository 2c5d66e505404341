import { value } from '../../leads/parts/value.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

export const valueChanged = defineTrigger({
  name: 'VALUE_CHANGED',
  label: 'When the value changes',
  description: 'What it is worth became another amount.',
  cause: { kind: 'PART', part: value, change: 'ANY' },
  settings: [],
  shows: ({ call }) => call.valueMicros !== null,
  at: (call) => afterEnd(call),
});
