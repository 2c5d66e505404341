import { and, eq } from 'drizzle-orm';
import { companies } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';

/** UUID of the company something is for; null stands for every company. */
export const companyScopeIn = async (
  tx: Tx,
  accountId: string,
  given: string | null,
): Promise<string | null> => {
  if (given === null) return null;
  const id = idIn('Company', given, 'input.companyId');
  const [found] = await tx
    .select({ id: companies.id })
    .from(companies)
    .where(and(eq(companies.accountId, accountId), eq(companies.id, id)));
  if (found) return id;
  throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
};
