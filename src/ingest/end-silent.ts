import { and, eq, gt, inArray, max, ne } from 'drizzle-orm';
import { calls, carrierEvents, directory } from '../../schema/index.ts';
import type { Turns } from '../automation/turns.ts';
import { withFacts } from '../calls/build.ts';
import type { Call } from '../calls/call.ts';
import { ringsNobody, rungIn } from '../calls/dials.ts';
import { type Facts, noFacts } from '../calls/facts.ts';
import { changesOf } from '../conductor/conduct.ts';
import { judgeAgain, saving } from '../conductor/judge-again.ts';
import { judgeCall } from '../conductor/judge-call.ts';
import { type Known, knownOf, loadStatement } from '../conductor/load.ts';
import { callLock, lockStatement } from '../conductor/lock.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Saved } from '../conductor/save.ts';
import { savedCall } from '../conductor/saved.ts';
import { openTurnBook } from '../conductor/turn-book.ts';
import { asAccount } from '../db.ts';
import { systemReach } from '../reach.ts';
import { flowOfCall } from '../routing/route.ts';
import type { Setup } from '../setup/setup.ts';

type OpenCall = Pick<Call, 'facts' | 'trackerId' | 'companyId' | 'numberId'>;

/** ms without a word from the carrier after which a call has ended, whatever it was doing. */
const longestSilence = 4 * 60 * 60 * 1000;
/** The same once nobody is rung any more: long enough for any message on the voicemail. */
const longestAfterDial = 10 * 60 * 1000;
/** ms. Older calls were looked at by sweeps before. */
const farthestBack = 30 * 24 * 60 * 60 * 1000;

const patienceFor = (call: OpenCall, setup: Setup): number => {
  const flow = flowOfCall(call, setup);
  const rung = rungIn((call.facts as Facts | null) ?? noFacts, flow);
  return ringsNobody(rung, flow) ? longestAfterDial : longestSilence;
};

const silenceText = 'The carrier said nothing more about this call, so it was ended with what is known.';

/** Ends the calls whose carrier never said so. A later callback of the call still has its say. */
export const createEndSilent = ({ db, setup, enqueue, announce, ...context }: ConductorOptions) => {
  const silentIn = async (accountId: string, now: number) => {
    const current = await setup.of(systemReach(accountId, 'ingest'));
    return db.inAccount(systemReach(accountId, 'ingest'), async (tx) => {
      const open = await tx
        .select()
        .from(calls)
        .where(
          and(
            eq(calls.accountId, accountId),
            ne(calls.status, 'ENDED'),
            gt(calls.startedAt, new Date(now - farthestBack)),
          ),
        )
        .limit(500);
      if (open.length === 0) return [];
      const { carrier, callKey, receivedAt } = carrierEvents;
      const heard = await tx
        .select({ carrier, callKey, at: max(receivedAt) })
        .from(carrierEvents)
        .where(
          and(
            eq(carrierEvents.accountId, accountId),
            inArray(carrier, [...new Set(open.map((call) => call.carrier))]),
            inArray(
              callKey,
              open.map((call) => call.callKey),
            ),
          ),
        )
        .groupBy(carrier, callKey);
      const lastWord = (call: (typeof open)[number]): Date =>
        heard.find((one) => one.carrier === call.carrier && one.callKey === call.callKey)?.at ??
        call.createdAt;
      return open.filter((call) => now - lastWord(call).getTime() > patienceFor(call, current));
    });
  };

  const ended = (call: Call, known: Known, current: Setup, turns: Turns, now: Date): Saved => {
    const facts = { ...(call.facts as Facts), silent: true };
    const read = withFacts(call, facts, call.createdAt, current);
    const visit = known.visits.find((row) => row.id === call.sessionId) ?? null;
    const caller = known.callers.find((row) => row.id === call.callerId) ?? null;
    const about = { visit, caller };
    const judged = judgeCall(read, [{ trigger: 'CALL_ENDED' }], about, known.deliveries, current, {
      ...context,
      turns,
      now,
    });
    const changes = changesOf(judged, () => '', ['CALL_ENDED'], current);
    const said = changes.map((row) =>
      row.kind === 'CALL_ENDED' ? { ...row, detail: { text: `${row.detail['text']} ${silenceText}` } } : row,
    );
    return savedCall(judged, now, said);
  };

  const end = async (
    accountId: string,
    { carrier, callKey, version }: Pick<Call, 'carrier' | 'callKey' | 'version'>,
    now: Date,
  ): Promise<void> => {
    const transaction = () =>
      db.pipeline(async (send) => {
        send(lockStatement([callLock(accountId, carrier, callKey)]));
        send(asAccount(systemReach(accountId, 'ingest')));
        const nothing = { eventKeys: [], numberIds: [], from: epoch, to: epoch, callers: [] };
        const wanted = [{ accountId, carrier, callKeys: [callKey], ...nothing }];
        const rows = await send(loadStatement(wanted));
        const [known] = knownOf(rows[0] ?? {}, wanted);
        const call = known?.calls[0];
        // Something came in after all.
        if (!known || call?.version !== version) return { result: null, last: [] };
        const current = await setup.current(systemReach(accountId, 'ingest'), known.setupVersion);
        const book = openTurnBook(send);
        const result = await book.judge(accountId, (turns) => ended(call, known, current, turns, now));
        const jobs = result.deliveries
          .filter((row) => row.state === 'PENDING')
          .map((row) => ({ accountId, deliveryId: row.id, linkedAccountId: row.linkedAccountId }));
        const save = await saving(send, [result]);
        const queued = jobs.length > 0 ? await enqueue(jobs) : [];
        return { result, last: [...save, ...book.statements(), ...queued] };
      });
    const saved = await judgeAgain(transaction);
    if (saved) announce([accountId], saved.deliveries.length > 0);
  };

  /** Looks through every account's open calls once. What goes wrong with one leaves the others alone. */
  return async (now: Date = context.now()): Promise<void> => {
    const accounts = await db.orm.selectDistinct({ id: directory.accountId }).from(directory);
    const failed = (error: unknown): void => context.onFailed?.(error);
    for (const { id } of accounts) {
      const silent = await silentIn(id, now.getTime()).catch(failed);
      for (const call of silent ?? []) await end(id, call, now).catch(failed);
    }
  };
};

const epoch = new Date(0).toISOString();
