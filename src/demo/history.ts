import { and, eq, lt, sql } from 'drizzle-orm';
import type { CarrierCallback } from '../../integrations/kit/carrier.ts';
import { findAction, findIntegration } from '../../integrations/registry.ts';
import type { SignedRequest } from '../../integrations/twilio/callbacks.ts';
import type { ScriptedCall } from '../../integrations/twilio/line.ts';
import { twilioCarrier } from '../../integrations/twilio/sandbox.ts';
import { calls, poolNumbers } from '../../schema/index.ts';
import { localHour, localWeekday } from '../filter/local.ts';
import { createIngest } from '../ingest/ingest.ts';
import { understand, understandStored } from '../ingest/understand.ts';
import type { Ringpath } from '../ringpath.ts';
import { answerCall, answerDialEnded } from '../routing/answer.ts';
import { createTracking } from '../tracking/sessions.ts';
import { type Chance, createChance } from './chance.ts';
import { scriptOf } from './scripts.ts';
import type { DemoCompany } from './seed.ts';
import { shownNumber, visitOf } from './visits.ts';

const weeks = 4;
const hourMs = 3_600_000;
const carrier = 'twilio';

/** Callbacks of the past say where they went; nobody is asked there any more. */
const base = 'http://127.0.0.1/carriers/twilio';
const urls = {
  dial: `${base}/dial?step=1`,
  status: `${base}/status`,
  recording: `${base}/recording`,
  whisper: (trackerId: string): string => `${base}/whisper?tracker=${trackerId}`,
};

const fates = [
  { weight: 3, leadStatus: 'WON' },
  { weight: 2, leadStatus: 'LOST' },
  { weight: 5, leadStatus: 'QUALIFIED' },
] as const;

interface Moment {
  readonly at: Date;
  readonly company: DemoCompany;
}

/** When calls came: hour by hour by each company's own day, oldest first. */
const momentsUntil = (companies: readonly DemoCompany[], end: Date, chance: Chance): readonly Moment[] => {
  const moments: Moment[] = [];
  const first = end.getTime() - weeks * 7 * 24 * hourMs;
  for (let hour = first; hour < end.getTime(); hour += hourMs) {
    const at = new Date(hour).toISOString();
    for (const company of companies) {
      const {
        day,
        weekend,
        company: { timeZone },
      } = company.business;
      const quiet = ['SATURDAY', 'SUNDAY'].includes(localWeekday(at, timeZone)) ? weekend : 1;
      const count = chance.times((day[localHour(at, timeZone)] ?? 0) * quiet);
      for (let n = 0; n < count; n += 1)
        moments.push({ at: new Date(hour + chance.between(0, hourMs - 1)), company });
    }
  }
  return moments.filter(({ at }) => at < end).sort((a, b) => a.at.getTime() - b.at.getTime());
};

/**
 * Weeks of calls that are over, taken in by the real tracking and the real conductor with their clocks set
 * back: same rules, same attribution, same rows. Only the carrier's requests are not sent over HTTP, because
 * the server dates what reaches it itself.
 */
