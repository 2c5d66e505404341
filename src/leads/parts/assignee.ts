import { uuidOf } from '../../ids.ts';
import { singlePart } from './part.ts';

/** The agent who looks after the lead, by UUID. */
export const assignee = singlePart<string>({
  name: 'assignee',
  label: 'Assigned to',
  columns: ['assigneeId'],
  of: (call) => call.assigneeId,
  put: (call, assigneeId) => ({ ...call, assigneeId }),
  seen: (call) => call.assignee && uuidOf('Agent', call.assignee.id),
  take: (call, other) => ({ ...call, assignee: other.assignee }),
  words: (id, setup) => setup.agents.get(id)?.name ?? 'Somebody who is gone',
  news: (_, after, setup) => {
    const name = after === null ? 'nobody' : (setup.agents.get(after)?.name ?? 'somebody who is gone');
    return `Assigned to ${name}.`;
  },
});
