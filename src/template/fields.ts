import type { CallSnapshot, CustomFieldValues } from '../../integrations/kit/vocabulary.ts';
import type { customFields } from '../../schema/index.ts';

export const fieldTypes = ['TEXT', 'NUMBER', 'EMAIL', 'PHONE', 'CURRENCY', 'DATE', 'BOOLEAN'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A property of a call that templates can name. */
export interface TemplateField {
  /** How a template names it: `caller.number`. */
  readonly path: string;
  readonly label: string;
  readonly type: FieldType;
  /** A value as it fills in. */
  readonly example: string;
  /** Its value as text; null where the call has none. */
  readonly read: (call: CallSnapshot) => string | null;
}

export type TemplateFields = ReadonlyMap<string, TemplateField>;

export type CustomField = Pick<
  typeof customFields.$inferSelect,
  'subject' | 'key' | 'name' | 'kind' | 'choices'
>;

type Value = string | number | boolean | null | undefined;

const textOf = (value: Value): string | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
};

const field = (
  path: string,
  label: string,
  type: FieldType,
  example: string,
  read: (call: CallSnapshot) => Value,
): TemplateField => ({ path, label, type, example, read: (call) => textOf(read(call)) });

const own: readonly TemplateField[] = [
  field('caller.number', 'Caller’s number', 'PHONE', '+12125550177', (call) => call.caller.number),
  field('caller.name', 'Caller’s name', 'TEXT', 'Robin Doe', (call) => call.caller.name),
  field('caller.email', 'Caller’s e-mail', 'EMAIL', 'robin@example.com', (call) => call.caller.email),
  field('caller.firstTime', 'First call of this caller', 'BOOLEAN', 'yes', (call) => call.caller.firstTime),
  field('caller.city', 'Caller’s city', 'TEXT', 'New York', (call) => call.caller.city),
  field('caller.region', 'Caller’s region', 'TEXT', 'NY', (call) => call.caller.region),
  field('caller.country', 'Caller’s country', 'TEXT', 'US', (call) => call.caller.country),
  field('id', 'Id of the call', 'TEXT', 'call_01k9r2m4x5e8kbw3n7q6t0v2yz', (call) => call.id),
  field('url', 'Page of the call', 'TEXT', 'https://calls.example.com/calls/call_01k9', (call) => call.url),
  field('direction', 'Direction', 'TEXT', 'INBOUND', (call) => call.direction),
  field('outcome', 'How it ended', 'TEXT', 'MISSED', (call) => call.outcome),
  field('startedAt', 'When it came in', 'DATE', '2026-11-20T15:04:05.000Z', (call) => call.startedAt),
  field('answeredAt', 'When it was taken', 'DATE', '2026-11-20T15:04:13.000Z', (call) => call.answeredAt),
  field('endedAt', 'When it ended', 'DATE', '2026-11-20T15:07:13.000Z', (call) => call.endedAt),
  field('ringSeconds', 'Seconds it rang', 'NUMBER', '8', (call) => call.ringSeconds),
  field('talkSeconds', 'Seconds somebody talked', 'NUMBER', '180', (call) => call.talkSeconds),
  field('durationSeconds', 'Seconds from ring to end', 'NUMBER', '188', (call) => call.durationSeconds),
  field('trackingNumber', 'Number that was dialled', 'PHONE', '+12125550142', (call) => call.trackingNumber),
  field('destination', 'Number that was rung', 'PHONE', '+12125550100', (call) => call.destination),
  field('tracker.name', 'Tracker', 'TEXT', 'Website pool', (call) => call.tracker?.name),
  field('company.name', 'Company', 'TEXT', 'Hudson Plumbing', (call) => call.company.name),
  field(
    'company.timeZone',
    'Company’s time zone',
    'TEXT',
    'America/New_York',
    (call) => call.company.timeZone,
  ),
  field('company.currency', 'Company’s currency', 'CURRENCY', 'USD', (call) => call.company.currency),
  field('source', 'Source', 'TEXT', 'google', (call) => call.source),
  field('medium', 'Medium', 'TEXT', 'cpc', (call) => call.medium),
  field('campaign', 'Campaign', 'TEXT', 'emergency-plumbing', (call) => call.campaign),
  field('keyword', 'Keyword', 'TEXT', 'plumber near me', (call) => call.keyword),
  field('landingPage', 'Landing page', 'TEXT', 'https://example.com/emergency', (call) => call.landingPage),
  field('referrer', 'Page before', 'TEXT', 'https://www.google.com/', (call) => call.referrer),
  field('clickAt', 'When the ad was clicked', 'DATE', '2026-11-20T14:58:00.000Z', (call) => call.clickAt),
  field('clickIds.gclid', 'Google click id', 'TEXT', 'Cj0KCQiA', (call) => call.clickIds.gclid),
  field('clickIds.gbraid', 'Google app click id', 'TEXT', '0AAAAAo4', (call) => call.clickIds.gbraid),
  field('clickIds.wbraid', 'Google web-to-app click id', 'TEXT', 'Cj8KCQ', (call) => call.clickIds.wbraid),
  field('clickIds.msclkid', 'Microsoft click id', 'TEXT', '5b1f3c', (call) => call.clickIds.msclkid),
  field('clickIds.fbclid', 'Meta click id', 'TEXT', 'IwAR0x', (call) => call.clickIds.fbclid),
  field('confidence', 'Confidence of the attribution', 'TEXT', 'EXACT', (call) => call.confidence),
  field('tags', 'Tags, with commas', 'TEXT', 'emergency, qualified', (call) => call.tags.join(', ')),
  field('leadStatus', 'Lead status', 'TEXT', 'QUALIFIED', (call) => call.leadStatus),
  field('value.amount', 'Value', 'NUMBER', '149.90', (call) => call.value?.amount),
  field('value.currency', 'Currency of the value', 'CURRENCY', 'USD', (call) => call.value?.currency),
  field('score', 'Lead score', 'NUMBER', '70', (call) => call.score),
  field('note', 'Newest note', 'TEXT', 'Asked for a quote.', (call) => call.note),
  field('assignee.name', 'Assigned to', 'TEXT', 'Alex Kim', (call) => call.assignee?.name),
  field(
    'assignee.email',
    'E-mail of who it is assigned to',
    'EMAIL',
    'alex@example.com',
    (call) => call.assignee?.email,
  ),
  field('recordingUrl', 'Recording', 'TEXT', 'https://example.com/recording', (call) => call.recordingUrl),
  field('test', 'Test call', 'BOOLEAN', 'no', (call) => call.test),
];

