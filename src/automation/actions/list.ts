import { z } from 'zod';
import { Refusal } from '../../errors.ts';
import { addPoints } from './add-points.ts';
import { addTag } from './add-tag.ts';
import { assign } from './assign.ts';
import type { RuleAct } from './call-action.ts';
import { deliver } from './deliver.ts';
import { removeTag } from './remove-tag.ts';
import { setCustomField } from './set-custom-field.ts';
import { setLeadStatus } from './set-lead-status.ts';
import { setValue } from './set-value.ts';
import { setValueByLeadStatus } from './set-value-by-lead-status.ts';

/** What a rule can do with a call, in the order of the API and of menus. */
export const callActions = [
  addTag,
  removeTag,
  setLeadStatus,
  setValue,
  setValueByLeadStatus,
  addPoints,
  assign,
  setCustomField,
  deliver,
] as const;

type CallAction = (typeof callActions)[number];

/** What a rule does when it matches, as it is stored. Ids are UUIDs. */
export type RuleAction = ReturnType<CallAction['read']>;

/** An action as a person gives it: exactly one of these. Ids are typed ids. */
export type ActionInput = {
  readonly [Action in CallAction as Action['name']]?: z.input<Action['given']> | null;
};

const stored = z.looseObject({ kind: z.string() });

/** A stored action, ready to be done. Throws Refusal naming `field` when it means nothing today. */
export const boundAction = (row: unknown, field: string): RuleAct => {
  const { success, data } = stored.safeParse(row);
  const action = callActions.find(({ name }) => name === data?.kind);
  if (success && action) return action.bind(data, field);
  throw new Refusal('INVALID', `There is no action ${data?.kind ?? 'like this'} any more.`, field);
};

/** The same for all of a rule, each named by its place in `root`. */
export const boundActions = (rows: readonly unknown[], root: string): readonly RuleAct[] =>
  rows.map((row, at) => boundAction(row, `${root}[${at}]`));
