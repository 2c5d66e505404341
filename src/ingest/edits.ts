import { and, eq, inArray } from 'drizzle-orm';
import type { LeadStatus, Money } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import { triggersBetween } from '../automation/triggers.ts';
import type { Call } from '../calls/call.ts';
import { asAccount, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { isCurrency, microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import { type ConductorContext, changesOf, decisionRows } from './conduct.ts';
import type { IngestOptions } from './ingest.ts';
import { judgeCall } from './judge-call.ts';
import { type Known, knownOf, loadStatement } from './load.ts';
import { callLock, lockStatement } from './lock.ts';
import { type Saved, saveStatement } from './save.ts';
import { updateText } from './update-text.ts';

/** What a person changes on a call. Undefined leaves it, null takes it away. */
export interface CallEdit {
  readonly leadStatus?: LeadStatus | undefined;
  readonly value?: Money | null | undefined;
  readonly note?: string | null | undefined;
}

type Change = (call: Call) => Call;

const longestNote = 10_000;

const checked = (edit: CallEdit): Change => {
  const { leadStatus, value, note } = edit;
  const micros = value ? microsOf(value.amount) : null;
  if (value && (micros === null || micros < 0)) {
    throw new Refusal(
      'INVALID',
      'The amount must be a positive decimal number like 149.90.',
      'input.value.amount',
    );
  }
  if (value && !isCurrency(value.currency)) {
    throw new Refusal('INVALID', 'The currency must be an ISO 4217 code like USD.', 'input.value.currency');
  }
  if (note && (note.length > longestNote || note.includes('\0'))) {
    throw new Refusal('INVALID', `A note has at most ${longestNote} characters and no NUL.`, 'input.note');
  }
  return (call) => ({
    ...call,
    leadStatus: leadStatus ?? call.leadStatus,
    ...(value === undefined ? {} : { valueMicros: micros, valueCurrency: value?.currency ?? null }),
    ...(note === undefined ? {} : { note: note === '' ? null : note }),
  });
};

const same = (a: Call, b: Call): boolean =>
  a.leadStatus === b.leadStatus &&
  a.valueMicros === b.valueMicros &&
  a.valueCurrency === b.valueCurrency &&
  a.note === b.note &&
  a.tagIds.join() === b.tagIds.join();

/** The rows one edited call leaves behind. */
const edited = (before: Call, call: Call, known: Known, setup: Setup, context: ConductorContext): Saved => {
  const now = context.now();
  const visit = known.visits.find((row) => row.id === call.sessionId) ?? null;
  const earlier = known.deliveries.filter((row) => row.callId === call.id);
  const caller = known.callers.find((row) => row.id === call.callerId) ?? null;
  const fired = triggersBetween(before, call, []);
  const judged = judgeCall(call, fired, { visit, caller }, earlier, setup, { ...context, now });
  return {
    accountId: setup.accountId,
    calls: [judged.call],
    callers: [],
    events: [],
    decisions: decisionRows(judged.call, judged.decisions, now),
    deliveries: judged.deliveries,
    superseded: judged.superseded,
    changes: changesOf(judged, () => updateText(before, judged.call, setup), ['CALL_UPDATED']),
  };
};

/** People's changes to calls. They take the conductor's way: locked, judged by the rules, saved at once. */
export const createCallEdits = ({ db, setup, enqueue, announce, ...context }: IngestOptions) => {
  const keysOf = (accountId: string, ids: readonly string[]) =>
    db.inAccount(accountId, (tx) =>
      tx
        .select({ id: calls.id, carrier: calls.carrier, callKey: calls.callKey })
        .from(calls)
        .where(and(eq(calls.accountId, accountId), inArray(calls.id, [...ids]))),
    );

  const change = async (
    accountId: string,
    ids: readonly string[],
    apply: Change,
    field: string,
  ): Promise<void> => {
    const found = await keysOf(accountId, ids);
    if (found.length < new Set(ids).size) throw new Refusal('NOT_FOUND', 'There is no such call.', field);
    const carriers = [...new Set(found.map((row) => row.carrier))];
    const saved = await db.pipeline(async (send) => {
      send(lockStatement(found.map((row) => callLock(accountId, row.carrier, row.callKey))));
      send(asAccount(accountId));
      const result: Saved[] = [];
      for (const carrier of carriers) {
        const callKeys = found.filter((row) => row.carrier === carrier).map((row) => row.callKey);
        const rows = await send(
          loadStatement({
            accountId,
            carrier,
            callKeys,
            eventKeys: [],
            numberIds: [],
            from: epoch,
            to: epoch,
            callers: [],
          }),
        );
        const known = knownOf(rows[0] ?? {});
        const current = await setup.current(accountId, known.setupVersion);
        for (const call of known.calls) {
          const after = apply(call);
          if (!same(call, after)) result.push(edited(call, after, known, current, context));
        }
      }
      const jobs = result.flatMap((part) =>
        part.deliveries
          .filter((row) => row.state === 'PENDING')
          .map((row) => ({ accountId, deliveryId: row.id })),
      );
      const last: readonly Statement[] = [
        ...result.map(saveStatement),
        ...(jobs.length > 0 ? await enqueue(jobs) : []),
      ];
      return { result, last };
    });
    if (saved.length > 0)
      announce(
        [accountId],
        saved.some((part) => part.deliveries.length > 0),
      );
  };

  return {
    /** Adds or takes tags, on up to 500 calls at once. */
    tagCalls: async (
      accountId: string,
      callIds: readonly string[],
      tagIds: readonly string[],
      add: boolean,
    ): Promise<void> => {
      if (callIds.length > 500) throw new Refusal('TOO_LARGE', 'At most 500 calls at once.', 'input.callIds');
      const { tags } = await setup.of(accountId);
      if (tagIds.some((id) => !tags.has(id)))
        throw new Refusal('NOT_FOUND', 'There is no such tag.', 'input.tagIds');
      await change(
        accountId,
        callIds,
        (call) => ({
          ...call,
          tagIds: add
            ? [...new Set([...call.tagIds, ...tagIds])]
            : call.tagIds.filter((id) => !tagIds.includes(id)),
        }),
        'input.callIds',
      );
    },

    updateCall: (accountId: string, callId: string, edit: CallEdit): Promise<void> =>
      Promise.resolve().then(() => change(accountId, [callId], checked(edit), 'input.id')),
  };
};

const epoch = new Date(0).toISOString();

export type CallEdits = ReturnType<typeof createCallEdits>;
