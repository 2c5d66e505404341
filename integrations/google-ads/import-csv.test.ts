import { describe, expect, it } from 'vitest';
import type { ActionItem, ManualImport } from '../kit/integration.ts';
import { callImport, clickImport } from './import-csv.ts';
import type { CallSettings } from './settings.ts';
import { callAction, callItem, clickAction, clickItem } from './test-account.ts';

const lines = (text: string): readonly string[] => text.split('\r\n');
const textOf =
  ({ head, rows }: ManualImport<CallSettings>) =>
  (items: readonly ActionItem<CallSettings>[]): string =>
    head + rows(items);
const clickCsv = textOf(clickImport);
const callCsv = textOf(callImport);
const name = { conversionActionName: 'Qualified call' };

describe('files for the import by hand', () => {
  it('hold clicks in the columns Google reads, in UTC and saying so', () => {
    const items = [clickItem(1, { settings: name }), clickItem(2, { call: { value: null } })];
    expect(lines(clickCsv(items))).toEqual([
      'Parameters:TimeZone=+0000',
      'Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency',
      'click-1,Qualified call,2026-11-20 15:04:05+0000,149.9,USD',
      // Without its name Google refuses the row and says why.
      'click-2,7001,2026-11-20 15:04:05+0000,,',
      '',
    ]);
  });

  it('hold calls in the columns Google reads', () => {
    expect(lines(callCsv([callItem(1, { settings: name })]))).toEqual([
      'Parameters:TimeZone=+0000',
      "Caller's Phone Number,Call Start Time,Conversion Name,Conversion Time,Conversion Value,Conversion Currency",
      '+12125550101,2026-11-20 15:04:05+0000,Qualified call,2026-11-20 15:07:13+0000,149.9,USD',
      '',
    ]);
  });

  it('leave out what cannot be imported or must not be told', () => {
    const refused = { session: { consent: { adUserData: 'DENIED' as const } } };
    const clicks = [
      clickItem(1, { call: { clickIds: { gclid: null, gbraid: 'g' } } }),
      clickItem(2, { call: refused }),
      clickItem(3, { call: { confidence: 'AMBIGUOUS' } }),
    ];
    expect(lines(clickCsv(clicks))).toHaveLength(3);
    const calls = [
      callItem(1, { call: { caller: { withheld: 'ANONYMOUS' } } }),
      callItem(2, { call: refused }),
    ];
    expect(lines(callCsv(calls))).toHaveLength(3);
  });

  it.each([
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+1+cmd', "'+1+cmd"],
    ['two, words', '"two, words"'],
    ['two\r\nlines', '"two\r\nlines"'],
  ])('keep %s from being run or splitting a row', (given, cell) => {
    const text = clickCsv([clickItem(1, { settings: { conversionActionName: given } })]);
    expect(text).toContain(`click-1,${cell},2026-11-20`);
  });

  it('are the same in pieces', () => {
    const items = [clickItem(1), clickItem(2), clickItem(3)];
    const pieces = items.map((item) => clickImport.rows([item])).join('');
    expect(clickImport.head + pieces).toBe(clickCsv(items));
    expect(clickImport.rows([])).toBe('');
  });

  it('belong to their actions', () => {
    expect(clickAction.manualImport?.rows([clickItem(1)])).toBe(clickImport.rows([clickItem(1)]));
    expect(callAction.manualImport?.fileName).toBe('google-ads-call-conversions.csv');
  });
});
