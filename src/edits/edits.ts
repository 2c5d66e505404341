import type { LeadStatus, Money } from '../../integrations/kit/vocabulary.ts';
import type { Call } from '../calls/call.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import { Refusal } from '../errors.ts';
import { withCustomValues } from '../leads/custom-values.ts';
import { noteTextIn } from '../leads/notes.ts';
import type { Reach } from '../reach.ts';
import { type ChangeCalls, createChangeCalls } from './change-calls.ts';
import { createAttributionEdits } from './edit-attribution.ts';
import { createCallerEdits } from './edit-caller.ts';
import { moneyIn } from './edit-money.ts';
import { createNoteEdits, withNote } from './edit-notes.ts';
import { createTagEdits } from './edit-tags.ts';
import { createTranscriptEdits } from './edit-transcript.ts';
import { createOutcomes } from './record-outcome.ts';

/** What a person changes on a call. Undefined leaves it, null takes it away. */
export interface CallEdit {
  readonly leadStatus?: LeadStatus | undefined;
  readonly value?: Money | null | undefined;
  /** A text is a new note; null takes the newest one away. */
  readonly note?: string | null | undefined;
}

const checked = ({ leadStatus, value }: CallEdit): ((call: Call) => Call) => {
  const worth = value === undefined ? {} : moneyIn(value, 'input.value');
  return (call) => ({ ...call, leadStatus: leadStatus ?? call.leadStatus, ...worth });
};

const createLeadEdits = (change: ChangeCalls, now: () => Date) => ({
  updateCall: async (reach: Reach, callId: string, edit: CallEdit): Promise<void> => {
    const apply = checked(edit);
    const note = edit.note?.trim() ? noteTextIn(edit.note, 'input.note') : null;
    await change(reach, [callId], 'input.id', async (one) => {
      const after = { ...one, call: apply(one.call) };
      const noted = edit.note !== undefined && note !== one.call.note;
      return noted ? withNote(after, note, reach, now()) : { call: after.call };
    });
  },

  /** Hands the lead to an agent; null to nobody. */
  assignCall: async (reach: Reach, callId: string, agentId: string | null): Promise<void> => {
    await change(reach, [callId], 'input.callId', ({ call, setup }) => {
      const agent = agentId === null ? null : setup.agents.get(agentId);
      if (agent === undefined)
        throw new Refusal('NOT_FOUND', 'There is no such agent in this account.', 'input.agentId');
      if (agent && !agent.active && call.assigneeId !== agentId)
        throw new Refusal('INVALID', `${agent.name} takes no new leads.`, 'input.agentId');
      return { call: { ...call, assigneeId: agentId } };
    });
  },

  setCallFields: async (
    reach: Reach,
    callId: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    await change(reach, [callId], 'input.callId', ({ call, setup }) => {
      const about = { subject: 'CALL', companyId: call.companyId } as const;
      const customValues = withCustomValues(call.customValues, values, about, setup, 'input.values');
      return { call: { ...call, customValues } };
    });
  },
});

/** People's changes to calls. They take the conductor's way: locked, judged by the rules, saved at once. */
export const createCallEdits = (options: ConductorOptions) => {
  const { db, setup, now } = options;
  const change = createChangeCalls(options);
  return {
    ...createLeadEdits(change, now),
    ...createTagEdits(change, setup),
    ...createNoteEdits({ db, change, now }),
    ...createTranscriptEdits(change, now),
    ...createOutcomes({ db, setup, change, now }),
    ...createCallerEdits({ db, setup, change }),
    ...createAttributionEdits({ db, change }),
  };
};

export type CallEdits = ReturnType<typeof createCallEdits>;
