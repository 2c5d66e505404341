import { afterEnd, defineTrigger } from './trigger.ts';

export const crmOutcome = defineTrigger({
  name: 'CRM_OUTCOME',
  label: 'When the CRM says what became of it',
  description: 'A CRM said what became of the lead.',
  cause: { kind: 'HANDED_IN' },
  settings: [],
  shows: (past) => past.crmOutcome,
  at: (call) => afterEnd(call),
});