export const seedHistory = async (
  ringpath: Ringpath,
  accountId: string,
  companies: readonly DemoCompany[],
  /** Where recordings are played from. */
  recordingsUrl: string,
  until: Date,
): Promise<void> => {
  const { db, setup, edits, publicUrl } = ringpath;
  const chance = createChance(7);
  const known = await setup.of(accountId);
  let clock = until;
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
  const twilio = findIntegration(carrier);
  const line = twilioCarrier({
    accountSid: 'AC00000000000000000000000000000000',
    authToken: 'nobody verifies the past',
    voiceUrl: `${base}/voice`,
    statusUrl: `${base}/status`,
    apiUrl: recordingsUrl,
  });

  const callbackOf = (request: SignedRequest) => ({
    callback: (new URL(request.url).pathname.split('/').at(-1) ?? '') as CarrierCallback,
    url: request.url,
    headers: {},
    params: request.params,
    receivedAt: request.at,
  });

  const twimlFor = (request: SignedRequest): string => {
    const to = request.params['To'] ?? null;
    const steps =
      request.purpose === 'voice'
        ? answerCall(to, known, null, urls)
        : request.purpose === 'dial'
          ? (twilio?.carrier?.parse(callbackOf(request)) ?? []).flatMap((event) =>
              event.kind === 'DIAL_ENDED' ? answerDialEnded(to, event.endReason, known, urls) : [],
            )
          : [];
    return twilio?.carrier?.render(steps).body ?? '';
  };

  const takeCall = async (call: ScriptedCall, at: Date): Promise<void> => {
    const requests = line
      .scriptCallbacks({ ...call, clock: () => at, seed: `${at.toISOString()} ${call.to}` }, twimlFor)
      .map((request) => callbackOf(request))
      .filter(({ callback }) => callback !== 'whisper');
    clock = requests.at(-1)?.receivedAt ?? at;
    await Promise.all(
      requests.map(({ receivedAt, ...request }) =>
        ingest.take({
          accountId,
          carrier,
          callback: request.callback,
          params: request.params,
          receivedAt: receivedAt.toISOString(),
          ...understand(twilio, { ...request, receivedAt }),
        }),
      ),
    );
  };

  /** What the caller dials: a number seen on the site a moment ago, one seen offline, or an old one. */
  const numberFor = async ({ at, company: { business, companyKey } }: Moment): Promise<string | null> => {
    if (chance.happens(business.offlineShare)) return chance.oneOf(business.offlineNumbers);
    if (chance.happens(0.04)) return business.trackers[0]?.numbers.at(-1) ?? null;
    const visit = visitOf(business, companyKey, chance.weighted(business.arrivals), chance);
    clock = new Date(at.getTime() - chance.between(15, 110) * 1000);
    const shown = shownNumber(await tracking.openSession(visit.input), visit);
    return shown === visit.wanted ? null : shown;
  };

  // Numbers made just now were free all that time.
  await db.inAccount(accountId, (tx) =>
    tx
      .update(poolNumbers)
      .set({ freeAt: new Date(until.getTime() - (weeks * 7 + 1) * 24 * hourMs) })
      .where(eq(poolNumbers.accountId, accountId)),
  );
  // The last half hour is left empty: a number shown in it could be anybody's again.
  const end = new Date(until.getTime() - hourMs / 2);
  for (const moment of momentsUntil(companies, end, chance)) {
    const to = await numberFor(moment);
    if (!to) continue;
    const { from, place } = moment.company.business.person(chance);
    const script = scriptOf(chance, { shortest: 25, longest: 540 });
    const withheld = chance.happens(0.05);
    await takeCall(
      { from: withheld ? 'anonymous' : from, to, script, geography: withheld ? {} : place },
      moment.at,
    );
  }

  // Meanwhile some qualified callers became customers, and some did not.
  const older = new Date(until.getTime() - 2 * 24 * hourMs);
  const qualified = await db.inAccount(accountId, (tx) =>
    tx
      .select({ id: calls.id, value: calls.valueMicros, currency: calls.valueCurrency })
      .from(calls)
      .where(
        and(eq(calls.accountId, accountId), eq(calls.leadStatus, 'QUALIFIED'), lt(calls.startedAt, older)),
      )
      .orderBy(calls.startedAt),
  );
  for (const { id, value, currency } of qualified) {
    const fate = chance.weighted(fates).leadStatus;
    const amount = `${((value ?? 0) / 1e6) * chance.between(1, 6)}.00`;
    if (fate === 'WON')
      await edits.updateCall(accountId, id, {
        leadStatus: fate,
        value: { amount, currency: currency ?? 'USD' },
      });
    if (fate === 'LOST') await edits.updateCall(accountId, id, { leadStatus: fate });
  }

  // The feed dates its entries by the database's clock, which nobody can set back.
  await db.inAccount(accountId, (tx) =>
    tx.execute(sql`
      update changes set at = case changes.kind
          when 'CALL_STARTED' then calls.started_at
          when 'CALL_ANSWERED' then coalesce(calls.answered_at, calls.started_at)
          when 'CALL_ENDED' then coalesce(calls.ended_at, calls.started_at)
          else least(coalesce(calls.ended_at, calls.started_at) + interval '1 day', changes.at) end
      from calls
      where changes.account_id = ${accountId} and calls.account_id = ${accountId} and calls.id = changes.call_id`),
  );
};
