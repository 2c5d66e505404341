import { and, eq, sql } from 'drizzle-orm';
import { tags } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { textIn } from '../input.ts';
import type { Edited } from './edits.ts';

export interface CreateTag {
  readonly name: string;
  readonly color?: string | null;
}

const colorIn = (given: string): string => {
  if (/^[a-z]{2,20}$/.test(given)) return given;
  throw new Refusal('INVALID', 'This is not a colour name like teal.', 'input.color');
};

export const insertTag = async (tx: Tx, accountId: string, input: CreateTag): Promise<Edited> => {
  const name = textIn(input.name, 'input.name', { max: 60 });
  // One after the other: two people who make bulk and Bulk at once must see each other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tags:${accountId}`}, 0))`);
  const [same] = await tx
    .select({ name: tags.name })
    .from(tags)
    .where(and(eq(tags.accountId, accountId), sql`lower(${tags.name}) = lower(${name})`));
  if (same) throw new Refusal('CONFLICT', `There already is a tag with the name ${same.name}.`, 'input.name');
  const tag = { accountId, id: newId(), name, color: colorIn(input.color ?? 'gray') };
  await tx.insert(tags).values(tag);
  return { id: tag.id, what: `The tag ${name} was made.` };
};
