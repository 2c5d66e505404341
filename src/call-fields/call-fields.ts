import type { calls } from '../../schema/index.ts';
import { callGroup } from './call.ts';
import { callerGroup } from './caller.ts';
import type { CallField, StoredField } from './field.ts';
import { leadGroup } from './lead.ts';
import { sourceGroup } from './source.ts';
import { timeGroup } from './time.ts';

/**
 * What a call is, one entry for each field. Filters, templates, reports, GraphQL and, through `callFields`,
 * the pickers of every frontend derive from it.
 *
 * A field has one name everywhere: its name on GraphQL's `Call`, without dots. What stands deeper there has the
 * way as one word (`company.timeZone` is `companyTimeZone`), and an account's thing answers to its own name
 * (`tracker`: compared by id, filled in and shown by name). A report's dimension is the name in capitals.
 */
const groups = { ...callGroup, ...sourceGroup, ...callerGroup, ...timeGroup, ...leadGroup };

export type CallFieldName = keyof typeof groups;
export const callFields: Readonly<Record<CallFieldName, CallField>> = groups;
export const callFieldNames = Object.keys(groups) as readonly CallFieldName[];

export type StoredFieldName = {
  [Name in CallFieldName]: (typeof groups)[Name] extends StoredField ? Name : never;
}[CallFieldName];

const isStored = (name: CallFieldName): name is StoredFieldName => callFields[name].column !== null;
/** The fields that filter. */
export const storedFieldNames: readonly StoredFieldName[] = callFieldNames.filter(isStored);
export const storedFields: Readonly<Record<StoredFieldName, StoredField>> = groups;

/** `firstTime` is `FIRST_TIME` where a report groups by it or counts it. */
export const inCapitals = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** Fields of `Call` that are columns of the same name: nothing but their entry is needed to show them. */
export type PlainFieldName = StoredFieldName & keyof typeof calls.$inferSelect;
const isPlain = (name: StoredFieldName): name is PlainFieldName => storedFields[name].plain;
export const plainFieldNames: readonly PlainFieldName[] = storedFieldNames.filter(isPlain);
