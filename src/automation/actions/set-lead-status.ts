import { z } from 'zod';
import { leadStatuses } from '../../../integrations/kit/vocabulary.ts';
import { leadStatus as part } from '../../leads/parts/lead-status.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import { spoken } from '../../spoken.ts';
import { givenLeadStatus } from '../given.ts';
import { defineCallAction } from './call-action.ts';

export const setLeadStatus = defineCallAction({
  name: 'setLeadStatus',
  title: 'Set the lead status',
  description: 'Says what became of the caller.',
  stored: z.strictObject({ leadStatus: z.enum(leadStatuses) }),
  given: z.object({
    leadStatus: givenLeadStatus.meta({ title: 'Lead status', description: 'What became of the caller.' }),
  }),
  read: ({ leadStatus }) => ({ leadStatus }),
  place: () => placeOf(part),
  apply: (call, { leadStatus }) => {
    const status = spoken(leadStatus);
    return call.leadStatus === leadStatus
      ? { call, did: `left the lead status ${status}` }
      : { call: { ...call, leadStatus }, did: `set the lead status ${status}` };
  },
  shown: ({ leadStatus }) => ({
    title: `Set the lead status ${spoken(leadStatus)}`,
    settings: { leadStatus },
  }),
});
