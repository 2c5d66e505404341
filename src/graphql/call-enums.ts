import { callFieldNames, callFields, inCapitals, storedFields } from '../call-fields/call-fields.ts';
import {
  type CallFieldGroup,
  type CallFieldKind,
  callFieldGroups,
  callFieldKinds,
  units,
} from '../call-fields/field.ts';
import { dimensions } from '../reports/dimensions.ts';
import { metrics } from '../reports/metrics.ts';
import { words } from './enums.ts';

const enums = new Map(
  callFieldNames.flatMap((name) => {
    const list = callFields[name].words;
    if (!list) return [];
    const meanings = Object.fromEntries(
      Object.entries(list.words).map(([word, [, meaning]]) => [word, meaning]),
    );
    return [[list.type, words(list.type, Object.keys(list.words), list.description, meanings)] as const];
  }),
);

/** The enum of a field's words, by its GraphQL name. */
export const callEnum = (type: string): object => {
  const made = enums.get(type);
  if (made) return made;
  throw new Error(`No field of a call has words called ${type}.`);
};

export const CallStatus = callEnum('CallStatus');
export const Confidence = callEnum('Confidence');
export const LeadStatus = callEnum('LeadStatus');

export const CallReportDimension = words(
  'CallReportDimension',
  dimensions.map(inCapitals),
  'What a report puts calls into groups by: fields of the call, as `callFields` lists them.',
  Object.fromEntries(dimensions.map((name) => [inCapitals(name), storedFields[name].meaning])),
);

export const CallReportMetric = words(
  'CallReportMetric',
  [...metrics.keys()],
  'What a report counts, as `callMetrics` lists it.',
  Object.fromEntries([...metrics].map(([name, { meaning }]) => [name, meaning])),
);

const ownGroups = ['CALL_CUSTOM', 'CALLER_CUSTOM'] as const;
export type ShownGroup = CallFieldGroup | (typeof ownGroups)[number];

export const CallFieldGroupEnum = words<ShownGroup>(
  'CallFieldGroup',
  [...callFieldGroups, ...ownGroups],
  'Where a picker puts a field.',
  {
    CALL: 'What happened on the line, and for whom.',
    SOURCE: 'Where the caller came from.',
    CALLER: 'Who called.',
    TIME: 'When it happened.',
    LEAD: 'What came of it.',
    CALL_CUSTOM: "The account's own fields on calls.",
    CALLER_CUSTOM: "The account's own fields on callers.",
  },
);

export type ShownKind = CallFieldKind | 'DATE';

export const CallFieldKindEnum = words<ShownKind>(
  'CallFieldKind',
  [...callFieldKinds, 'DATE'],
  'What the values of a field are.',
  {
    TEXT: 'Texts.',
    NUMBER: 'Numbers of the unit of the field.',
    TIME: 'Moments, ISO 8601.',
    BOOLEAN: 'Yes or no.',
    CHOICE: 'One of the `words` of the field.',
    ID: "Ids of the account's things.",
    TAGS: 'Tags, by id or name.',
    DATE: 'Days: `2026-11-20`.',
  },
);

export const CallFieldUnit = words('CallFieldUnit', units, 'What a number counts.', {
  CALLS: 'Calls.',
  CALLERS: 'Callers.',
  SECONDS: 'Seconds.',
  HOUR: 'The hour of a day, 0 to 23.',
  POINTS: 'Points of the lead score.',
  MONEY: 'An amount of money, in the currency said beside it.',
  SHARE: 'A part of one: 0.25 is a quarter.',
});
