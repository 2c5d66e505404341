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
  const tag = { accountId, id: newId(), name, color: colorIn(input.color ?? 'gray') };
  const made = await tx.insert(tags).values(tag).onConflictDoNothing().returning({ id: tags.id });
  if (made.length === 0)
    throw new Refusal('CONFLICT', `There already is a tag with the name ${name}.`, 'input.name');
  return { id: tag.id, what: `The tag ${name} was made.` };
};
