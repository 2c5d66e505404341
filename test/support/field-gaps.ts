import { Column, getTableColumns, is, SQL } from 'drizzle-orm';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { calls } from '../../schema/index.ts';
import { callFieldNames, callFields } from '../../src/call-fields/call-fields.ts';

const entries = callFieldNames.map((name) => ({ name, ...callFields[name] }));

/** Columns of `calls` that are no field of a call: how it is kept, and what fields are made of. */
const insideOnly = [
  ...['accountId', 'id', 'carrier', 'callKey', 'version', 'createdAt'],
  ...['callerId', 'numberId', 'sessionId'],
  ...['evidence', 'facts', 'ruleEffects', 'scoreReasons', 'overflow', 'customValues'],
];

/** Members of a snapshot that integrations see and no field shows. */
const forIntegrations = [
  ...['version', 'session', 'customFields', 'caller.customFields'],
  ...['tracker.kind', 'company.consentRequired'],
];

const columnsIn = (part: unknown): readonly string[] => {
  if (is(part, Column)) return part.table === calls ? [part.name] : [];
  return is(part, SQL) ? part.queryChunks.flatMap(columnsIn) : [];
};

/** The call, noting which of its members are read: `caller.number`. */
const watched = (value: object, read: Set<string>, way = ''): object =>
  new Proxy(value, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol') return member;
      read.add(`${way}${key}`);
      return typeof member === 'object' && member !== null && !Array.isArray(member)
        ? watched(member, read, `${way}${key}.`)
        : member;
    },
    ownKeys: (target) => Reflect.ownKeys(target),
  });

const whole = exampleCall({
  assignee: { id: 'agt_01k9r2m4x5e8kbw3n7q6t0v2yz', name: 'Alex', email: 'alex@example.com' },
});

/** Columns of a call that nobody made an entry for. */
export const columnsWithoutEntry = (): readonly string[] => {
  const used = new Set(entries.flatMap(({ column }) => columnsIn(column)));
  return Object.entries(getTableColumns(calls))
    .filter(([key, column]) => !used.has(column.name) && !insideOnly.includes(key))
    .map(([key]) => `calls.${key} has no entry in src/call-fields`);
};

/** What an integration is told of a call and no entry reads. */
export const membersWithoutEntry = (): readonly string[] => {
  const read = new Set<string>();
  const call = watched(whole, read) as typeof whole;
  for (const { read: value, fill } of entries) {
    value(call);
    fill.read(call);
  }
  const members = Object.entries(whole).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [key, ...Object.keys(value).map((inner) => `${key}.${inner}`)]
      : [key],
  );
  return members.filter(
    (member) => !read.has(member) && !forIntegrations.some((way) => `${member}.`.startsWith(`${way}.`)),
  );
};
