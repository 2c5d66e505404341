import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { auditEntries, changes, leases, poolNumbers, trackingNumbers } from '../../schema/index.ts';
import { firefox } from '../../test/support/browsers.ts';
import { testDb } from '../../test/support/database.ts';
import { fictional, seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { createDb, type Tx } from '../db.ts';
import { uuidOf } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { createSetupCache, setupChanged } from '../setup/cache.ts';
import type { Tracker } from '../setup/setup.ts';
import { createTracking } from './sessions.ts';

const main = '+12125550100';
const minute = 60_000;

/** One pool, as many processes as asked for, and a clock that goes when told. */
const world = async (numbers: readonly string[], tracker: Partial<Tracker> = {}) => {
  const { db, url } = await testDb();
  const accountId = await seedAccount(db);
  const company = await seedCompany(db, accountId);
  const pool = await seedTracker(db, company, { ...tracker, numbers });
  const clock = { at: Date.parse('2026-03-02T15:00:00Z') };
  const process = () => {
    const setup = createSetupCache(db);
    const tracking = createTracking({ db, setup, now: () => new Date(clock.at) });
    return {
      ...tracking,
      companyKey: company.publicKey,
      open: (
        page: Partial<Parameters<typeof tracking.openSession>[0]> = {},
        userAgent: string | undefined = firefox,
      ) =>
        tracking.openSession(
          {
            companyKey: company.publicKey,
            landingPage: 'https://www.example.com/',
            numbers: [main],
            ...page,
          },
          { userAgent },
        ),
    };
  };
  const stored = <Row>(read: (tx: Tx) => Promise<Row>) => db.inAccount(systemReach(accountId, 'test'), read);
  return { db, url, accountId, company, pool, clock, process, stored };
};

const some = (count: number): string[] => Array.from({ length: count }, (_, n) => fictional(n));

describe('a pool', () => {
  it('lets a number rest after its lease, and gives the one that lay idle longest', async () => {
    const { process, clock } = await world(some(2), { leaseSeconds: 600, cooldownSeconds: 1200 });
    const { open } = process();
    const first = await open();
    clock.at += minute;
    const second = await open();
    expect([first.swaps[0]?.to, second.swaps[0]?.to]).toEqual(some(2));
    clock.at += 28 * minute;
    expect(await open()).toMatchObject({ exhausted: true, swaps: [{ to: main, leaseId: null }] });
    clock.at += minute;
    expect((await open()).swaps[0]?.to).toBe(fictional(0));
    clock.at += minute;
    expect((await open()).swaps[0]?.to).toBe(fictional(1));
  });

  it('goes on with a visit in another process, which gives its number to nobody', async () => {
    const { process, clock } = await world(some(1), { cooldownSeconds: 0, graceSeconds: 0 });
    const one = process();
    const first = await one.open();
    const other = process();
    const { sessionId, visitorId } = first;
    expect(await other.open()).toMatchObject({ exhausted: true });
    expect((await other.open({ sessionId, visitorId })).swaps).toEqual(first.swaps);
    clock.at += 20 * minute;
    expect((await other.open({ sessionId, visitorId })).swaps).toEqual(first.swaps);
    clock.at += 20 * minute;
    // The first process knows nothing of that sign of life and believes the number free.
    expect(await one.open()).toMatchObject({ exhausted: true });
    expect((await one.open({ sessionId, visitorId })).swaps).toEqual(first.swaps);
  });

  it('gives tabs of one visit at two processes one number, at once and one after the other', async () => {
    const { db, process, stored } = await world(some(40));
    const [one, other] = [process(), process()];
    // Each has numbers of its own to give.
    for (const answer of await Promise.all([one.open(), other.open()])) expect(answer.exhausted).toBe(false);
    const elsewhere = ['(212) 555-0199'];
    const inBoth = async () => {
      const { sessionId } = await one.open({ numbers: elsewhere });
      await other.open({ sessionId, numbers: elsewhere });
      return sessionId ?? '';
    };

    const sessionId = await inBoth();
    // Nobody gets a number while its row is held, so both are on their way before either has one.
    const together = await stored(async (tx) => {
      await tx.select().from(poolNumbers).for('update');
      const answers = Promise.all([one.open({ sessionId }), other.open({ sessionId })]);
      const waiting = sql`select distinct l.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`;
      await expect.poll(async () => (await db.orm.execute(waiting)).length, { timeout: 10_000 }).toBe(2);
      return { answers };
    });
    const [first, second] = await together.answers;
    expect(first.swaps).toMatchObject([{ leaseId: expect.stringMatching(/^lse_/) }]);
    expect(second).toEqual(first);
    const beat = {
      companyKey: one.companyKey,
      sessionId,
      leaseIds: first.swaps.map(({ leaseId }) => leaseId ?? ''),
    };
    for (const { heartbeat } of [one, other]) expect(await heartbeat(beat)).toMatchObject({ alive: true });

    const later = await inBoth();
    expect(await other.open({ sessionId: later })).toEqual(await one.open({ sessionId: later }));
    expect(await stored((tx) => tx.select().from(leases))).toHaveLength(4);
  });

  it('shows a visit the number another process gave it also when there is none left', async () => {
    const { process, db, company } = await world(some(1), { fallbackNumber: '+12125550111' });
    await seedTracker(db, company, { kind: 'SOURCE', source: 'website', numbers: ['+12125550111'] });
    const [one, other] = [process(), process()];
    const { sessionId } = await one.open({ numbers: ['(212) 555-0199'] });
    await other.open({ sessionId, numbers: ['(212) 555-0199'] });
    const first = await one.open({ sessionId });
    expect(first).toMatchObject({ exhausted: false, swaps: [{ to: fictional(0) }] });
    expect(await other.open({ sessionId })).toEqual(first);
  });

  it('shows no number of it to a program, and counts none', async () => {
    const { process, stored } = await world(some(1));
    const { open } = process();
    const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
    for (const [page, agent] of [
      [{}, googlebot],
      [{}, ''],
      [{ automated: true }, firefox],
    ] as const)
      expect(await open(page, agent)).toMatchObject({ sessionId: null, swaps: [], exhausted: false });
    expect(await stored((tx) => tx.select().from(leases))).toEqual([]);
    expect((await open()).swaps[0]?.to).toBe(fictional(0));
  });

  it('keeps numbers for one number of the page, and prefers the visitor’s area where told to', async () => {
    const { process, stored, pool, accountId } = await world(
      ['+16465550101', '+17185550102', '+16465550103', '+17185550104'],
      { swapNumbers: [main, '+12125550109'], localNumbers: true },
    );
    await stored(async (tx) => {
      await tx
        .update(trackingNumbers)
        .set({ target: '+12125550109' })
        .where(and(eq(trackingNumbers.accountId, accountId), eq(trackingNumbers.number, '+16465550103')));
      await setupChanged(
        tx,
        { accountId, companyId: null },
        pool.tracker.id,
        'A number is kept for the second line',
      );
    });
    const { open } = process();
    const both = await open({ numbers: [main, '(212) 555-0109'], area: '+1718' });
    expect(both.swaps.map(({ from, to }) => [from, to])).toEqual([
      [main, '+17185550102'],
      ['+12125550109', '+16465550103'],
    ]);
    expect(new Set(both.swaps.map(({ leaseId }) => leaseId)).size).toBe(2);
    expect((await open({ area: '+1718' })).swaps[0]?.to).toBe('+17185550104');
    expect((await open({ area: '+1718' })).swaps[0]?.to).toBe('+16465550101');
    expect(await open({ numbers: ['+12125550109'] })).toMatchObject({ exhausted: true });
  });

  it('remembers who was shown the fallback, when that is a number of ours', async () => {
    const { process, stored, db, company } = await world(some(1), { fallbackNumber: '+12125550111' });
    await seedTracker(db, company, { kind: 'SOURCE', source: 'website', numbers: ['+12125550111'] });
    const { open } = process();
    await open();
    const second = await open();
    expect(second).toMatchObject({ exhausted: true, swaps: [{ to: '+12125550111', leaseId: null }] });
    await open({ sessionId: second.sessionId });
    const shown = await stored((tx) => tx.select().from(leases).where(eq(leases.overflow, true)));
    expect(shown).toMatchObject([{ sessionId: uuidOf('WebSession', second.sessionId ?? '') }]);
  });

  it('says that it is running out before it has, and that it has', async () => {
    const { process, stored, clock } = await world(some(12));
    const { open } = process();
    for (let n = 0; n < 8; n += 1) await open();
    const told = () =>
      stored(async (tx) => [
        (await tx.select().from(auditEntries)).map(({ kind }) => kind),
        (await tx.select().from(changes).where(eq(changes.kind, 'POOL_CHANGED'))).map(
          ({ detail }) => detail['state'],
        ),
      ]);
    clock.at += minute;
    await open();
    await expect.poll(told).toEqual([['pool.running_out'], ['running_out']]);
    for (let n = 9; n < 13; n += 1) await open();
    await expect.poll(async () => (await told())[1]).toEqual(['running_out', 'exhausted']);
  });
});

describe('a process whose clock is wrong by hours', () => {
  it('leases by the database’s clock, and agrees with the others on what is free', async () => {
    const { db, company, stored } = await world(some(2), { cooldownSeconds: 0, graceSeconds: 0 });
    const page = { companyKey: company.publicKey, landingPage: 'https://www.example.com/', numbers: [main] };
    const shown: string[] = [];
    for (const hours of [-7, 7]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 60 * minute });
      onTestFinished(() => void vi.useRealTimers());
      const { openSession } = createTracking({ db, setup: createSetupCache(db) });
      shown.push(...(await openSession(page, { userAgent: firefox })).swaps.map(({ to }) => to));
      vi.useRealTimers();
    }
    expect(shown.sort()).toEqual(some(2));
    const late = await stored((tx) =>
      tx.execute(sql`select from leases where abs(extract(epoch from now() - shown_at)) > 60`),
    );
    expect(late).toHaveLength(0);
    const { openSession } = createTracking({ db, setup: createSetupCache(db) });
    expect(await openSession(page, { userAgent: firefox })).toMatchObject({ exhausted: true });
  });
});

