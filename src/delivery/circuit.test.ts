import { describe, expect, it } from 'vitest';
import { Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import type { ExchangeRecord } from '../../integrations/kit/exchange.ts';
import type { ItemResult } from '../../integrations/kit/integration.ts';
import { patienceAsked } from './circuit.ts';

const answered = (status: number | null): readonly ExchangeRecord[] => [
  { at: '2026-11-20T15:04:05.000Z', request: 'POST /', status, response: null, error: null },
];
const later = (seconds?: number): ItemResult => ({
  status: 'failed',
  error: new RetryLater('Later.', seconds),
});
const refused: ItemResult = { status: 'failed', error: new Rejected('Never.') };
const done: ItemResult = { status: 'accepted', vendorId: '7', vendorUrl: null, confirmed: true };

describe('a plea for patience', () => {
  it.each<[string, readonly ExchangeRecord[], readonly ItemResult[], number | null]>([
    ['holds the linked account when the vendor is busy', answered(429), [later(30)], 30],
    ['holds it when part went through before', answered(503), [done, later(), later(7)], 7],
    ['holds it when nothing could be sent', [], [later(9)], 9],
    ['holds it when the vendor was not reached', answered(null), [later()], 1],
    ['holds it when another refusal is for all', answered(403), [later(60), later(60)], 60],
    ['about one row holds nothing', answered(200), [later(86_400)], null],
    ['about some rows holds nothing', answered(200), [later(86_400), done, refused], null],
    ['nobody uttered holds nothing', answered(429), [refused], null],
  ])('%s', (_, log, results, seconds) => {
    expect(patienceAsked(log, results)).toBe(seconds);
  });
});
