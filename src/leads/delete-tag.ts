import { and, eq } from 'drizzle-orm';
import { automations, automationVersions, scoreCriteria, tags } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { typedId } from '../ids.ts';
import { idIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { refuseShared } from '../setup/company-scope.ts';
import { currentVersion } from '../setup/current-version.ts';
import type { Edited } from '../setup/edits.ts';
import type { Tag } from '../setup/setup.ts';
import { mentionsTag } from './mentions.ts';

/** What still needs the tag, in words; null when nothing does. Rules that are switched off need it too. */
const userOf = async (tx: Tx, { accountId, id, name }: Tag): Promise<string | null> => {
  const rules = await tx
    .select({ name: automations.name, version: automationVersions })
    .from(automations)
    .innerJoin(automationVersions, currentVersion)
    .where(eq(automations.accountId, accountId));
  const words = [typedId('Tag', id), name];
  const asks = (filter: unknown): boolean => mentionsTag(filter as CallFilter, words);
  const rule = rules.find(
    ({ version }) =>
      asks(version.filter) || JSON.stringify([version.actions, version.triggerSettings]).includes(id),
  );
  if (rule) return `the automation ${rule.name}`;
  const criteria = await tx.select().from(scoreCriteria).where(eq(scoreCriteria.accountId, accountId));
  const criterion = criteria.find(({ filter }) => asks(filter));
  return criterion ? `the score criterion ${criterion.name}` : null;
};

/**
 * Takes a tag out of use. Calls are not touched: the id they keep counts for nothing and is shown nowhere,
 * and their history still names the tag.
 */
export const deleteTag = async (tx: Tx, reach: Reach, given: string): Promise<Edited> => {
  const { accountId } = reach;
  const id = idIn('Tag', given, 'input.id');
  const mine = and(eq(tags.accountId, accountId), eq(tags.id, id));
  await refuseShared(reach, () => tx.select({ companyId: tags.companyId }).from(tags).where(mine), 'tag');
  const [tag] = await tx.select().from(tags).where(mine).for('update');
  if (!tag) throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', 'input.id');
  const user = await userOf(tx, tag);
  if (user)
    throw new Refusal('CONFLICT', `The tag ${tag.name} is used by ${user}. Change that first.`, 'input.id');
  await tx.delete(tags).where(mine);
  return { id, companyId: tag.companyId, what: `The tag ${tag.name} was deleted.` };
};