describe('a process killed in the middle', () => {
  it('has lost no number that a visitor was shown, and holds up none that is free', async () => {
    const { url, company, stored, db } = await world(some(400), { fallbackNumber: null });
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../test/support/dni-process.ts'), url, company.publicKey],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    const shown: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      shown.push(line);
      if (shown.length === 120) child.kill('SIGKILL');
    }
    await exited;
    const kept = await stored((tx) =>
      tx
        .select({ id: leases.id, number: trackingNumbers.number, leaseId: poolNumbers.leaseId })
        .from(leases)
        .innerJoin(trackingNumbers, eq(trackingNumbers.id, leases.numberId))
        .innerJoin(poolNumbers, eq(poolNumbers.numberId, leases.numberId)),
    );
    const numberOf = new Map(kept.map((lease) => [lease.id, lease.number]));
    for (const line of shown) {
      const [id = '', number] = line.split(' ');
      expect(numberOf.get(uuidOf('Lease', id) ?? '')).toBe(number);
    }
    for (const lease of kept) expect(lease.leaseId).toBe(lease.id);

    const heir = createDb({ url, connections: 4 });
    onTestFinished(() => heir.stop());
    const { openSession } = createTracking({ db: heir, setup: createSetupCache(db) });
    const rest = await Promise.all(
      Array.from({ length: 400 - kept.length + 1 }, () =>
        openSession(
          { companyKey: company.publicKey, landingPage: 'https://www.example.com/', numbers: [main] },
          { userAgent: firefox },
        ),
      ),
    );
    const given = rest.flatMap(({ swaps }) => swaps.filter(({ leaseId }) => leaseId).map(({ to }) => to));
    expect(new Set([...given, ...numberOf.values()]).size).toBe(400);
    expect(rest.filter(({ exhausted }) => exhausted)).toHaveLength(1);
  });
});
