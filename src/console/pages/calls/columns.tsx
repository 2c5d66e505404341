import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
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

const fixed = (id: string, label: string, width: number, cell: Column['cell']): Column => ({
  id,
  label,
  width,
  cell,
  optional: false,
});
const optional = (...column: Parameters<typeof fixed>): Column => ({ ...fixed(...column), optional: true });

const builtIn: readonly Column[] = [
  fixed('caller', 'Caller', 180, (call) => <CallerCell call={call} />),
  fixed('when', 'When', 128, (call) => <When at={call.startedAt} zone={call.company.timeZone} stacked />),
  fixed('outcome', 'Outcome', 140, (call) => <OutcomeCell call={call} />),
  optional('source', 'Source', 166, (call) => <SourceCell call={call} />),
  optional('number', 'Number', 150, (call, mixed) => <NumberCell call={call} mixed={mixed} />),
  optional('lead', 'Lead', 140, (call) => <LeadCell call={call} />),
  optional('tags', 'Tags', 114, (call) => <TagsCell call={call} />),
  optional('deliveries', 'Sent to', 112, (call) => (
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
const single: readonly Column[] = [
  optional('score', 'Score', 70, ({ score }) => (
    <Plain text={typeof score === 'number' ? count(score) : null} />
  )),
  optional('assignee', 'Assigned to', 120, ({ assignee }) => <Plain text={assignee?.name} />),
];

const customColumn = (field: CustomFieldDetailFragment): Column =>
  optional(`field:${field.key}`, field.name, 130, (call) => {
    const value = call.customFields.find((each) => each.field.id === field.id);
    return <Plain text={value && customText(value)} />;
  });

/** Everything the list can show: its own columns and one for each field of calls. */
export const columnsFor = (customFields: readonly CustomFieldDetailFragment[]): readonly Column[] => [
  ...builtIn,
  ...single,
  ...customFields.filter(({ subject, archived }) => subject === 'CALL' && !archived).map(customColumn),
];

/** What is shown until somebody chooses. */
export const usualColumns: readonly string[] = builtIn.map(({ id }) => id);
