import { and, eq, lt } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { localHour, localWeekday } from '../filter/local.ts';
import type { Ringpath } from '../ringpath.ts';
import { type Chance, createChance } from './chance.ts';
import { openPast, type Past } from './past.ts';
import { scriptOf } from './scripts.ts';
import type { DemoCompany } from './seed.ts';
import { visitOf } from './visits.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 28;

const before = (at: Date, ms: number): Date => new Date(at.getTime() - ms);

/** When calls came: hour by hour by the company's own day, oldest first. */
const momentsUntil = ({ business }: DemoCompany, end: Date, chance: Chance): readonly Date[] => {
  const { day, weekend, company } = business;
  const moments: Date[] = [];
  const first = before(end, days * dayMs).getTime();
  for (let hour = first; hour < end.getTime(); hour += hourMs) {
    const at = new Date(hour).toISOString();
    const quiet = ['SATURDAY', 'SUNDAY'].includes(localWeekday(at, company.timeZone)) ? weekend : 1;
    const count = chance.times((day[localHour(at, company.timeZone)] ?? 0) * quiet);
    for (let n = 0; n < count; n += 1) moments.push(new Date(hour + chance.between(0, hourMs - 1)));
  }
  return moments.filter((at) => at < end).sort((a, b) => a.getTime() - b.getTime());
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
  const qualified = await db.inAccount(accountId, (tx) =>
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
    await edits.updateCall(accountId, id, { leadStatus, ...won });
  }
};

/** Lets people call one company, one call after the other as they came. */
const letCall = async (
  past: Past,
  company: DemoCompany,
  moments: readonly Date[],
  chance: Chance,
): Promise<void> => {
  const { business, companyKey } = company;

  /** What the caller dials: a number seen on the site a moment ago, one seen offline, or an old one. */
  const numberAt = async (at: Date): Promise<string | null> => {
    if (chance.happens(business.offlineShare)) return chance.oneOf(business.offlineNumbers);
    if (chance.happens(0.04)) return business.trackers[0]?.numbers.at(-1) ?? null;
    const visit = visitOf(business, companyKey, chance.weighted(business.arrivals), chance);
    const shown = await past.visit(visit, before(at, chance.between(15, 110) * 1000));
    return shown === visit.wanted ? null : shown;
  };

  for (const at of moments) {
    const to = await numberAt(at);
    if (!to) continue;
    const { from, place } = business.person(chance);
    const script = scriptOf(chance, { shortest: 25, longest: 540 });
    const withheld = chance.happens(0.05);
    const caller = withheld ? { from: 'anonymous' } : { from, geography: place };
    await past.call({ ...caller, to, script }, at);
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
  const open = () => openPast(ringpath, accountId, recordingsUrl);
  const whole = await open();
  await whole.numbersFreeSince(before(today, (days + 1) * dayMs));
  // Companies share neither numbers nor callers, so each goes through its weeks with a clock of its own.
  await Promise.all(
    companies.map(async (company, at) => {
      const chance = createChance(7 + at);
      // The last half hour is left empty: a number shown in it could be anybody's again.
      await letCall(await open(), company, momentsUntil(company, before(today, hourMs / 2), chance), chance);
    }),
  );
  await followUp(ringpath, accountId, before(today, 2 * dayMs), createChance(7));
  await whole.dateFeed();
};
