import type { ActionItem } from '../kit/integration.ts';
import type { CallSnapshot } from '../kit/vocabulary.ts';
import { worthToTell } from './click-record.ts';
import { callConvertedAt, timestamp } from './moment.ts';
import { callerOf } from './person.ts';
import type { CallSettings } from './settings.ts';
import { moneyIn, type Worth, worthOf } from './worth.ts';

type Item = ActionItem<CallSettings>;
type Column = readonly [name: string, value: (item: Item) => string];

/** A spreadsheet would run what begins like a formula. Numbers, a caller's among them, are none. */
const plain = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

const cell = (text: string): string => {
  const safe = plain(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Google's import reads `yyyy-mm-dd hh:mm:ss` with an offset that has no colon. */
const time = (at: string): string => timestamp(at).replace('T', ' ').replace('Z', '+0000');

const nameOf = ({ settings }: Item): string => settings.conversionActionName || settings.conversionActionId;

const valueColumns = (worthIn: (item: Item) => Worth): readonly Column[] => [
  ['Conversion Value', (item) => moneyIn(worthIn(item))?.amount ?? ''],
  ['Conversion Currency', (item) => moneyIn(worthIn(item))?.currency ?? ''],
];

const clickColumns: readonly Column[] = [
  ['Google Click ID', ({ call }) => call.clickIds.gclid ?? ''],
  ['Conversion Name', nameOf],
  ['Conversion Time', ({ call }) => time(call.startedAt)],
  ...valueColumns(worthToTell),
];

const callColumns: readonly Column[] = [
  ["Caller's Phone Number", ({ call }) => callerOf(call) ?? ''],
  ['Call Start Time', ({ call }) => time(call.startedAt)],
  ['Conversion Name', nameOf],
  ['Conversion Time', ({ call }) => time(callConvertedAt(call))],
  ...valueColumns(({ call, settings }) => worthOf(call, settings)),
];

const mayShare = ({ session, company }: CallSnapshot): boolean => {
  const given = session?.consent.adUserData ?? 'UNKNOWN';
  return given === 'GRANTED' || (given === 'UNKNOWN' && !company.consentRequired);
};

const fileOf = (columns: readonly Column[], items: readonly Item[]): string =>
  [
    'Parameters:TimeZone=+0000',
    columns.map(([name]) => cell(name)).join(','),
    ...items.map((item) => columns.map(([, value]) => cell(value(item))).join(',')),
    '',
  ].join('\r\n');

/** Conversions of clicks in Google's import format. Calls without a gclid, which it asks for, are left out. */
export const clickConversionCsv = (items: readonly Item[]): string =>
  fileOf(
    clickColumns,
    items.filter(({ call }) => call.clickIds.gclid && call.confidence !== 'AMBIGUOUS' && mayShare(call)),
  );

/** Conversions of calls from ads in Google's import format. Calls of withheld numbers are left out. */
export const callConversionCsv = (items: readonly Item[]): string =>
  fileOf(
    callColumns,
    items.filter(({ call }) => callerOf(call) && mayShare(call)),
  );
