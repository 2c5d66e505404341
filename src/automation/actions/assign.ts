import { z } from 'zod';
import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import { Refusal } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { idIn } from '../../input.ts';
import { assignee as part } from '../../leads/parts/assignee.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import type { Setup } from '../../setup/setup.ts';
import { givenId } from '../given.ts';
import { type Acting, defineCallAction, type Effect } from './call-action.ts';

const most = 50;

/** UUID of an agent who takes calls. */
const agentIn = (given: string, setup: Setup, field: string): string => {
  const id = idIn('Agent', given, field);
  const agent = setup.agents.get(id);
  if (!agent) throw new Refusal('NOT_FOUND', 'There is no such agent in this account.', field);
  if (!agent.active) throw new Refusal('CONFLICT', `${agent.name} gets no new calls any more.`, field);
  return id;
};

const assigned = (call: CallSnapshot, agentIds: readonly string[], { setup, turn }: Acting): Effect => {
  const active = agentIds.filter((id) => setup.agents.get(id)?.active);
  const [first] = active;
  if (first === undefined) return { call, did: 'assigned nobody: none of its agents is active' };
  if (active.some((id) => typedId('Agent', id) === call.assignee?.id))
    return { call, did: `left it with ${call.assignee?.name}` };
  const agent = setup.agents.get(active.length === 1 ? first : turn(active));
  if (!agent) throw new Error('A turn went to somebody who was not asked.');
  const assignee = { id: typedId('Agent', agent.id), name: agent.name, email: agent.email };
  return { call: { ...call, assignee }, did: `assigned it to ${agent.name}` };
};

export const assign = defineCallAction({
  name: 'assign',
  title: 'Assign to somebody',
  description: 'Gives the lead to an agent. Who of them has it already keeps it.',
  /** To the one, or to the next of several. */
  stored: z.strictObject({ agentIds: z.array(z.uuid()).min(1) }),
  given: z.object({
    agentIds: z.array(givenId('Agent')).meta({
      title: 'Agent',
      description: 'One agent, or up to 50 who take turns. Those who are gone are left out.',
      help: 'Several take turns.',
    }),
  }),
  read: ({ agentIds }, { setup }, field) => {
    const path = `${field}.agentIds`;
    if (agentIds.length === 0) throw new Refusal('INVALID', 'Give at least one agent.', path);
    if (agentIds.length > most) throw new Refusal('TOO_LARGE', `Give at most ${most} agents.`, path);
    return { agentIds: [...new Set(agentIds.map((given, at) => agentIn(given, setup, `${path}[${at}]`)))] };
  },
  place: () => placeOf(part),
  apply: (call, { agentIds }, acting) => assigned(call, agentIds, acting),
  shown: ({ agentIds }, { setup }) => {
    const names = agentIds.map((id) => setup.agents.get(id)?.name ?? 'somebody who is gone');
    return {
      title: names.length === 1 ? `Assign to ${names[0]}` : `Assign in turn to ${names.join(', ')}`,
      settings: { agentIds: agentIds.map((id) => typedId('Agent', id)) },
    };
  },
});
