import { describe, expect, it } from 'vitest';
import { RetryLater } from '../kit/errors.ts';
import { clickAction, clickItem, confirm, connect, world } from './test-account.ts';

describe('what became of it', () => {
  const clicks = new Map(
    [1, 2, 3].map((n) => [`click-${n}`, { kind: 'gclid' as const, at: '2026-11-20T14:58:00Z' }]),
  );

  it('is open for half an hour, then counted', async () => {
    const on = await world({ clicks });
    const { opaque } = await connect(on);
    const [result] = await clickAction.run(opaque, [clickItem(1)]);
    expect(await confirm(opaque, result)).toEqual({ status: 'pending', afterSeconds: 1800 });
    on.wait(1800);
    expect(await confirm((await connect(on)).opaque, result)).toEqual({ status: 'confirmed' });
  });

  it('is asked once, however many calls one upload held', async () => {
    const on = await world({ clicks, processingSeconds: 0 });
    const { opaque, log } = await connect(on);
    const results = await clickAction.run(opaque, [clickItem(1), clickItem(99), clickItem(3)]);
    expect(log).toHaveLength(1);
    const looks = await Promise.all(results.map((result) => confirm(opaque, result)));
    expect(looks.map((look) => look?.status)).toEqual(['confirmed', 'rejected', 'confirmed']);
    expect(log).toHaveLength(2);
  });

  it('differs by row', async () => {
    const on = await world({ clicks, processingSeconds: 0 });
    const { opaque } = await connect(on);
    const early = { call: { startedAt: '2026-11-20T14:57:59.000Z' } };
    const results = await clickAction.run(opaque, [
      clickItem(1),
      clickItem(99),
      clickItem(2, early),
      clickItem(3),
    ]);
    expect(await Promise.all(results.map((result) => confirm(opaque, result)))).toEqual([
      { status: 'confirmed' },
      { status: 'rejected', reason: 'Not counted: Google knows no such ad click (CLICK_NOT_FOUND).' },
      {
        status: 'rejected',
        reason: 'Not counted: the call began before the ad click (CONVERSION_PRECEDES_CLICK).',
      },
      { status: 'confirmed' },
    ]);
    expect(on.standIn.ledger()).toHaveLength(2);
  });

  it('may be "too early", which is not a rejection: the delivery goes again', async () => {
    const on = await world({ clicks, processingSeconds: 0, recentClickSeconds: 12 * 3600 });
    const { opaque } = await connect(on);
    const [result] = await clickAction.run(opaque, [clickItem(1)]);
    const error: unknown = await confirm(opaque, result)?.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({
      afterSeconds: 6 * 3600,
      message: expect.stringContaining('TOO_RECENT_CLICK'),
    });
    on.wait(6 * 3600);
    const [again] = await clickAction.run(opaque, [clickItem(1)]);
    expect(await confirm((await connect(on)).opaque, again)).toEqual({ status: 'confirmed' });
  });

  const report = (requestStatus: string, errorCounts: object[], warningCounts: object[] = []) => ({
    status: 200,
    body: {
      requestStatusPerDestination: [
        { requestStatus, errorInfo: { errorCounts }, warningInfo: { warningCounts } },
      ],
    },
  });
  const notFound = 'PROCESSING_ERROR_REASON_CLICK_NOT_FOUND';

  it.each([
    [
      'a duplicate is there already',
      report('FAILED', [{ reason: 'PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID', recordCount: '1' }]),
      { status: 'confirmed' },
    ],
    [
      'the indices may be strings',
      report('PARTIAL_SUCCESS', [{ reason: 'INVALID_GCLID', recordIndices: ['0'] }]),
      { status: 'rejected', reason: expect.stringContaining('INVALID_GCLID') },
    ],
    [
      'a row that is not among the named ones counts',
      report('PARTIAL_SUCCESS', [{ reason: notFound, recordCount: '1', recordIndices: [1] }]),
      { status: 'confirmed' },
    ],
    [
      'a row beside a list that was cut is not called confirmed',
      report('PARTIAL_SUCCESS', [{ reason: notFound, recordCount: '900', recordIndices: [1, 2] }]),
      { status: 'pending', afterSeconds: 86_400, reason: expect.stringContaining('does not say') },
    ],
    [
      'a row of a partial success that names nobody is neither confirmed nor rejected',
      report('PARTIAL_SUCCESS', [{ reason: notFound, recordCount: '1' }]),
      { status: 'pending', afterSeconds: 86_400, reason: expect.stringContaining('CLICK_NOT_FOUND') },
    ],
    [
      'everything failed for several reasons',
      report('FAILED', [{ reason: notFound }, { reason: 'PROCESSING_ERROR_REASON_DENIED_CONSENT' }]),
      { status: 'rejected', reason: expect.stringContaining('CLICK_NOT_FOUND, DENIED_CONSENT') },
    ],
    [
      'a new code is passed on',
      report('FAILED', [{ reason: 'PROCESSING_ERROR_REASON_SOMETHING_NEW' }]),
      { status: 'rejected', reason: 'Google did not count it (SOMETHING_NEW).' },
    ],
    [
      'a remark is passed on with the confirmation',
      report('SUCCESS', [], [{ reason: 'PROCESSING_WARNING_REASON_UNUSUAL_VALUE', recordCount: '1' }]),
      { status: 'confirmed', note: 'Google remarks: UNUSUAL_VALUE.' },
    ],
    [
      'a status there was not before is waited for',
      report('ON_HOLD', []),
      { status: 'pending', afterSeconds: 1800 },
    ],
    ['an outage is waited for', { status: 503, body: {} }, { status: 'pending', afterSeconds: 1800 }],
  ])('%s', async (_name, instead, expected) => {
    const on = await world({ processingSeconds: 0 });
    const { opaque } = await connect(on);
    const [result] = await clickAction.run(opaque, [clickItem(1)]);
    on.fail({ path: 'requestStatus', times: 1, instead });
    expect(await confirm(opaque, result)).toEqual(expected);
  });

  it('is unknown for a request Google never gave', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    const never = await clickAction.confirm?.(opaque, { requestId: 'never', index: 0 }, {});
    expect(never).toMatchObject({ status: 'rejected' });
  });
});
