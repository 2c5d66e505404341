import { eq, sql } from 'drizzle-orm';
import { findAction, findIntegration } from '../../integrations/registry.ts';
import { messageOf, type SignedRequest } from '../../integrations/twilio/callbacks.ts';
import { carrier } from '../../integrations/twilio/carrier.ts';
import { twilio } from '../../integrations/twilio/index.ts';
import type { ScriptedCall } from '../../integrations/twilio/line.ts';
import { twilioCarrier } from '../../integrations/twilio/sandbox.ts';
import { poolNumbers } from '../../schema/index.ts';
import { createIngest } from '../ingest/ingest.ts';
import { understand, understandStored } from '../ingest/understand.ts';
import { systemReach } from '../reach.ts';
import type { Ringpath } from '../ringpath.ts';
import { answerCall, answerDialEnded } from '../routing/answer.ts';
import { callbackUrls } from '../routing/callback-urls.ts';
import { createTracking } from '../tracking/sessions.ts';
import { shownNumber, type Visit } from './visits.ts';

/** What the visitors of the past looked with. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0';

/** Callbacks of the past say where they went; nobody is asked there any more. */
const base = 'http://127.0.0.1/carriers/twilio';
const urls = callbackUrls(base, carrier);

/**
 * Lets things happen that are over: the real tracking and the real conductor with their clocks set back, so
 * the same rules, attribution and rows. Only the carrier's requests do not go over HTTP, because the server
 * dates what reaches it itself. Nothing is sent to vendors.
 */
export const openPast = async (
  { db, setup, publicUrl }: Ringpath,
  accountId: string,
  /** Where recordings are played from. */
  recordingsUrl: string,
) => {
  const known = await setup.of(systemReach(accountId, 'demo'));
  let clock = new Date();
  const now = (): Date => clock;
  const tracking = createTracking({ db, setup, now });
  const ingest = createIngest({
    db,
    setup,
    findAction,
    consoleUrl: `${publicUrl}/console`,
    enqueue: async () => [],
    announce: () => undefined,
    understand: understandStored(findIntegration),
    now,
  });
  const line = twilioCarrier({
    accountSid: 'AC00000000000000000000000000000000',
    authToken: 'nobody verifies the past',
    voiceUrl: `${base}/voice`,
    statusUrl: `${base}/status`,
    apiUrl: recordingsUrl,
  });

  const stepsFor = (request: SignedRequest) => {
    const to = request.params['To'] ?? null;
    if (request.purpose === 'voice') return answerCall(to, known, null, urls).steps;
    const ended = carrier.parse(messageOf(request)).find((event) => event.kind === 'DIAL_ENDED');
    return ended ? answerDialEnded(to, ended, known, urls).steps : [];
  };

  return {
    /** Numbers made just now were free all the time since `since`. */
    numbersFreeSince: (since: Date): Promise<unknown> =>
      db.inAccount(systemReach(accountId, 'demo'), (tx) =>
        tx.update(poolNumbers).set({ freeAt: since }).where(eq(poolNumbers.accountId, accountId)),
      ),

    /** A page view at this time; the number it showed. */
    visit: async (visit: Visit, at: Date): Promise<string> => {
      clock = at;
      return shownNumber(await tracking.openSession(visit.input, { userAgent }), visit);
    },

    /** A whole call that began at this time. */
    call: async (call: ScriptedCall, at: Date): Promise<void> => {
      const messages = line
        .scriptCallbacks(
          { ...call, clock: () => at, seed: `${at.toISOString()} ${call.to}` },
          (request) => carrier.answer.render(stepsFor(request)).body,
        )
        .map(messageOf)
        .filter(({ callback }) => callback !== 'whisper');
      clock = messages.at(-1)?.receivedAt ?? at;
      for (const message of messages)
        await ingest.take(understand(twilio, { accountId, carrier: twilio.id }, message));
    },

    /**
     * Dates the feed by the calls: it takes the database's clock, which nobody can set back. What has no time
     * of its own happened when the entry before it did.
     */
    dateFeed: (): Promise<unknown> =>
      db.inAccount(systemReach(accountId, 'demo'), (tx) =>
        tx.execute(sql`
          update changes set at = dated.at
          from (select entry.xid, entry.seq, max(case entry.kind
                when 'CALL_STARTED' then calls.started_at
                when 'CALL_ANSWERED' then calls.answered_at
                when 'CALL_ENDED' then calls.ended_at end)
              over (partition by calls.id order by entry.xid, entry.seq) as at
            from changes entry join calls on calls.account_id = entry.account_id and calls.id = entry.call_id
            where entry.account_id = ${accountId}) dated
          where changes.account_id = ${accountId} and changes.xid = dated.xid and changes.seq = dated.seq
            and dated.at is not null`),
      ),
  };
};
