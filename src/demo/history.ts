import { and, eq, lt } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { localHour, localWeekday } from '../call-fields/local.ts';
import { systemReach } from '../reach.ts';
import type { Ringpath } from '../ringpath.ts';
import { type Chance, createChance } from './chance.ts';
import { openPast } from './past.ts';
import { scriptOf } from './scripts.ts';
import type { DemoCompany } from './seed.ts';
import { visitOf } from './visits.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 28;

const before = (at: Date, ms: number): Date => new Date(at.getTime() - ms);

interface Moment {
  readonly at: Date;
  readonly company: DemoCompany;
}

/** When calls came: hour by hour by each company's own day, oldest first. */
const momentsUntil = (companies: readonly DemoCompany[], end: Date, chance: Chance): readonly Moment[] => {
  const moments: Moment[] = [];
  const first = before(end, days * dayMs).getTime();
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

const fates = [
  { weight: 3, leadStatus: 'WON' },
  { weight: 2, leadStatus: 'LOST' },
  { weight: 5, leadStatus: 'QUALIFIED' },
] as const;

/** Some qualified callers became customers, and some did not. */
const followUp = async (
  { db, edits }: Ringpath,
  accountId: string,
  until: Date,
  chance: Chance,
): Promise<void> => {
  const qualified = await db.inAccount(systemReach(accountId, 'demo'), (tx) =>
    tx
      .select({ id: calls.id, value: calls.valueMicros, currency: calls.valueCurrency })
      .from(calls)
      .where(
        and(eq(calls.accountId, accountId), eq(calls.leadStatus, 'QUALIFIED'), lt(calls.startedAt, until)),
      )
      .orderBy(calls.startedAt),
  );
  for (const { id, value, currency } of qualified) {
    const { leadStatus } = chance.weighted(fates);
    const amount = `${((value ?? 0) / 1e6) * chance.between(1, 6)}.00`;
    if (leadStatus === 'QUALIFIED') continue;
    const won = leadStatus === 'WON' && currency ? { value: { amount, currency } } : {};
    await edits.updateCall(systemReach(accountId, 'demo'), id, { leadStatus, ...won });
  }
};

/** Four weeks of calls, so that lists and reports have something to show at first sight. */
export const seedHistory = async (
  ringpath: Ringpath,
  accountId: string,
  companies: readonly DemoCompany[],
  recordingsUrl: string,
  today: Date,
): Promise<void> => {
  const chance = createChance(7);
  const past = await openPast(ringpath, accountId, recordingsUrl);
  await past.numbersFreeSince(before(today, (days + 1) * dayMs));

  /** What the caller dials: a number seen on the site a moment ago, one seen offline, or an old one. */
  const numberFor = async ({ at, company: { business, companyKey } }: Moment): Promise<string | null> => {
    if (chance.happens(business.offlineShare)) return chance.oneOf(business.offlineNumbers);
    if (chance.happens(0.04)) return business.trackers[0]?.numbers.at(-1) ?? null;
    const visit = visitOf(business, companyKey, chance.weighted(business.arrivals), chance);
    const shown = await past.visit(visit, before(at, chance.between(15, 110) * 1000));
    return shown === visit.wanted ? null : shown;
  };

  // The last half hour is left empty: a number shown in it could be anybody's again.
  for (const moment of momentsUntil(companies, before(today, hourMs / 2), chance)) {
    const to = await numberFor(moment);
    if (!to) continue;
    const { from, place } = moment.company.business.person(chance);
    const script = scriptOf(chance, { shortest: 25, longest: 540 });
    const withheld = chance.happens(0.05);
    const caller = withheld ? { from: 'anonymous' } : { from, geography: place };
    await past.call({ ...caller, to, script }, moment.at);
  }
  await followUp(ringpath, accountId, before(today, 2 * dayMs), chance);
  await past.dateFeed();
};
