import { and, eq, inArray, notExists, sql } from 'drizzle-orm';
import { e164 } from '../../integrations/kit/phone.ts';
import { leases, pageViews, poolNumbers, visitors, webSessions } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { uuidOf } from '../ids.ts';
import { systemReach } from '../reach.ts';
import type { Company } from '../setup/setup.ts';
import { touchOf } from './touch.ts';

/** Clicks on numbers kept for one visit: enough to tell a caller by, too few to fill a table with. */
const mostClicks = 20;

/** One visit of one company, both as UUIDs. */
interface Whose {
  readonly company: Company;
  readonly sessionId: string;
}

const sessionIs = ({ company, sessionId }: Whose) =>
  and(
    eq(webSessions.accountId, company.accountId),
    eq(webSessions.id, sessionId),
    eq(webSessions.companyId, company.id),
  );

/** The visitor pressed this number: the best evidence of who calls next. Unknown visits change nothing. */
export const storeClick = (
  db: Db,
  whose: Whose,
  click: { readonly number: string; readonly page: string | null; readonly at: Date },
): Promise<void> => {
  const number = e164(click.number, whose.company.country);
  if (!number) return Promise.resolve();
  const entry = JSON.stringify([{ number, page: click.page ?? '', at: click.at.toISOString() }]);
  return db.inAccount(systemReach(whose.company.accountId, 'tracking'), async (tx) => {
    await tx
      .update(webSessions)
      .set({ numberClicks: sql`${webSessions.numberClicks} || ${entry}::jsonb` })
      .where(and(sessionIs(whose), sql`jsonb_array_length(${webSessions.numberClicks}) < ${mostClicks}`));
  });
};

/** What the page says about who the visitor is; what it leaves out stays. */
export const storeIdentity = (
  db: Db,
  whose: Whose,
  given: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly name: string | null;
    readonly externalId: string | null;
  },
): Promise<void> => {
  const { accountId, id: companyId, country } = whose.company;
  const known = { ...given, phone: given.phone ? e164(given.phone, country) : null };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  if (Object.keys(said).length === 0) return Promise.resolve();
  return db.inAccount(systemReach(accountId, 'tracking'), async (tx) => {
    const [session] = await tx
      .select({ visitorId: webSessions.visitorId })
      .from(webSessions)
      .where(sessionIs(whose));
    if (!session) return;
    await tx
      .update(visitors)
      .set(said)
      .where(
        and(
          eq(visitors.accountId, accountId),
          eq(visitors.id, session.visitorId),
          eq(visitors.companyId, companyId),
        ),
      );
  });
};

const startedAt = `to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const touchLeft = (which: 'asc' | 'desc') => sql`
  select ${sql.raw(touchOf('s', startedAt))} from web_sessions s where s.account_id = v.account_id and s.visitor_id = v.id
  order by s.started_at ${sql.raw(which)} limit 1`;

/** What is known of a visitor, as the visits that are left tell it. Who has none is deleted by now. */
const tellAnew = (accountId: string, visitorId: string) => sql`
  update visitors v set visit_count = greatest(1, v.visit_count - 1),
    first_touch = (${touchLeft('asc')}), last_touch = (${touchLeft('desc')}),
    clicks = coalesce((select jsonb_object_agg(c.key, c.value) from jsonb_each(v.clicks) c where exists (
      select from web_sessions s where s.account_id = v.account_id and s.visitor_id = v.id
        and to_jsonb(s) ->> c.key = c.value ->> 'id')), '{}')
  where v.account_id = ${accountId}::uuid and v.id = ${visitorId}::uuid`;

/**
 * Consent was withdrawn: nothing of the visit stays, and of the visitor only what other visits with consent
 * left. Its number rests before anybody else is shown it. Answers the trackers whose pools it was of.
 */
export const deleteVisit = (db: Db, whose: Whose, at: Date): Promise<readonly string[]> => {
  const { accountId } = whose.company;
  return db.inAccount(systemReach(accountId, 'tracking'), async (tx) => {
    const [session] = await tx
      .select({ visitorId: webSessions.visitorId })
      .from(webSessions)
      .where(sessionIs(whose))
      .for('update');
    if (!session) return [];
    const held = await tx
      .delete(leases)
      .where(and(eq(leases.accountId, accountId), eq(leases.sessionId, whose.sessionId)))
      .returning({ id: leases.id, trackerId: leases.trackerId });
    if (held.length > 0)
      await tx
        .update(poolNumbers)
        .set({
          leaseId: null,
          epoch: sql`${poolNumbers.epoch} + 1`,
          ownerId: null,
          freeAt: sql`least(${poolNumbers.freeAt}, ${at.toISOString()}::timestamptz + (
            select make_interval(secs => cooldown_seconds) from trackers t
            where t.account_id = ${accountId} and t.id = ${poolNumbers.trackerId}))`,
        })
        .where(
          and(
            eq(poolNumbers.accountId, accountId),
            inArray(
              poolNumbers.leaseId,
              held.map((lease) => lease.id),
            ),
          ),
        );
    await tx
      .delete(pageViews)
      .where(and(eq(pageViews.accountId, accountId), eq(pageViews.sessionId, whose.sessionId)));
    await tx.delete(webSessions).where(sessionIs(whose));
    await tx.delete(visitors).where(
      and(
        eq(visitors.accountId, accountId),
        eq(visitors.id, session.visitorId),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(webSessions)
            .where(and(eq(webSessions.accountId, accountId), eq(webSessions.visitorId, session.visitorId))),
        ),
      ),
    );
    await tx.execute(tellAnew(accountId, session.visitorId));
    return [...new Set(held.map((lease) => lease.trackerId))];
  });
};

/** UUID of a visit the browser named; null for anything else. */
export const sessionIdOf = (given: string): string | null => uuidOf('WebSession', given);
