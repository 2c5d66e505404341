import { sql } from 'drizzle-orm';
import type { Db } from '../db.ts';

/** How long a comparison with the database's clock is good for, ms. Clocks drift by far less in it. */
const goodForMs = 60_000;

/**
 * The database's time without asking it each time, so processes whose clocks differ, by hours even, agree
 * on which number is free.
 */
export const createClock = (db: Db): (() => number | Promise<number>) => {
  let offset = 0;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | null = null;

  const check = async (): Promise<void> => {
    const before = performance.now();
    const [row] = await db.orm.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
    // The later end of the round trip: a number is rather given out a moment too late than too early.
    offset = Number(row?.['ms']) - before;
    checkedAt = performance.now();
  };

  const read = (): number => Math.floor(performance.now() + offset);

  /** At once, but for the first time. */
  return () => {
    if (performance.now() - checkedAt > goodForMs) {
      const first = checkedAt === Number.NEGATIVE_INFINITY;
      checking ??= check().finally(() => {
        checking = null;
      });
      if (first) return checking.then(read);
      checking.catch(() => undefined); // the last comparison still holds
    }
    return read();
  };
};
