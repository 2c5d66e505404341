import type { AutomationTrigger } from '../generated/graphql.ts';

export const triggerLabels: Record<AutomationTrigger, string> = {
  CALL_STARTED: 'When a call comes in',
  CALL_ANSWERED: 'When a call is answered',
  CALL_ENDED: 'When a call has ended',
  CALL_UPDATED: 'When somebody changes a call',
};
