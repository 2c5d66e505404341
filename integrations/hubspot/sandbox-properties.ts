import { z } from 'zod';
import { e164, nationalDigits } from '../kit/phone.ts';
import { invalid, notFound, refuse } from './sandbox-answers.ts';

export type ObjectType = 'calls' | 'contacts';

interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly groupName: string;
  readonly type: string;
  readonly fieldType: string;
  readonly hasUniqueValue: boolean;
  readonly options: readonly { label: string; value: string; displayOrder: number; hidden: boolean }[];
  readonly readOnly: boolean;
}

const define = (
  groupName: string,
  name: string,
  type = 'string',
  more: { options?: readonly string[]; readOnly?: boolean; hasUniqueValue?: boolean } = {},
): PropertyDefinition => ({
  name,
  label: name,
  description: '',
  groupName,
  type,
  fieldType: type === 'enumeration' ? 'select' : 'text',
  hasUniqueValue: more.hasUniqueValue ?? false,
  options: (more.options ?? []).map((value, displayOrder) => ({
    label: value,
    value,
    displayOrder,
    hidden: false,
  })),
  readOnly: more.readOnly ?? false,
});

const stockDispositions = [
  'f240bbac-87c9-4f6e-bf70-924b57d47db7',
  '9d9162e7-6cf3-4944-bf63-4dff82258764',
  '73a0d17f-1163-4015-bdd5-ec830791da20',
  'b2cf5968-551e-4856-9783-52b3da59a7d0',
  '17b47fee-58de-441e-a44c-c6300d46f273',
];
const callStatuses =
  'BUSY CALLING_CRM_USER CANCELED COMPLETED CONNECTING FAILED IN_PROGRESS MISSED NO_ANSWER QUEUED RINGING';

const callDefinitions = (dispositions: readonly string[]): readonly PropertyDefinition[] => [
  define('call', 'hs_timestamp', 'datetime'),
  define('call', 'hs_call_title'),
  define('call', 'hs_call_body'),
  define('call', 'hs_call_duration', 'number'),
  define('call', 'hs_call_direction', 'enumeration', { options: ['INBOUND', 'OUTBOUND'] }),
  define('call', 'hs_call_disposition', 'enumeration', { options: dispositions }),
  define('call', 'hs_call_status', 'enumeration', { options: callStatuses.split(' ') }),
  define('call', 'hs_call_recording_url', 'url'),
  define('call', 'hs_call_from_number'),
  define('call', 'hs_call_to_number'),
  define('call', 'hs_call_source', 'enumeration', { options: ['INTEGRATIONS_PLATFORM'] }),
  define('call', 'hubspot_owner_id', 'owner'),
];

const contactDefinitions: readonly PropertyDefinition[] = [
  ...['firstname', 'lastname', 'phone', 'mobilephone'].map((name) => define('contactinformation', name)),
  define('contactinformation', 'email', 'string', { hasUniqueValue: true }),
  define('contactinformation', 'hubspot_owner_id', 'owner'),
  ...[
    'hs_object_id',
    'createdate',
    'lastmodifieddate',
    'notes_last_updated',
    'hs_searchable_calculated_phone_number',
    'hs_searchable_calculated_mobile_number',
  ].map((name) => define('contactinformation', name, 'string', { readOnly: true })),
];

const propertyCreate = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  label: z.string().min(1),
  groupName: z.string(),
  type: z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']),
  fieldType: z.string(),
  description: z.string().default(''),
  hasUniqueValue: z.boolean().default(false),
  formField: z.boolean().optional(),
  hidden: z.boolean().optional(),
  displayOrder: z.int().optional(),
});

const kept = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  groupName: z.string(),
  type: z.string(),
  fieldType: z.string(),
  hasUniqueValue: z.boolean(),
  options: z.array(
    z.object({ label: z.string(), value: z.string(), displayOrder: z.int(), hidden: z.boolean() }),
  ),
  readOnly: z.boolean(),
});
const memory = z.object({ calls: z.array(kept), contacts: z.array(kept) });

