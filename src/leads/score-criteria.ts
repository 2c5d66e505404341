import { and, count, eq } from 'drizzle-orm';
import { customFields, scoreCriteria, tags } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { newId } from '../ids.ts';
import { idIn, textIn, wholeIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { companyScopeIn, refuseShared } from '../setup/company-scope.ts';
import type { Edited } from '../setup/edits.ts';
import { nodesOf, refuseUnknownNames } from './mentions.ts';

export interface CreateScoreCriterion {
  readonly name: string;
  /** A CallFilter as it came in. */
  readonly filter: unknown;
  readonly points: number;
  /** Null: every company. */
  readonly companyId?: string | null;
  readonly enabled?: boolean | null;
}

export interface UpdateScoreCriterion {
  readonly id: string;
  readonly name?: string | null;
  readonly filter?: unknown;
  readonly points?: number | null;
  /** Null: every company. */
  readonly companyId?: string | null;
  readonly enabled?: boolean | null;
}

/** Each call is judged by each of them. */
const mostCriteria = 100;

const nameIn = (given: string): string => textIn(given, 'input.name', { max: 100 });
const pointsIn = (given: number): number => wholeIn(given, 'input.points', { min: -100, max: 100 });

const filterIn = async (tx: Tx, accountId: string, given: unknown): Promise<CallFilter> => {
  const filter = parseCallFilter(given, 'input.filter');
  if (nodesOf(filter).some((node) => node.score))
    throw new Refusal('INVALID', 'A score cannot depend on the score itself.', 'input.filter');
  const known = {
    customFields: await tx
      .select({ subject: customFields.subject, key: customFields.key })
      .from(customFields)
      .where(eq(customFields.accountId, accountId)),
    tags: await tx.select({ id: tags.id, name: tags.name }).from(tags).where(eq(tags.accountId, accountId)),
  };
  refuseUnknownNames(filter, known, 'input.filter');
  return filter;
};

export const insertScoreCriterion = async (
  tx: Tx,
  reach: Reach,
  input: CreateScoreCriterion,
): Promise<Edited> => {
  const { accountId } = reach;
  const criterion = {
    accountId,
    id: newId(),
    name: nameIn(input.name),
    filter: await filterIn(tx, accountId, input.filter),
    points: pointsIn(input.points),
    companyId: await companyScopeIn(tx, reach, input.companyId ?? null),
    enabled: input.enabled ?? true,
  };
  const [known] = await tx
    .select({ criteria: count() })
    .from(scoreCriteria)
    .where(eq(scoreCriteria.accountId, accountId));
  if ((known?.criteria ?? 0) >= mostCriteria)
    throw new Refusal('TOO_LARGE', `An account may have ${mostCriteria} score criteria.`);
  await tx.insert(scoreCriteria).values(criterion);
  return {
    id: criterion.id,
    companyId: criterion.companyId,
    what: `The score criterion ${criterion.name} was made.`,
  };
};

const lock = async (tx: Tx, reach: Reach, given: string) => {
  const id = idIn('ScoreCriterion', given, 'input.id');
  const mine = and(eq(scoreCriteria.accountId, reach.accountId), eq(scoreCriteria.id, id));
  await refuseShared(
    reach,
    () => tx.select({ companyId: scoreCriteria.companyId }).from(scoreCriteria).where(mine),
    'score criterion',
  );
  const [criterion] = await tx.select().from(scoreCriteria).where(mine).for('update');
  if (criterion) return { criterion, mine };
  throw new Refusal('NOT_FOUND', 'There is no such score criterion in this account.', 'input.id');
};

/** What is left out stays. */
export const changeScoreCriterion = async (
  tx: Tx,
  reach: Reach,
  input: UpdateScoreCriterion,
): Promise<Edited> => {
  const { accountId } = reach;
  const { criterion, mine } = await lock(tx, reach, input.id);
  const name = input.name == null ? criterion.name : nameIn(input.name);
  const companyId =
    input.companyId === undefined ? criterion.companyId : await companyScopeIn(tx, reach, input.companyId);
  await tx
    .update(scoreCriteria)
    .set({
      name,
      filter: input.filter == null ? criterion.filter : await filterIn(tx, accountId, input.filter),
      points: input.points == null ? criterion.points : pointsIn(input.points),
      companyId,
      enabled: input.enabled ?? criterion.enabled,
    })
    .where(mine);
  return { id: criterion.id, companyId, what: `The score criterion ${name} was changed.` };
};

export const deleteScoreCriterion = async (tx: Tx, reach: Reach, given: string): Promise<Edited> => {
  const { criterion, mine } = await lock(tx, reach, given);
  await tx.delete(scoreCriteria).where(mine);
  return {
    id: criterion.id,
    companyId: criterion.companyId,
    what: `The score criterion ${criterion.name} was deleted.`,
  };
};
