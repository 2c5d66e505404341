import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldName, LabelOf } from '../../api/call-fields.tsx';
import type { CallRowFragment, CustomFieldDetailFragment } from '../../generated/graphql.ts';
import { CallClock } from '../../parts/call-clock.tsx';
import { CallState } from '../../parts/call-state.tsx';
import { customText } from '../../parts/custom-fields.ts';
import { count } from '../../parts/format.ts';
import { When } from '../../parts/when.tsx';
import {
  CallerCell,
  DeliveryDots,
  LeadCell,
  NumberCell,
  RecordingHint,
  SourceCell,
  TagsCell,
} from './call-cells.tsx';
import classes from './calls.module.css';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** Least width in pixels; what is left over is shared in proportion. */
  readonly width: number;
  /** True for what may be left out. */
  readonly optional: boolean;
  /** `mixed`: calls of several companies are in the list. */
  readonly cell: (call: CallRowFragment, mixed: boolean) => ReactNode;
}

const OutcomeCell = ({ call }: { call: CallRowFragment }) => (
  <>
    <div className={classes['raised']}>
      <CallState call={call} />
    </div>
    <Group gap={5} c="dimmed" mt={2}>
      <Text size="xs" className="numeric">
        <CallClock call={call} />
      </Text>
      <RecordingHint call={call} />
    </Group>
  </>
);

interface Draft extends Omit<Column, 'label'> {
  /** A field's own label; other columns show several fields, and have a title of their own. */
  readonly title: { readonly field: FieldName } | string;
}

const fixed = (id: string, title: Draft['title'], width: number, cell: Column['cell']): Draft => ({
  id,
  title,
  width,
  cell,
  optional: false,
});
const optional = (...column: Parameters<typeof fixed>): Draft => ({ ...fixed(...column), optional: true });

const builtIn: readonly Draft[] = [
  fixed('caller', 'Caller', 168, (call) => <CallerCell call={call} />),
  fixed('when', { field: 'startedAt' }, 136, (call) => (
    <When at={call.startedAt} zone={call.company.timeZone} stacked />
  )),
  fixed('outcome', { field: 'outcome' }, 140, (call) => <OutcomeCell call={call} />),
  optional('source', { field: 'source' }, 166, (call) => <SourceCell call={call} />),
  optional('number', 'Number', 142, (call, mixed) => <NumberCell call={call} mixed={mixed} />),
  optional('lead', 'Lead', 140, (call) => <LeadCell call={call} />),
  optional('tags', { field: 'tags' }, 114, (call) => <TagsCell call={call} />),
  optional('deliveries', 'Sent to', 124, (call) => (
    <div className={classes['raised']}>
      <DeliveryDots call={call} />
    </div>
  )),
];

const Plain = ({ text }: { text: string | null | undefined }) => (
  <Text size="sm" truncate c={text ? '' : 'dimmed'} className="numeric">
    {text || '–'}
  </Text>
);

/** Parts of the lead column on their own, for whoever wants to run an eye down them. */
const single: readonly Draft[] = [
  optional('score', { field: 'score' }, 70, ({ score }) => (
    <Plain text={typeof score === 'number' ? count(score) : null} />
  )),
  optional('assignee', { field: 'assignee' }, 120, ({ assignee }) => <Plain text={assignee?.name} />),
];

const customColumn = (field: CustomFieldDetailFragment): Draft =>
  optional(`field:${field.key}`, field.name, 130, (call) => {
    const value = call.customFields.find((each) => each.field.id === field.id);
    return <Plain text={value && customText(value)} />;
  });

/** Everything the list can show: its own columns and one for each field of calls. */
export const columnsFor = (
  customFields: readonly CustomFieldDetailFragment[],
  labelOf: LabelOf,
): readonly Column[] =>
  [
    ...builtIn,
    ...single,
    ...customFields.filter(({ subject, archived }) => subject === 'CALL' && !archived).map(customColumn),
  ].map(({ title, ...column }) => ({
    ...column,
    label: typeof title === 'string' ? title : labelOf(title.field),
  }));

/** What is shown until somebody chooses. */
export const usualColumns: readonly string[] = builtIn.map(({ id }) => id);