/** National digits as HubSpot calculates them for its search. */
export const searchableDigits = (written: string | undefined): string => {
  const number = written ? e164(written, 'US') : null;
  return number ? nationalDigits(number) : (written ?? '').replace(/\D/g, '');
};

interface SchemaOptions {
  readonly refuseUniqueProperties: boolean;
  readonly dispositions: readonly string[] | undefined;
  readonly owners: readonly string[];
}

/** The portal's property definitions, and the check of values against them. */
export const createSchema = (options: SchemaOptions) => {
  const byType: Record<ObjectType, Map<string, PropertyDefinition>> = {
    calls: new Map(callDefinitions(options.dispositions ?? stockDispositions).map((one) => [one.name, one])),
    contacts: new Map(contactDefinitions.map((one) => [one.name, one])),
  };

  const definition = (type: ObjectType, name: string): PropertyDefinition => {
    const found = byType[type].get(name);
    if (found) return found;
    throw invalid(`Property "${name}" does not exist`, {
      code: 'PROPERTY_DOESNT_EXIST',
      context: { propertyName: [name] },
    });
  };

  const fits = ({ type, options: choices }: PropertyDefinition, value: string): boolean => {
    if (value === '') return true;
    if (type === 'enumeration') return choices.some((choice) => choice.value === value);
    if (type === 'number') return Number.isFinite(Number(value));
    if (type === 'datetime') return /^\d{13}$/.test(value) || /^\d{4}-.*Z$/.test(value);
    if (type === 'url') return URL.canParse(value);
    if (type === 'owner') return options.owners.includes(value);
    return true;
  };

  return {
    read: (type: ObjectType, name: string): PropertyDefinition => {
      const found = byType[type].get(name);
      if (!found) throw notFound(`No property "${name}"`);
      return found;
    },
    add: (type: ObjectType, body: unknown): PropertyDefinition => {
      const parsed = propertyCreate.safeParse(body);
      if (!parsed.success) throw invalid(`Invalid input JSON: ${z.prettifyError(parsed.error)}`);
      if (byType[type].has(parsed.data.name))
        throw refuse(409, 'CONFLICT', `A property named '${parsed.data.name}' already exists.`);
      const groups = new Set([...byType[type].values()].map(({ groupName }) => groupName));
      if (!groups.has(parsed.data.groupName)) throw invalid(`No group "${parsed.data.groupName}"`);
      if (parsed.data.hasUniqueValue && options.refuseUniqueProperties)
        throw invalid('The limit of unique properties is reached');
      const { name, label, description, groupName, fieldType, hasUniqueValue, type: kind } = parsed.data;
      const made = { ...define(groupName, name, kind, { hasUniqueValue }), label, description, fieldType };
      byType[type].set(name, made);
      return made;
    },
    definition,
    save: () => ({ calls: [...byType.calls.values()], contacts: [...byType.contacts.values()] }),
    restore: (saved: unknown): void => {
      const { calls, contacts } = memory.parse(saved);
      for (const one of calls) byType.calls.set(one.name, one);
      for (const one of contacts) byType.contacts.set(one.name, one);
    },
    uniqueNames: (type: ObjectType): readonly string[] =>
      [...byType[type].values()].filter((one) => one.hasUniqueValue).map(({ name }) => name),
    checkValues: (type: ObjectType, properties: Readonly<Record<string, string>>): void => {
      for (const [name, value] of Object.entries(properties)) {
        const found = definition(type, name);
        if (found.readOnly)
          throw invalid(`"${name}" is a read only property`, { code: 'READ_ONLY_VALUE', in: name });
        if (!fits(found, value))
          throw invalid(`Property values were not valid: ${name} does not take "${value}"`, {
            code: found.type === 'enumeration' ? 'INVALID_OPTION' : 'INVALID_VALUE',
            context: { propertyName: [name] },
          });
      }
    },
  };
};
export type Schema = ReturnType<typeof createSchema>;
