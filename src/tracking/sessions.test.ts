import { eq, sql } from 'drizzle-orm';
import { Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leases, pageViews, visitors, webSessions } from '../../schema/index.ts';
import { firefox } from '../../test/support/browsers.ts';
import { testDb } from '../../test/support/database.ts';
import { fictional, seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { createDb } from '../db.ts';
import { uuidOf } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { createSetupCache } from '../setup/cache.ts';
import type { Company, Tracker } from '../setup/setup.ts';
import { createTrackingMetrics } from './metrics.ts';
import { createTracking } from './sessions.ts';

const main = '+12125550100';
const fallback = '+12125550111';
const minute = 60_000;

/** One company with one pool, and a clock that goes when told. */
const world = async (given: {
  readonly numbers: number;
  readonly company?: Partial<Company>;
  readonly tracker?: Partial<Tracker>;
}) => {
  const { db, url } = await testDb();
  const accountId = await seedAccount(db);
  const company = await seedCompany(db, accountId, given.company);
  const pool = await seedTracker(db, company, {
    fallbackNumber: fallback,
    ...given.tracker,
    numbers: Array.from({ length: given.numbers }, (_, n) => fictional(n)),
  });
  const register = new Registry();
  const clock = { at: Date.parse('2026-03-02T15:00:00Z') };
  const tracking = createTracking({
    db,
    setup: createSetupCache(db),
    metrics: createTrackingMetrics(register),
    now: () => new Date(clock.at),
  });
  const open = (page: Partial<Parameters<typeof tracking.openSession>[0]> = {}) =>
    tracking.openSession(
      {
        companyKey: company.publicKey,
        landingPage: 'https://www.example.com/',
        numbers: ['(212) 555-0100'],
        ...page,
      },
      { userAgent: firefox },
    );
  const beat = (sessionId: string | null, leaseIds?: readonly (string | null | undefined)[]) =>
    tracking.heartbeat({
      companyKey: company.publicKey,
      sessionId: sessionId ?? '',
      ...(leaseIds ? { leaseIds: leaseIds.map((id) => id ?? '') } : {}),
    });
  const stored = <Row>(read: (tx: Parameters<Parameters<typeof db.inAccount<Row>>[1]>[0]) => Promise<Row>) =>
    db.inAccount(systemReach(accountId, 'test'), read);
  return { db, url, accountId, company, pool, register, clock, open, beat, stored };
};

describe('openSession', () => {
  it('leases a number, stores the visit, and gives every tab of it the same number', async () => {
    const { open, stored, register, clock } = await world({ numbers: 3 });
    const first = await open({
      landingPage: 'https://www.example.com/?gclid=Cj0abc',
      referrer: 'https://www.google.com/',
    });
    expect(first).toMatchObject({
      exhausted: false,
      heartbeatSeconds: 60,
      swaps: [
        {
          from: main,
          to: fictional(0),
          display: '(646) 555-0100',
          spellings: ['(212) 555-0100'],
          trackerKind: 'VISITOR',
        },
      ],
    });
    clock.at += 5 * minute;
    const { sessionId, visitorId } = first;
    const tabs = await Promise.all(
      Array.from({ length: 6 }, () =>
        open({ sessionId, visitorId, landingPage: 'https://www.example.com/prices', numbers: [main] }),
      ),
    );
    for (const tab of tabs) {
      expect(tab).toMatchObject({ sessionId, visitorId });
      expect(tab.swaps[0]).toMatchObject({ to: fictional(0), leaseId: first.swaps[0]?.leaseId });
    }
    const [session] = await stored((tx) => tx.select().from(webSessions));
    expect(session).toMatchObject({ source: 'google', medium: 'cpc', gclid: 'Cj0abc', device: 'DESKTOP' });
    expect(session?.landingPage).toContain('gclid');
    expect(session?.lastSeenAt).toEqual(new Date(clock.at));
    expect(await stored((tx) => tx.select().from(pageViews))).toMatchObject([
      { page: 'https://www.example.com/prices' },
    ]);
    const metrics = await register.metrics();
    expect(metrics).toContain('ringpath_sessions_total{result="continued"} 6');
    expect(metrics).toContain('ringpath_leases_total{result="taken"} 1');
  });

  it('opens a new visit for a new click and after 30 silent minutes, for the same visitor', async () => {
    const { open, clock } = await world({ numbers: 5 });
    const first = await open();
    const { visitorId } = first;
    const clicked = await open({
      ...first,
      numbers: [main],
      landingPage: 'https://www.example.com/?gclid=x',
    });
    expect(clicked.sessionId).not.toBe(first.sessionId);
    expect(clicked.visitorId).toBe(visitorId);
    const reloaded = await open({ ...clicked, landingPage: 'https://www.example.com/?gclid=x' });
    expect(reloaded.sessionId).toBe(clicked.sessionId);
    clock.at += 30 * minute + 1;
    const later = await open({ sessionId: clicked.sessionId, visitorId });
    expect(later.sessionId).not.toBe(clicked.sessionId);
  });

  it('counts every visit of a visitor, those begun at once too, and keeps the first touch', async () => {
    const { open, stored } = await world({ numbers: 5 });
    const { visitorId } = await open({ landingPage: 'https://www.example.com/?gclid=first' });
    await Promise.all(
      ['a', 'b', 'c'].map((id) => open({ visitorId, landingPage: `https://www.example.com/?fbclid=${id}` })),
    );
    const [visitor, ...others] = await stored((tx) => tx.select().from(visitors));
    expect(others).toEqual([]);
    expect(visitor).toMatchObject({
      visitCount: 4,
      firstTouch: { source: 'google' },
      lastTouch: { source: 'facebook' },
    });
    expect(visitor?.firstTouch.at).toBe('2026-03-02T15:00:00.000Z');
    expect(visitor?.clicks['gclid']).toEqual({ id: 'first', at: '2026-03-02T15:00:00.000Z' });
    expect(Object.keys(visitor?.clicks ?? {}).sort()).toEqual(['fbclid', 'gclid']);
  });

  it('begins anew for who was forgotten by another process, and gives back no number of the old visit', async () => {
    const { db, company, open, clock, stored } = await world({ numbers: 2 });
    const { sessionId, swaps } = await open();
    const other = createTracking({ db, setup: createSetupCache(db), now: () => new Date(clock.at) });
    await other.forget({ companyKey: company.publicKey, sessionId: sessionId ?? '' });
    clock.at += 5 * minute;
    const again = await open({ sessionId });
    expect(again.sessionId).not.toBe(sessionId);
    expect([swaps[0]?.to, again.swaps[0]?.to]).toEqual([fictional(0), fictional(1)]);
    expect(await stored((tx) => tx.select().from(webSessions))).toHaveLength(1);
    expect(await stored((tx) => tx.select().from(pageViews))).toEqual([]);
  });

  it('leaves of a visitor who forgets one visit what the others tell', async () => {
    const { open, clock, stored } = await world({ numbers: 5 });
    const visit = async (visitorId: string | null, query: string) => {
      clock.at += 60 * minute;
      return open({ visitorId, landingPage: `https://www.example.com/?${query}` });
    };
    const { visitorId, sessionId: first } = await visit(null, 'gclid=first');
    const { sessionId: second } = await visit(visitorId, 'fbclid=second');
    const { sessionId: third } = await visit(visitorId, 'msclkid=third');
    const visitor = async () => (await stored((tx) => tx.select().from(visitors)))[0];
    const before = await visitor();

    await open({ visitorId, sessionId: third, consent: { analytics: 'DENIED' } });
    await open({ visitorId, sessionId: first, consent: { analytics: 'DENIED' } });
    const left = await visitor();
    expect(left).toMatchObject({
      visitCount: 1,
      clicks: { fbclid: before?.clicks['fbclid'] },
      firstTouch: {
        sessionId: uuidOf('WebSession', second ?? ''),
        source: 'facebook',
        at: '2026-03-02T17:00:00.000Z',
      },
    });
    expect(Object.keys(left?.clicks ?? {})).toEqual(['fbclid']);
    expect(left?.lastTouch).toEqual(left?.firstTouch);
    expect(Object.keys(left?.firstTouch ?? {}).sort()).toEqual(Object.keys(before?.firstTouch ?? {}).sort());
    await open({ visitorId, sessionId: second, consent: { analytics: 'DENIED' } });
    expect(await visitor()).toBeUndefined();
  });

  it('gives a session of its own to who brings a session of another company', async () => {
    const { db, accountId, open } = await world({ numbers: 3 });
    const neighbor = await seedCompany(db, accountId);
    await seedTracker(db, neighbor, { numbers: ['+13325550100'] });
    const theirs = await open();
    const forged = await open({ companyKey: neighbor.publicKey, sessionId: theirs.sessionId });
    expect(forged.sessionId).not.toBe(theirs.sessionId);
    expect(forged.swaps[0]?.to).toBe('+13325550100');
  });

  it('shows a source tracker’s number through the whole visit and leases none', async () => {
    const { db, company, open, stored } = await world({ numbers: 1 });
    await seedTracker(db, company, { kind: 'SOURCE', source: 'bing', numbers: ['+13325550101'] });
    const landed = await open({ landingPage: 'https://www.example.com/?msclkid=m' });
    const inside = await open({ sessionId: landed.sessionId, referrer: 'https://www.example.com/' });
    for (const answer of [landed, inside])
      expect(answer.swaps).toMatchObject([{ to: '+13325550101', trackerKind: 'SOURCE', leaseId: null }]);
    expect(await stored((tx) => tx.select().from(leases))).toEqual([]);
  });

  it('leases nothing for a page without the number, and something for who asks without a page', async () => {
    const { open } = await world({ numbers: 1 });
    expect((await open({ numbers: ['(212) 555-0199', '2026-03-02', 'x'] })).swaps).toEqual([]);
    const without = await open({ numbers: undefined });
    expect(without.swaps).toMatchObject([{ from: main, to: fictional(0), spellings: [] }]);
  });

  it('stores nothing and leases nothing before consent where the company requires it', async () => {
    const { open, stored, register } = await world({ numbers: 3, company: { consentRequired: true } });
    for (const analytics of ['UNKNOWN', 'DENIED'] as const) {
      const answer = await open({ consent: { analytics } });
      expect(answer).toMatchObject({ sessionId: null, visitorId: null, exhausted: false });
      expect(answer.swaps).toMatchObject([{ to: fallback, leaseId: null }]);
    }
    expect(await stored((tx) => tx.select().from(webSessions))).toEqual([]);
    expect(await register.metrics()).toContain('ringpath_sessions_total{result="unstored"} 2');
    const granted = await open({ consent: { analytics: 'GRANTED' } });
    expect(granted.swaps[0]?.to).toBe(fictional(0));
  });

  it('takes a no for a no where the company requires nothing, and forgets the visit it ends', async () => {
    const { open, beat, stored } = await world({ numbers: 3 });
    const before = await open({ consent: { analytics: 'GRANTED' } });
    expect(before.swaps[0]?.to).toBe(fictional(0));
    for (const sessionId of [null, before.sessionId]) {
      const refused = await open({ sessionId, consent: { analytics: 'DENIED' } });
      expect(refused).toMatchObject({ sessionId: null, visitorId: null, exhausted: false });
      expect(refused.swaps).toMatchObject([{ to: fallback, leaseId: null }]);
    }
    for (const table of [webSessions, visitors, leases])
      expect(await stored((tx) => tx.select().from(table))).toEqual([]);
    expect((await beat(before.sessionId)).alive).toBe(false);
    expect((await open({ consent: { analytics: 'UNKNOWN' } })).swaps[0]?.to).toBe(fictional(1));
  });

  it('keeps the page’s own number when the pool is empty and has no fallback, and says so', async () => {
    const { open, register } = await world({ numbers: 0, tracker: { fallbackNumber: null } });
    expect(await open()).toMatchObject({
      exhausted: true,
      swaps: [{ from: main, to: main, display: '(212) 555-0100', leaseId: null }],
    });
    expect(await register.metrics()).toContain('ringpath_pool_exhausted_total{kind="VISITOR",shown="own"} 1');
  });
});

describe('heartbeat', () => {
  it('keeps the number past its lease, and tells who came back too late', async () => {
    const { open, beat, clock, stored } = await world({
      numbers: 1,
      tracker: { leaseSeconds: 600, graceSeconds: 0, cooldownSeconds: 0 },
    });
    const first = await open();
    const leaseId = first.swaps[0]?.leaseId;
    clock.at += 9 * minute;
    expect(await beat(first.sessionId, [leaseId])).toMatchObject({ alive: true });
    clock.at += 9 * minute;
    expect(await open()).toMatchObject({ exhausted: true, swaps: [{ to: fallback }] });

    clock.at += 2 * minute;
    const second = await open();
    expect(second.swaps[0]?.to).toBe(fictional(0));
    expect(await beat(first.sessionId, [leaseId])).toMatchObject({ alive: false });
    expect(await beat(first.sessionId)).toMatchObject({ alive: false });
    expect(await beat(second.sessionId)).toMatchObject({ alive: true });

    const [lease] = await stored((tx) =>
      tx
        .select()
        .from(leases)
        .where(eq(leases.id, uuidOf('Lease', leaseId ?? '') ?? '')),
    );
    expect(lease?.expiresAt).toEqual(new Date(Date.parse('2026-03-02T15:19:00Z')));
  });

  it('does not know a session that is over, made up, or another company’s', async () => {
    const { db, accountId, open, beat, clock, company } = await world({ numbers: 1 });
    const { sessionId } = await open();
    const neighbor = await seedCompany(db, accountId);
    const tracking = createTracking({ db, setup: createSetupCache(db), now: () => new Date(clock.at) });
    const foreign = { companyKey: neighbor.publicKey, sessionId: sessionId ?? '' };
    expect(await tracking.heartbeat(foreign)).toMatchObject({ alive: false });
    expect(await tracking.heartbeat({ ...foreign, companyKey: company.publicKey })).toMatchObject({
      alive: true,
    });
    expect(await beat('ses_nonsense')).toMatchObject({ alive: false });
    clock.at += 31 * minute;
    expect(await beat(sessionId)).toMatchObject({ alive: false });
  });
});

describe('a pool shared by two processes', () => {
  it('never gives one number to two sessions at once, and gives all of them', async () => {
    const { db, url, accountId, company } = await world({
      numbers: 50,
      tracker: { leaseSeconds: 60, graceSeconds: 0, cooldownSeconds: 0 },
    });
    const secondDb = createDb({ url, connections: 8 });
    onTestFinished(() => secondDb.stop());
    const clock = { at: Date.parse('2026-03-02T15:00:00Z') };
    const registers = [new Registry(), new Registry()];
    const processes = [db, secondDb].map((own, n) =>
      createTracking({
        db: own,
        setup: createSetupCache(own),
        metrics: createTrackingMetrics(registers[n]),
        now: () => new Date(clock.at),
      }),
    );
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          processes[n % 2]?.openSession(
            {
              companyKey: company.publicKey,
              landingPage: 'https://www.example.com/',
              numbers: [main],
            },
            { userAgent: firefox },
          ),
        ),
      );
      const leased = answers.flatMap((answer) => answer?.swaps.filter((swap) => swap.leaseId !== null) ?? []);
      expect(leased).toHaveLength(50);
      expect(new Set(leased.map((swap) => swap.to)).size).toBe(50);
      const rest = answers.filter((answer) => answer?.exhausted);
      expect(rest).toHaveLength(150);
      for (const answer of rest) expect(answer?.swaps).toMatchObject([{ to: fallback, leaseId: null }]);
      clock.at += minute;
    }
    const misses = await Promise.all(
      registers.map((register) => register.getSingleMetric('ringpath_pool_exhausted_total')?.get()),
    );
    expect(misses.flatMap((metric) => metric?.values ?? []).map(({ labels }) => labels)).toEqual([
      { kind: 'VISITOR', shown: 'fallback' },
      { kind: 'VISITOR', shown: 'fallback' },
    ]);
    const missed = misses.reduce((sum, metric) => sum + (metric?.values[0]?.value ?? 0), 0);
    expect(missed).toBe(450);
    const overlapping = await db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.execute(sql`
        select from leases one join leases two on one.number_id = two.number_id and one.id < two.id
        where tstzrange(one.shown_at, one.expires_at) && tstzrange(two.shown_at, two.expires_at)`),
    );
    expect(overlapping).toHaveLength(0);
  });

  it('gives the number that lay idle longest, by the database’s clock', async () => {
    const { db, company, stored } = await world({ numbers: 3 });
    await stored((tx) =>
      tx.execute(sql`
        update pool_numbers set free_at = case tracking_numbers.number
          when ${fictional(0)} then now() - interval '1 hour'
          when ${fictional(1)} then now() - interval '3 hours'
          else now() + interval '1 hour' end
        from tracking_numbers where tracking_numbers.id = pool_numbers.number_id`),
    );
    const tracking = createTracking({ db, setup: createSetupCache(db) });
    const page = { companyKey: company.publicKey, landingPage: 'https://www.example.com/', numbers: [main] };
    const shown: (string | undefined)[] = [];
    for (let n = 0; n < 3; n += 1)
      shown.push((await tracking.openSession(page, { userAgent: firefox })).swaps[0]?.to);
    expect(shown).toEqual([fictional(1), fictional(0), fallback]);
  });
});
