import { Refusal } from '../errors.ts';
import type { Reading } from './actions/call-action.ts';
import { type ActionInput, callActions, type RuleAction } from './actions/list.ts';

const most = 20;

const names = callActions.map(({ name }) => name);

const actionIn = (given: ActionInput, about: Reading, field: string): RuleAction => {
  const [action, ...others] = callActions.filter(({ name }) => given[name]);
  if (action && others.length === 0) return action.read(given[action.name], about, `${field}.${action.name}`);
  const offered = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  throw new Refusal('INVALID', `Give exactly one of ${offered}.`, field);
};

/** Actions as they are stored. Throws Refusal naming the one at fault below `field`. */
export const actionsIn = (
  given: readonly ActionInput[],
  about: Reading,
  field: string,
): readonly RuleAction[] => {
  if (given.length === 0) throw new Refusal('INVALID', 'Give at least one action.', field);
  if (given.length > most) throw new Refusal('TOO_LARGE', `Give at most ${most} actions.`, field);
  return given.map((action, at) => actionIn(action, about, `${field}[${at}]`));
};
