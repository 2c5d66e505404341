import { and, eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { directory } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { systemReach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Company, Setup } from '../setup/setup.ts';

/** A key taken back stops working within this time, ms. */
const keyLifeMs = 30_000;

const unknownKey = () =>
  new Refusal(
    'NOT_FOUND',
    'No company has this key. Copy it anew from the company’s settings.',
    'companyKey',
  );

const sameOrigin = (listed: string, origin: string): boolean =>
  listed.toLowerCase().replace(/\/+$/, '') === origin.toLowerCase();

/** Finds the company a public key names, from memory where it can. */
export const createCompanyLookup = ({ db, setup }: { readonly db: Db; readonly setup: SetupCache }) => {
  const known = new LRUCache<string, { readonly accountId: string; readonly companyId: string }>({
    max: 10_000,
    ttl: keyLifeMs,
  });

  const find = async (companyKey: string) => {
    // A NUL cannot be stored, so no key has one, and PostgreSQL refuses to compare it.
    if (companyKey.includes('\0')) throw unknownKey();
    const [row] = await db.orm
      .select()
      .from(directory)
      .where(and(eq(directory.kind, 'COMPANY_KEY'), eq(directory.key, companyKey)));
    // Misses are not remembered: made-up keys would push the real ones out.
    if (!row) throw unknownKey();
    const found = { accountId: row.accountId, companyId: row.subjectId };
    known.set(companyKey, found);
    return found;
  };

  /** Throws NOT_FOUND for an unknown key, FORBIDDEN when the company does not allow the page's origin. */
  return async (
    companyKey: string,
    origin: string | undefined,
  ): Promise<{ readonly setup: Setup; readonly company: Company }> => {
    const { accountId, companyId } = known.get(companyKey) ?? (await find(companyKey));
    const current = await setup.of(systemReach(accountId, 'tracking'));
    const company = current.companies.get(companyId);
    if (!company) throw unknownKey();
    if (company.origins.length > 0 && !company.origins.some((listed) => sameOrigin(listed, origin ?? '')))
      throw new Refusal(
        'FORBIDDEN',
        'This company does not allow numbers on this web origin. Add the origin in the company’s settings.',
        'companyKey',
      );
    return { setup: current, company };
  };
};
