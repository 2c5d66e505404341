/** What the stand-in knows about objects: enough of Salesforce's own field list, and as strict. */

type FieldType = 'string' | 'phone' | 'picklist' | 'textarea' | 'int' | 'date' | 'boolean' | 'reference';

export interface Field {
  readonly type: FieldType;
  readonly length?: number;
  /** Present on restricted picklists. */
  readonly values?: readonly string[];
  readonly createOnly?: boolean;
  readonly readOnly?: boolean;
  readonly externalId?: boolean;
}

export interface ObjectType {
  /** First three characters of its ids. */
  readonly prefix: string;
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Objection {
  readonly errorCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

const text = (length: number): Field => ({ type: 'string', length });
const phone: Field = { type: 'phone', length: 40 };
const choice = (...values: string[]): Field => ({ type: 'picklist', length: 255, values });
const person = { FirstName: text(40), LastName: text(80), Phone: phone, MobilePhone: phone };

export const objectTypes = (keyField: string | null): Readonly<Record<string, ObjectType>> => ({
  Task: {
    prefix: '00T',
    required: [],
    fields: {
      Subject: text(255),
      Description: { type: 'textarea', length: 32_000 },
      Status: choice('Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'),
      Priority: choice('High', 'Normal', 'Low'),
      ActivityDate: { type: 'date' },
      TaskSubtype: {
        ...choice('Task', 'Call', 'Email', 'ListEmail', 'Cadence', 'LinkedIn'),
        createOnly: true,
      },
      CallType: choice('Internal', 'Inbound', 'Outbound'),
      CallDurationInSeconds: { type: 'int' },
      CallDisposition: text(255),
      CallObject: text(255),
      WhoId: { type: 'reference' },
      ...(keyField ? { [keyField]: { ...text(64), externalId: true } } : {}),
    },
  },
  Contact: {
    prefix: '003',
    required: ['LastName'],
    fields: { ...person, HomePhone: phone, OtherPhone: phone },
  },
  Lead: {
    prefix: '00Q',
    required: ['LastName', 'Company'],
    fields: {
      ...person,
      Company: text(255),
      LeadSource: { type: 'picklist', length: 255 },
      Description: { type: 'textarea', length: 32_000 },
      IsConverted: { type: 'boolean', readOnly: true },
    },
  },
});

const objection = (errorCode: string, message: string, ...fields: string[]): Objection => ({
  errorCode,
  message,
  fields,
});

const fits = (type: FieldType, value: unknown): boolean => {
  if (type === 'int') return Number.isInteger(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'date') return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  return typeof value === 'string';
};

const objectToField = (name: string, field: Field, value: unknown): Objection | null => {
  if (value === null) return null;
  if (!fits(field.type, value))
    return objection(
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of ${field.type} from ${String(value)}`,
    );
  if (typeof value === 'string' && field.length !== undefined && value.length > field.length)
    return objection(
      'STRING_TOO_LONG',
      `${name}: data value too large: ${value} (max length=${field.length})`,
      name,
    );
  if (field.values && !field.values.includes(String(value)))
    return objection(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${name}: bad value for restricted picklist field: ${value}`,
      name,
    );
  return null;
};

/** The first thing Salesforce would object to in a record, or null. */
export const objectTo = (
  type: string,
  { fields, required }: ObjectType,
  values: Readonly<Record<string, unknown>>,
  creating: boolean,
): Objection | null => {
  const unknown = Object.keys(values).find((name) => !fields[name]);
  if (unknown) return objection('INVALID_FIELD', `No such column '${unknown}' on sobject of type ${type}`);
  const fixed = Object.keys(values).filter(
    (name) => fields[name]?.readOnly || (!creating && fields[name]?.createOnly),
  );
  if (fixed.length > 0)
    return objection(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${fixed.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      ...fixed,
    );
  const missing = creating ? required.filter((name) => !values[name]) : [];
  if (missing.length > 0)
    return objection(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      ...missing,
    );
  for (const [name, value] of Object.entries(values)) {
    const field = fields[name];
    const found = field && objectToField(name, field, value);
    if (found) return found;
  }
  return null;
};
