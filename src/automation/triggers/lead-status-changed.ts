import { leadStatus } from '../../leads/parts/lead-status.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

export const leadStatusChanged = defineTrigger({
  name: 'LEAD_STATUS_CHANGED',
  label: 'When the lead status changes',
  description: 'Its lead status became another.',
  cause: { kind: 'PART', part: leadStatus, change: 'ANY' },
  settings: [],
  shows: ({ call }) => call.leadStatus !== 'NEW',
  at: (call) => afterEnd(call),
});
