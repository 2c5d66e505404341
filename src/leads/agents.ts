import { and, eq, ne, sql } from 'drizzle-orm';
import { agents } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { idIn, textIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { requireWhole } from '../setup/company-scope.ts';
import type { Edited } from '../setup/edits.ts';
import { emailIn } from './email.ts';

export interface CreateAgent {
  readonly name: string;
  readonly email?: string | null;
}

export interface UpdateAgent {
  readonly id: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly active?: boolean | null;
}

/** The name, which no other agent of the account has in any case. */
const nameIn = async (tx: Tx, accountId: string, given: string, own: string): Promise<string> => {
  const name = textIn(given, 'input.name', { max: 100 });
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`agents:${accountId}`}, 0))`);
  const [same] = await tx
    .select({ name: agents.name })
    .from(agents)
    .where(
      and(eq(agents.accountId, accountId), ne(agents.id, own), sql`lower(${agents.name}) = lower(${name})`),
    );
  if (same)
    throw new Refusal('CONFLICT', `There already is an agent with the name ${same.name}.`, 'input.name');
  return name;
};

export const insertAgent = async (tx: Tx, reach: Reach, input: CreateAgent): Promise<Edited> => {
  requireWhole(reach, 'make agents');
  const { accountId } = reach;
  const id = newId();
  const name = await nameIn(tx, accountId, input.name, id);
  await tx.insert(agents).values({ accountId, id, name, email: emailIn(input.email ?? null) });
  return { id, companyId: null, what: `The agent ${name} was made.` };
};

/** What is left out stays; null takes the e-mail away. */
export const changeAgent = async (tx: Tx, reach: Reach, input: UpdateAgent): Promise<Edited> => {
  requireWhole(reach, 'change agents');
  const { accountId } = reach;
  const id = idIn('Agent', input.id, 'input.id');
  const mine = and(eq(agents.accountId, accountId), eq(agents.id, id));
  const [agent] = await tx.select().from(agents).where(mine).for('update');
  if (!agent) throw new Refusal('NOT_FOUND', 'There is no such agent in this account.', 'input.id');
  const name = input.name == null ? agent.name : await nameIn(tx, accountId, input.name, id);
  const email = input.email === undefined ? agent.email : emailIn(input.email);
  await tx
    .update(agents)
    .set({ name, email, active: input.active ?? agent.active })
    .where(mine);
  return { id, companyId: null, what: `The agent ${name} was changed.` };
};
