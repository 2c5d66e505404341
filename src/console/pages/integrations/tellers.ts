import type { FormFieldFragment, IntegrationsQuery } from '../../generated/graphql.ts';

/** A linked account that can tell a person something, and the form of whom it tells. */
export interface Teller {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly FormFieldFragment[];
}

/** Subject and text are the alert's own words; an action that takes a text can carry it. */
const ownWords: readonly string[] = ['subject', 'text'];

/** What works, and what tells now even if it does not: nobody shall change it without seeing it. */
export const tellers = ({ linkedAccounts, integrations, viewer }: IntegrationsQuery): readonly Teller[] =>
  linkedAccounts.nodes.flatMap(({ id, label, state, integration }) => {
    const actions = integrations.find((each) => each.id === integration.id)?.actions ?? [];
    const action = actions.find(({ fields }) => fields.some(({ name }) => name === 'text'));
    const current = id === viewer.account.alertLinkedAccount?.id;
    if (!action || (state !== 'ACTIVE' && !current)) return [];
    const words = `${integration.name}: ${label}${state === 'ACTIVE' ? '' : ' (not connected)'}`;
    const fields = action.fields
      .filter(({ name }) => !ownWords.includes(name))
      // No call stands behind an alert, so nothing of one can be filled in.
      .map((field) => ({
        ...field,
        placeholder: field.placeholder?.includes('{{') ? null : field.placeholder,
      }));
    return [{ id, label: words, fields }];
  });
