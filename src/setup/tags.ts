import { and, eq, ne, sql } from 'drizzle-orm';
import { tags } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { idIn, textIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { refuseTaken } from '../storage/taken.ts';
import { companyScopeIn, refuseShared } from './company-scope.ts';
import type { Edited } from './edits.ts';

export interface CreateTag {
  readonly name: string;
  readonly color?: string | null;
  /** Null: every company. */
  readonly companyId?: string | null;
}

export interface UpdateTag {
  readonly id: string;
  readonly name?: string | null;
  readonly color?: string | null;
  /** Null: every company. */
  readonly companyId?: string | null;
}

const colorIn = (given: string): string => {
  if (/^[a-z]{2,20}$/.test(given)) return given;
  throw new Refusal('INVALID', 'This is not a colour name like teal.', 'input.color');
};

const refuseSame = (name: string) =>
  refuseTaken(`There already is a tag with the name ${name}.`, 'input.name');

/** The name, which no other tag of the account has in any case. */
const nameIn = async (tx: Tx, accountId: string, given: string, own: string): Promise<string> => {
  const name = textIn(given, 'input.name', { max: 60 });
  // One after the other: two people who make bulk and Bulk at once must see each other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tags:${accountId}`}, 0))`);
  const [same] = await tx
    .select({ name: tags.name })
    .from(tags)
    .where(and(eq(tags.accountId, accountId), ne(tags.id, own), sql`lower(${tags.name}) = lower(${name})`));
  if (same) throw new Refusal('CONFLICT', `There already is a tag with the name ${same.name}.`, 'input.name');
  return name;
};

export const insertTag = async (tx: Tx, reach: Reach, input: CreateTag): Promise<Edited> => {
  const { accountId } = reach;
  const id = newId();
  const tag = {
    accountId,
    id,
    name: await nameIn(tx, accountId, input.name, id),
    color: colorIn(input.color ?? 'gray'),
    companyId: await companyScopeIn(tx, reach, input.companyId ?? null),
  };
  await tx.insert(tags).values(tag).catch(refuseSame(tag.name));
  return { id, companyId: tag.companyId, what: `The tag ${tag.name} was made.` };
};

/** What is left out stays. Calls that wear the tag keep it, whatever company it is for now. */
export const changeTag = async (tx: Tx, reach: Reach, input: UpdateTag): Promise<Edited> => {
  const { accountId } = reach;
  const id = idIn('Tag', input.id, 'input.id');
  const mine = and(eq(tags.accountId, accountId), eq(tags.id, id));
  await refuseShared(reach, () => tx.select({ companyId: tags.companyId }).from(tags).where(mine), 'tag');
  const [tag] = await tx.select().from(tags).where(mine).for('update');
  if (!tag) throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', 'input.id');
  const name = input.name == null ? tag.name : await nameIn(tx, accountId, input.name, id);
  const color = input.color == null ? tag.color : colorIn(input.color);
  const companyId =
    input.companyId === undefined ? tag.companyId : await companyScopeIn(tx, reach, input.companyId);
  await tx.update(tags).set({ name, color, companyId }).where(mine).catch(refuseSame(name));
  return { id, companyId, what: `The tag ${name} was changed.` };
};
