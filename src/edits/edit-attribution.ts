import { and, eq } from 'drizzle-orm';
import { webSessions } from '../../schema/index.ts';
import { creditOf } from '../attribution/attribute.ts';
import type { StoredEvidence } from '../attribution/evidence.ts';
import type { Visit } from '../calls/call.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';
import type { ChangeCalls } from './change-calls.ts';

/** As the conductor reads it. */
const visitOf = async (db: Db, reach: Reach, id: string): Promise<Visit | null> => {
  const [row] = await db.inAccount(reach, (tx) =>
    tx
      .select()
      .from(webSessions)
      .where(and(eq(webSessions.accountId, reach.accountId), eq(webSessions.id, id))),
  );
  return (
    (row && {
      ...row,
      startedAt: row.startedAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
    }) ??
    null
  );
};

/** A person who knows more than the evidence says which visit a call came from. */
export const createAttributionEdits = ({
  db,
  change,
}: {
  readonly db: Db;
  readonly change: ChangeCalls;
}) => ({
  resolveAttribution: async (reach: Reach, callId: string, sessionId: string): Promise<void> => {
    const visit = await visitOf(db, reach, sessionId);
    await change(reach, [callId], 'input.callId', ({ call }) => {
      if (!visit || visit.companyId !== call.companyId)
        throw new Refusal('NOT_FOUND', 'The company of this call has no such visit.', 'input.sessionId');
      if (call.confidence === 'TRACKER' && !call.overflow)
        throw new Refusal(
          'INVALID',
          'This call is credited by its number alone, which no visit can change.',
          'input.callId',
        );
      if (visit.startedAt > call.startedAt)
        throw new Refusal('INVALID', 'This visit began after the call.', 'input.sessionId');
      const stored = call.evidence as StoredEvidence | null;
      const reason = 'A person said that this visitor called.';
      const evidence: StoredEvidence = {
        reason,
        evidence: [
          { kind: 'PERSON', text: reason, sessionId, shownAt: null, expiresAt: null, weight: null },
          ...(stored?.evidence ?? []).filter(({ kind }) => kind !== 'PERSON'),
        ],
        candidates: stored?.candidates ?? [],
      };
      const credit = { ...creditOf(visit, evidence), overflow: call.overflow };
      const from = `${visit.source} / ${visit.medium}`;
      return {
        call: { ...call, ...credit },
        visit,
        news: [`Credited to a visit from ${from} by a person.`],
      };
    });
  },
});
