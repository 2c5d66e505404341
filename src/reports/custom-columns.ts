import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import type { CustomField, Setup } from '../setup/setup.ts';

export const fieldFunctions = ['SUM', 'AVERAGE'] as const;
export type FieldFunction = (typeof fieldFunctions)[number];

/** A number of the account's own, added up or averaged. UUID of the field. */
export interface FieldMetric {
  readonly fieldId: string;
  readonly function: FieldFunction;
}

/** What a report knows about the account's own fields it was asked for. */
export interface CustomColumns {
  readonly groups: readonly CustomField[];
  readonly metrics: readonly { readonly field: CustomField; readonly function: FieldFunction }[];
}

const fieldOf = (id: string, setup: Setup, path: string): CustomField => {
  const field = setup.customFields.get(id);
  if (field) return field;
  throw new Refusal('NOT_FOUND', 'There is no such custom field in this account.', path);
};

export const customColumnsOf = (
  groups: readonly string[],
  metrics: readonly FieldMetric[],
  setup: Setup,
): CustomColumns => ({
  groups: groups.map((id, at) => fieldOf(id, setup, `groupByFields[${at}]`)),
  metrics: metrics.map(({ fieldId, function: name }, at) => {
    const path = `fieldMetrics[${at}].fieldId`;
    const field = fieldOf(fieldId, setup, path);
    if (field.kind === 'NUMBER') return { field, function: name };
    throw new Refusal('INVALID', `${field.name} holds no numbers.`, path);
  }),
});

const valuesOf = ({ subject }: CustomField): SQL =>
  subject === 'CALL'
    ? sql`${calls.customValues}`
    : sql`(select r.custom_values from callers r where r.account_id = ${calls.accountId} and r.id = ${calls.callerId})`;

/** The value as text; null where a call has none. A box that was never ticked is not ticked. */
export const fieldGroup = (field: CustomField): SQL => {
  const value = sql`${valuesOf(field)} ->> ${field.id}::text`;
  return field.kind === 'CHECKBOX' ? sql`coalesce(${value}, 'false')` : sql`(${value})`;
};

export const fieldLabel = ({ kind }: CustomField, value: string | null): string => {
  if (value === null) return 'Unknown';
  return kind === 'CHECKBOX' ? (value === 'true' ? 'Yes' : 'No') : value;
};

/** Over the calls that have a value; 0 where none has. */
export const fieldCounted = ({ field, function: name }: CustomColumns['metrics'][number]): SQL => {
  const value = sql`(${valuesOf(field)} -> ${field.id}::text)`;
  const number = sql`case when jsonb_typeof(${value}) = 'number' then (${value} #>> '{}')::float8 end`;
  return sql`coalesce(${sql.raw(name === 'SUM' ? 'sum' : 'avg')}(${number}), 0)::float8`;
};