const customTypes = {
  TEXT: ['TEXT', 'Boiler'],
  NUMBER: ['NUMBER', '3'],
  CHOICE: ['TEXT', 'Boiler'],
  DATE: ['DATE', '2026-11-20'],
  CHECKBOX: ['BOOLEAN', 'yes'],
} as const satisfies Record<CustomField['kind'], readonly [FieldType, string]>;

const customField = ({ subject, key, name, kind, choices }: CustomField): TemplateField => {
  const [type, sample] = customTypes[kind];
  const example = kind === 'CHOICE' ? (choices[0] ?? sample) : sample;
  // `Object.hasOwn`: a key may be called like something every object has.
  const valueIn = (values: CustomFieldValues): Value => (Object.hasOwn(values, key) ? values[key] : null);
  return subject === 'CALL'
    ? field(`customFields.${key}`, name, type, example, (call) => valueIn(call.customFields))
    : field(`caller.customFields.${key}`, `Caller: ${name}`, type, example, (call) =>
        valueIn(call.caller.customFields),
      );
};

const made = new WeakMap<ReadonlyMap<string, CustomField>, TemplateFields>();

/** Everything templates of an account can name, by path. Made once for each picture of its setup. */
export const templateFieldsOf = (custom: ReadonlyMap<string, CustomField>): TemplateFields => {
  const known = made.get(custom);
  if (known) return known;
  const all = [...own, ...[...custom.values()].map(customField)];
  const fields = new Map(all.map((one) => [one.path, one]));
  made.set(custom, fields);
  return fields;
};
