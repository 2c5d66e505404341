import { z } from 'zod';
import { invalid, refuse } from './sandbox-answers.ts';
import { type ObjectType, type Schema, searchableDigits } from './sandbox-properties.ts';
import { isFound, type Search } from './sandbox-search.ts';

export interface StoredRecord {
  readonly id: string;
  readonly createdAt: Date;
  updatedAt: Date;
  properties: Record<string, string>;
  /** Times it was created or updated. */
  writes: number;
}

const storedRecord = z.object({
  id: z.string(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  properties: z.record(z.string(), z.string()),
  writes: z.int(),
});
const memory = z.object({
  nextId: z.int(),
  calls: z.array(storedRecord),
  contacts: z.array(storedRecord),
});

interface RecordOptions {
  /** Milliseconds until the search finds a new record. */
  readonly searchLagMs: number;
  /** The portal's own validation rules: contact properties that may not be empty. */
  readonly requiredContactProperties: readonly string[];
  readonly now: () => Date;
}

const conflict = (type: ObjectType, name: string, id: string, value: string): Error =>
  type === 'contacts' && name === 'email'
    ? refuse(409, 'OBJECT_ALREADY_EXISTS', `Contact already exists. Existing ID: ${id}`)
    : invalid(`Property values were not valid: ${id} already has the value ${value} for ${name}`, {
        code: 'CONFLICTING_UNIQUE_VALUE',
        context: { propertyName: [name] },
      });

/** Records with HubSpot's rules: known properties, required ones, unique ones, a search that lags. */
export const createRecords = (schema: Schema, options: RecordOptions) => {
  const stored: Record<ObjectType, Map<string, StoredRecord>> = { calls: new Map(), contacts: new Map() };
  // Above what a phone number's digits look like to a masking log.
  let nextId = 70_000_000_001;

  const byUnique = (type: ObjectType, name: string, value: string): StoredRecord | undefined =>
    [...stored[type].values()].find(({ properties }) => properties[name] === value);

  const calculated = (type: ObjectType, record: StoredRecord): Record<string, string> =>
    type === 'calls'
      ? record.properties
      : {
          ...record.properties,
          lastmodifieddate: record.updatedAt.toISOString(),
          hs_searchable_calculated_phone_number: searchableDigits(record.properties['phone']),
          hs_searchable_calculated_mobile_number: searchableDigits(record.properties['mobilephone']),
        };

  const check = (
    type: ObjectType,
    properties: Readonly<Record<string, string>>,
    existing?: StoredRecord,
  ): void => {
    schema.checkValues(type, properties);
    const after = { ...existing?.properties, ...properties };
    const required = type === 'calls' ? ['hs_timestamp'] : options.requiredContactProperties;
    const missing = required.find((name) => !after[name]);
    if (missing)
      throw invalid(
        `Error creating ${type.toUpperCase()}. Some required properties were not set: ${missing}`,
        {
          code: 'MISSING_REQUIRED_PROPERTY',
          context: { properties: [missing] },
        },
      );
    for (const name of schema.uniqueNames(type)) {
      const value = properties[name];
      const other = value ? byUnique(type, name, value) : undefined;
      if (value && other && other !== existing) throw conflict(type, name, other.id, value);
    }
  };

  const insert = (
    type: ObjectType,
    properties: Readonly<Record<string, string>>,
    at = options.now(),
  ): StoredRecord => {
    const id = String(nextId++);
    const record = { id, createdAt: at, updatedAt: at, properties: { ...properties }, writes: 1 };
    stored[type].set(id, record);
    return record;
  };

  const change = (record: StoredRecord, properties: Readonly<Record<string, string>>): StoredRecord => {
    record.properties = { ...record.properties, ...properties };
    record.updatedAt = options.now();
    record.writes += 1;
    return record;
  };

  return {
    check,
    insert,
    change,
    /** A record that has been there for long: the search finds it. */
    seed: (type: ObjectType, properties: Readonly<Record<string, string>>): StoredRecord =>
      insert(type, properties, new Date(options.now().getTime() - options.searchLagMs)),
    /** By id, or by the value of a unique property. */
    find: (type: ObjectType, id: string, idProperty?: string): StoredRecord | undefined => {
      if (!idProperty || idProperty === 'hs_object_id') return stored[type].get(id);
      if (!schema.definition(type, idProperty).hasUniqueValue)
        throw invalid(`Property "${idProperty}" is not a unique property`);
      return byUnique(type, idProperty, id);
    },
    remove: (type: ObjectType, id: string): boolean => stored[type].delete(id),
    save: () => ({
      nextId,
      calls: [...stored.calls.values()],
      contacts: [...stored.contacts.values()],
    }),
    restore: (saved: unknown): void => {
      const kept = memory.parse(saved);
      nextId = kept.nextId;
      for (const record of kept.calls) stored.calls.set(record.id, record);
      for (const record of kept.contacts) stored.contacts.set(record.id, record);
    },
    all: (type: ObjectType): readonly StoredRecord[] => [...stored[type].values()],
    search: (type: ObjectType, search: Search): readonly StoredRecord[] => {
      for (const { propertyName } of search.filterGroups.flatMap(({ filters }) => filters))
        schema.definition(type, propertyName);
      const visible = options.now().getTime() - options.searchLagMs;
      return [...stored[type].values()].filter(
        (record) => record.createdAt.getTime() <= visible && isFound(search, calculated(type, record)),
      );
    },
    /** A record as HubSpot answers it, with the properties asked for and those it always adds. */
    show: (type: ObjectType, record: StoredRecord, names?: readonly string[]): Record<string, unknown> => {
      const values = calculated(type, record);
      const wanted = names
        ? Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
        : record.properties;
      return {
        id: record.id,
        properties: { ...wanted, hs_object_id: record.id },
        createdAt: record.createdAt.toISOString(),
        updatedAt: record.updatedAt.toISOString(),
        archived: false,
      };
    },
  };
};
