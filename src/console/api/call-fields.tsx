import { createContext, type ReactNode, useCallback, useContext } from 'react';
import type {
  CallFieldDetailFragment,
  CallFieldGroup,
  CallFilter,
  CallMetricDetailFragment,
} from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment CallFieldDetail on CallField {
    name
    label
    group
    kind
    description
    unit
    example
    optional
    words { value label description }
    type
    operators
    templateType
    dimension
    multiple
    ofTouch
    customField { id subject key kind company { id } }
  }
`);

graphql(`
  fragment CallMetricDetail on CallMetric {
    name
    label
    description
    unit
    additive
    shareable
  }
`);

/** What a call is and what can be counted of calls, as the server says it: every picker is made of it. */
export interface CallFields {
  readonly fields: readonly CallFieldDetailFragment[];
  readonly metrics: readonly CallMetricDetailFragment[];
}

const groupLabels: Record<CallFieldGroup, string> = {
  CALL: 'Call',
  SOURCE: 'Source',
  CALLER: 'Caller',
  TIME: 'When',
  LEAD: 'Lead',
  CALL_CUSTOM: 'Your fields on calls',
  CALLER_CUSTOM: 'Your fields on callers',
};
const groups = Object.keys(groupLabels) as CallFieldGroup[];

/** A menu of fields under the headings of their groups; what `item` makes nothing of is left out. */
export const byGroup = (
  fields: CallFields['fields'],
  item: (field: CallFieldDetailFragment) => { value: string; label: string }[],
) =>
  groups
    .map((group) => ({
      group: groupLabels[group],
      items: fields.filter((field) => field.group === group).flatMap(item),
    }))
    .filter(({ items }) => items.length > 0);

/** A field of every call; the compiler knows their names from what a filter may ask. */
export type FieldName = Exclude<
  keyof CallFilter,
  'all' | 'any' | 'not' | 'customFields' | 'callerCustomFields'
>;

export const fieldNamed = (name: FieldName, fields: CallFields['fields']): CallFieldDetailFragment => {
  const found = fields.find((field) => field.name === name);
  if (found) return found;
  throw new Error(`The server named no field ${name}.`);
};

const CallFieldsContext = createContext<CallFields | null>(null);

export const CallFieldsProvider = ({ value, children }: { value: CallFields; children: ReactNode }) => (
  <CallFieldsContext value={value}>{children}</CallFieldsContext>
);

export const useCallFields = (): CallFields => {
  const known = useContext(CallFieldsContext);
  if (!known) throw new Error('This page was shown before sign-in.');
  return known;
};

export type LabelOf = (name: FieldName) => string;

/** What people call a field: `labelOf('durationSeconds')`. */
export const useFieldLabels = (): LabelOf => {
  const { fields } = useCallFields();
  return useCallback((name) => fieldNamed(name, fields).label, [fields]);
};
