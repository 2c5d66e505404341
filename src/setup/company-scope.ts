import { and, eq } from 'drizzle-orm';
import { companies } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Reach } from '../reach.ts';

/** UUID of the company something is for; null stands for every company. */
export const companyScopeIn = async (tx: Tx, reach: Reach, given: string | null): Promise<string | null> => {
  if (given === null) {
    if (reach.companies === 'ALL') return null;
    throw new Refusal(
      'FORBIDDEN',
      'This API key is limited to companies. Say for which of them this is.',
      'input.companyId',
    );
  }
  const { accountId } = reach;
  const id = idIn('Company', given, 'input.companyId');
  const [found] = await tx
    .select({ id: companies.id })
    .from(companies)
    .where(and(eq(companies.accountId, accountId), eq(companies.id, id)));
  if (found) return id;
  throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
};

/** Refuses what concerns the account as a whole to a reach limited to companies: `make agents`. */
export const requireWhole = (reach: Reach, what: string): void => {
  if (reach.companies === 'ALL') return;
  throw new Refusal('FORBIDDEN', `This API key is limited to companies and may not ${what}.`);
};

/**
 * Refuses a change of what stands for every company to a limited reach. It sees such a row but cannot lock it, and
 * without this would hear that there is none.
 */
export const refuseShared = async (
  reach: Reach,
  find: () => Promise<readonly { readonly companyId: string | null }[]>,
  what: string,
): Promise<void> => {
  if (reach.companies === 'ALL') return;
  const [row] = await find();
  if (row?.companyId !== null) return;
  throw new Refusal(
    'FORBIDDEN',
    `This ${what} is for every company, and this API key is limited to some.`,
    'input.id',
  );
};
