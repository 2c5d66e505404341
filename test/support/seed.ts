import {
  accounts,
  companies,
  directory,
  poolNumbers,
  trackers,
  trackingNumbers,
} from '../../schema/index.ts';
import type { Db } from '../../src/db.ts';
import { newId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import { setupChanged } from '../../src/setup/cache.ts';
import type { Company, Tracker, TrackingNumber } from '../../src/setup/setup.ts';

/** An account with nothing in it; its id. */
export const seedAccount = async (db: Db): Promise<string> => {
  const id = newId();
  await db.inAccount(systemReach(id, 'test'), (tx) =>
    tx.insert(accounts).values({ id, name: 'Harbor Street Group' }),
  );
  return id;
};

/** A company in New York, found by its public key. */
export const seedCompany = async (
  db: Db,
  accountId: string,
  given: Partial<Company> = {},
): Promise<Company> => {
  const id = newId();
  const company = await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    const [row] = await tx
      .insert(companies)
      .values({
        accountId,
        id,
        name: 'Harbor Street Dental',
        timeZone: 'America/New_York',
        currency: 'USD',
        country: 'US',
        publicKey: `key-${id}`,
        ...given,
      })
      .returning();
    await setupChanged(tx, { accountId, companyId: null }, id, 'Company added');
    return row;
  });
  if (!company) throw new Error('The company was not stored.');
  await db.orm
    .insert(directory)
    .values({ kind: 'COMPANY_KEY', key: company.publicKey, accountId, subjectId: company.id });
  return company;
};

/** A tracker with its numbers, each in the directory and, for a pool, free since 2020. */
export const seedTracker = async (
  db: Db,
  company: Company,
  given: Partial<Tracker> & { readonly numbers: readonly string[] },
): Promise<{ readonly tracker: Tracker; readonly numbers: readonly TrackingNumber[] }> => {
  const { accountId } = company;
  const { numbers, ...fields } = given;
  const seeded = await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    const [tracker] = await tx
      .insert(trackers)
      .values({
        accountId,
        id: newId(),
        companyId: company.id,
        kind: 'VISITOR',
        name: 'Website visitors',
        destination: '+12125550100',
        ...fields,
      })
      .returning();
    if (!tracker) throw new Error('The tracker was not stored.');
    const rows =
      numbers.length === 0
        ? []
        : await tx
            .insert(trackingNumbers)
            .values(
              numbers.map((number) => ({
                accountId,
                companyId: company.id,
                id: newId(),
                trackerId: tracker.id,
                number,
              })),
            )
            .returning();
    if (tracker.kind === 'VISITOR' && rows.length > 0)
      await tx.insert(poolNumbers).values(
        rows.map((row) => ({
          accountId,
          companyId: company.id,
          numberId: row.id,
          trackerId: tracker.id,
          freeAt: new Date('2020-01-01T00:00:00Z'),
        })),
      );
    await setupChanged(tx, { accountId, companyId: null }, tracker.id, 'Tracker added');
    return { tracker, numbers: rows };
  });
  for (const { id, number } of seeded.numbers)
    await db.orm.insert(directory).values({ kind: 'NUMBER', key: number, accountId, subjectId: id });
  return seeded;
};

/** The n-th number nobody can have: 555-01xx of one area code after the other. */
export const fictional = (n: number): string =>
  `+1${['646', '917', '718', '347', '929'][Math.floor(n / 100)]}55501${String(n % 100).padStart(2, '0')}`;
