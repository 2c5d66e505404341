import type { AutomationActionInput, AutomationChoicesQuery } from '../../generated/graphql.ts';
import type { ActionChoice } from './actions.ts';
import { type StatusChoices, valueByStatus } from './value-by-status.ts';

type Offer = AutomationChoicesQuery['automationActions'][number];
type Form = Pick<ActionChoice, 'fields' | 'input' | 'read' | 'errorField'> &
  Partial<Pick<ActionChoice, 'description'>>;

/** The server describes an action by the name of its input and the form of its settings. */
const inputOf = (name: string, settings: Readonly<Record<string, unknown>>) =>
  ({ [name]: settings }) as AutomationActionInput;

/** Actions whose settings are more than the server's forms can show. */
const ownForms: Readonly<Record<string, (lists: AutomationChoicesQuery, statuses: StatusChoices) => Form>> = {
  setValueByLeadStatus: valueByStatus,
};

const formOf = (
  { name, settings, fields }: Offer,
  lists: AutomationChoicesQuery,
  statuses: StatusChoices,
): Form | undefined =>
  fields
    ? {
        fields,
        input: (given) => inputOf(name, { ...(settings as object), ...given }),
        // `assign.agentIds.0` is about the list `agentIds`.
        errorField: (path) => path.split('.')[1] ?? '',
      }
    : ownForms[name]?.(lists, statuses);

/** What an automation does to the call itself. */
export const callActions = (
  lists: AutomationChoicesQuery,
  statuses: StatusChoices,
): readonly ActionChoice[] =>
  lists.automationActions.flatMap((offer) => {
    const form = formOf(offer, lists, statuses);
    const { name, label, group, description } = offer;
    const decided = offer.settings as Readonly<Record<string, unknown>>;
    const value = [name, ...Object.values(decided).map(String)].join(' ');
    return form ? [{ value, kind: name, decided, label, group, description, ...form }] : [];
  });
