import type { FormFieldFragment, IntegrationsQuery } from '../../generated/graphql.ts';

/** A connection that can tell a person something, and the form of whom it tells. */
export interface Teller {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly FormFieldFragment[];
}

/** Subject and text are the alert's own words; an action that takes a text can carry it. */
const ownWords: readonly string[] = ['subject', 'text'];

export const tellers = ({ connections, integrations }: IntegrationsQuery): readonly Teller[] =>
  connections.nodes.flatMap(({ id, label, state, integration }) => {
    const actions = integrations.find((each) => each.id === integration.id)?.actions ?? [];
    const action = actions.find(({ fields }) => fields.some(({ name }) => name === 'text'));
    if (!action || state !== 'ACTIVE') return [];
    return [{ id, label, fields: action.fields.filter(({ name }) => !ownWords.includes(name)) }];
  });
