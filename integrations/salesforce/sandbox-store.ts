import { z } from 'zod';
import { type Objection, objectTo, objectTypes } from './sandbox-schema.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface StoredRecord {
  readonly type: string;
  readonly id: string;
  readonly values: Record<string, unknown>;
  /** Milliseconds since 1970; the search index learns of it later. */
  readonly savedAt: number;
  /** Came through the API, so it belongs to the ledger. */
  readonly accepted: boolean;
}

const memory = z.array(
  z.object({
    type: z.string(),
    id: z.string(),
    values: z.record(z.string(), z.unknown()),
    savedAt: z.number(),
    accepted: z.boolean(),
  }),
);

export interface StoreOptions {
  readonly keyField: string | null;
  /** Blocks a lead whose phone another contact or lead has, letter by letter. */
  readonly duplicateRule: boolean;
  readonly now: () => number;
}

export type Saved =
  | { readonly id: string; readonly created: boolean }
  | { readonly objections: readonly (Objection & { readonly duplicateResut?: unknown })[] }
  | { readonly several: readonly string[] };

const refuse = (errorCode: string, message: string, fields: readonly string[] = []): Saved => ({
  objections: [{ errorCode, message, fields }],
});

/** The records of one organisation and the rules of saving them. */
export const createStore = ({ keyField, duplicateRule, now }: StoreOptions) => {
  const types = objectTypes(keyField);
  const records: StoredRecord[] = [];

  const add = (type: string, values: Values, accepted: boolean): StoredRecord => {
    const prefix = types[type]?.prefix ?? '000';
    // The last three characters tell upper from lower case in the first fifteen: E for T and Q.
    const suffix = /[A-Z]/.test(prefix) ? 'EAA' : 'AAA';
    const id = `${prefix}${String(records.length + 1).padStart(12, '0')}${suffix}`;
    const record = { type, id, values: { ...values }, savedAt: accepted ? now() : 0, accepted };
    records.push(record);
    return record;
  };

  const reject = (type: string, values: Values, creating: boolean): Saved | null => {
    const kind = types[type];
    if (!kind) return refuse('NOT_FOUND', 'The requested resource does not exist');
    const found = objectTo(type, kind, values, creating);
    if (found) return { objections: [found] };
    const who = values['WhoId'];
    if (who && !records.some(({ id, type: of }) => id === who && (of === 'Contact' || of === 'Lead')))
      return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['WhoId']);
    return null;
  };

  const duplicateOf = (type: string, { Phone }: Values): Saved | null => {
    if (!duplicateRule || type !== 'Lead' || !Phone) return null;
    const twins = records.filter(({ type: of, values }) => of !== 'Task' && values['Phone'] === Phone);
    if (twins.length === 0) return null;
    const message = 'Use one of these records?';
    const matchResults = twins.map(({ id, type: entityType }) => ({
      entityType,
      errors: [],
      matchRecords: [
        {
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: { attributes: { type: entityType }, Id: id },
        },
      ],
      size: 1,
      success: true,
    }));
    const duplicateResut = {
      allowSave: false,
      duplicateRule: 'Leads_by_phone',
      duplicateRuleEntityType: 'Lead',
      errorMessage: message,
      matchResults,
    };
    return { objections: [{ duplicateResut, errorCode: 'DUPLICATES_DETECTED', message, fields: [] }] };
  };

  const create = (type: string, values: Values): Saved => {
    const refused = reject(type, values, true) ?? duplicateOf(type, values);
    return refused ?? { id: add(type, values, true).id, created: true };
  };

  const upsert = (type: string, field: string, key: string, values: Values): Saved => {
    if (!types[type]?.fields[field]?.externalId)
      return refuse('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${field}`);
    const found = records.filter((record) => record.type === type && record.values[field] === key);
    if (found.length > 1) return { several: found.map(({ id }) => id) };
    const [existing] = found;
    if (!existing) return create(type, { [field]: key, ...values });
    const refused = reject(type, values, false);
    if (refused) return refused;
    Object.assign(existing.values, values);
    return { id: existing.id, created: false };
  };

  /** Takes back the records as they were; those given at the start are among them. */
  const restore = (saved: unknown): void => {
    records.splice(0, records.length, ...memory.parse(saved));
  };

  return { types, records, add, create, upsert, restore };
};

export type Store = ReturnType<typeof createStore>;
