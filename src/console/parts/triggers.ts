import type { AutomationTrigger } from '../generated/graphql.ts';
import { plural } from './format.ts';

export const triggerLabels: Record<AutomationTrigger, string> = {
  CALL_STARTED: 'When a call comes in',
  CALL_ANSWERED: 'When a call is answered',
  CALL_ENDED: 'When a call has ended',
  CALL_UPDATED: 'When somebody changes a call',
  TAG_ADDED: 'When a tag is added',
  TAG_REMOVED: 'When a tag is removed',
  LEAD_STATUS_CHANGED: 'When the lead status changes',
  VALUE_CHANGED: 'When the value changes',
  NOTE_ADDED: 'When a note is written',
  TRANSCRIPT_READY: 'When the transcript is ready',
  CRM_OUTCOME: 'When the CRM says what became of it',
  AFTER_CALL: 'Some minutes after the call',
  NOT_CALLED_BACK: 'When nobody calls back a missed call',
};

interface Told {
  readonly trigger: AutomationTrigger;
  readonly triggerSettings: {
    readonly minutes?: number | null;
    readonly tag?: { readonly name: string } | null;
  };
}

/** The trigger with what it is told: `30 minutes after the call`. */
export const triggerWords = ({ trigger, triggerSettings: { minutes, tag } }: Told): string => {
  const time = plural(minutes ?? 0, 'minute');
  switch (trigger) {
    case 'AFTER_CALL':
      return `${time} after the call`;
    case 'NOT_CALLED_BACK':
      return `When nobody calls back a missed call within ${time}`;
    case 'TAG_ADDED':
      return tag ? `When the tag ${tag.name} is added` : triggerLabels[trigger];
    case 'TAG_REMOVED':
      return tag ? `When the tag ${tag.name} is removed` : triggerLabels[trigger];
    default:
      return triggerLabels[trigger];
  }
};
