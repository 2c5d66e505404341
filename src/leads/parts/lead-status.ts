import type { LeadStatus } from '../../../integrations/kit/vocabulary.ts';
import { spoken } from '../../spoken.ts';
import { singlePart } from './part.ts';

const untouched: LeadStatus = 'NEW';

export const leadStatus = singlePart<LeadStatus>({
  name: 'leadStatus',
  label: 'Status',
  columns: ['leadStatus'],
  fresh: untouched,
  of: (call) => call.leadStatus,
  put: (call, value) => ({ ...call, leadStatus: value ?? untouched }),
  seen: (call) => call.leadStatus,
  take: (call, other) => ({ ...call, leadStatus: other.leadStatus }),
  words: (status) => status,
  news: (before, after) => `Lead status: ${spoken(before ?? untouched)} → ${spoken(after ?? untouched)}.`,
});
