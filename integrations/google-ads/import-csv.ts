import type { ActionItem, ManualImport } from '../kit/integration.ts';
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

const linesOf = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');

const formatOf = (
  fileName: string,
  columns: readonly Column[],
  fits: (item: Item) => boolean,
): ManualImport<CallSettings> => ({
  fileName,
  head: linesOf([['Parameters:TimeZone=+0000'], columns.map(([name]) => name)]),
  rows: (items) => linesOf(items.filter(fits).map((item) => columns.map(([, value]) => value(item)))),
});

/** Conversions of clicks in Google's import format. Calls without a gclid, which it asks for, are left out. */
export const clickImport = formatOf(
  'google-ads-click-conversions.csv',
  clickColumns,
  ({ call }) => call.clickIds.gclid !== null && call.confidence !== 'AMBIGUOUS' && mayShare(call),
);

/** Conversions of calls from ads in Google's import format. Calls of withheld numbers are left out. */
export const callImport = formatOf(
  'google-ads-call-conversions.csv',
  callColumns,
  ({ call }) => callerOf(call) !== null && mayShare(call),
);
