import { describe, expect, it } from 'vitest';
import { Rejected, RetryLater } from '../kit/errors.ts';
import {
  accepted,
  callAction,
  callItem,
  connect,
  connectOlder,
  previewOf,
  problem,
  receiptOf,
  world,
} from './test-account.ts';

const confirm = (opaque: unknown, result: Parameters<typeof receiptOf>[0]) =>
  callAction.confirm?.(opaque, receiptOf(result), {});
const older = { adsApi: { customers: ['1234567890'] }, callActions: ['8001'] };

describe('call conversions', () => {
  it('are found by the hashed caller and the start of the call', async () => {
    const calls = [{ caller: '+12125550101', startedAt: '2026-11-20T15:04:05Z' }];
    const on = await world({ calls, callActions: ['8001'], processingSeconds: 0 });
    const { opaque, log } = await connect(on);
    const results = await callAction.run(opaque, [callItem(1), callItem(2)]);
    expect(on.standIn.ledger()).toMatchObject([
      {
        conversionActionId: '8001',
        callInfo: { startTimestamp: '2026-11-20T15:04:05Z' },
        conversionValue: 149.9,
      },
    ]);
    expect(await Promise.all(results.map((result) => confirm(opaque, result)))).toEqual([
      { status: 'confirmed' },
      { status: 'rejected', reason: 'Google did not count it (CALL_NOT_FOUND).' },
    ]);
    expect(JSON.stringify(log)).not.toContain('21255501');
  });

  it('are sent again when Google finds the call too recent', async () => {
    const on = await world({ processingSeconds: 0, recentClickSeconds: 12 * 3600 });
    const { opaque } = await connect(on);
    const [result] = await callAction.run(opaque, [callItem(1)]);
    await expect(confirm(opaque, result)).rejects.toMatchObject({ afterSeconds: 6 * 3600 });
    on.wait(6 * 3600);
    const again = await connect(on);
    const { vendorId } = accepted(result);
    const [second] = await callAction.run(again.opaque, [callItem(1, { vendorId })]);
    expect(await confirm(again.opaque, second)).toEqual({ status: 'confirmed' });
  });

  it('may be repeated: Google drops the second', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await callAction.run(opaque, [callItem(1)]);
    expect(accepted((await callAction.run(opaque, [callItem(1)]))[0]).status).toBe('accepted');
    expect(on.standIn.ledger()).toMatchObject([{ updates: 0, duplicates: 1 }]);
  });

  it('cannot be taken back, and keep their value: a new one is refused without asking', async () => {
    expect(callAction.retract).toBeUndefined();
    const on = await world({ processingSeconds: 0 });
    const first = await connect(on);
    const [given] = await callAction.run(first.opaque, [callItem(1)]);
    const { vendorId } = accepted(given);
    const { opaque, log } = await connect(on);
    const changed = { value: { amount: '900', currency: 'USD' } };
    const results = await callAction.run(opaque, [
      callItem(1, { revision: 2, vendorId, call: { tags: ['other'] } }),
      callItem(1, { revision: 2, vendorId, call: changed }),
    ]);
    expect(accepted(results[0])).toMatchObject({ vendorId, confirmed: true });
    expect(problem(results[1])).toBeInstanceOf(Rejected);
    expect(problem(results[1]).message).toMatch(/keeps the value it was first given/);
    expect(log.map(({ request }) => request.split('?')[0])).toEqual(['GET /v1/requestStatus:retrieve']);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 149.9 }]);
  });

  it('wait with a new value while Google decides on the first, and are sent when it refused that', async () => {
    const on = await world({ calls: [] });
    const first = await connect(on);
    const [given] = await callAction.run(first.opaque, [callItem(1)]);
    const { vendorId } = accepted(given);
    const changed = callItem(1, {
      revision: 2,
      vendorId,
      call: { value: { amount: '900', currency: 'USD' } },
    });
    expect(problem((await callAction.run(first.opaque, [changed]))[0])).toBeInstanceOf(RetryLater);
    on.wait(1800);
    const later = await connect(on);
    const [again] = await callAction.run(later.opaque, [changed]);
    expect(accepted(again).vendorId).not.toBe(vendorId);
    expect(accepted(again).confirmed).toBe(false);
  });

  it('keep their value, too, when Google has forgotten the upload', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    const change = { revision: 2, call: { value: { amount: '900', currency: 'USD' } } };
    const [kept] = await callAction.run(opaque, [callItem(1, { ...change, vendorId: 'old/0/1 USD' })]);
    expect(problem(kept).message).toMatch(/keeps the value it was first given/);
    expect(on.standIn.ledger()).toEqual([]);
  });

  it('are never sent for a withheld number', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const number = '+0000000000';
    const [result] = await callAction.run(opaque, [callItem(1, { call: { caller: { number } } })]);
    expect(problem(result).message).toMatch(/withheld/);
    expect(log).toEqual([]);
  });

  it('are blamed together when the conversion action takes clicks', async () => {
    const on = await world({ callActions: ['8002'] });
    const { opaque } = await connect(on);
    const [result] = await callAction.run(opaque, [callItem(1)]);
    expect(problem(result).message).toMatch(/productDestinationId/);
  });

  it('go to the older API in the clear, redacted in the log, and count at once', async () => {
    const on = await world(older);
    const { opaque, log } = await connectOlder(on);
    const results = await callAction.run(opaque, [callItem(1), callItem(2)]);
    expect(results.map((result) => accepted(result).confirmed)).toEqual([true, true]);
    expect(on.standIn.ledger()).toHaveLength(2);
    expect(JSON.stringify(log)).not.toContain('21255501');
    // A repeat after no answer meets what is there.
    expect(accepted((await callAction.run(opaque, [callItem(1)]))[0]).confirmed).toBe(true);
    expect(on.standIn.ledger()).toHaveLength(2);
    const { vendorId } = accepted(results[0]);
    const changed = { revision: 2, vendorId, call: { value: { amount: '900', currency: 'USD' } } };
    expect(problem((await callAction.run(opaque, [callItem(1, changed)]))[0])).toBeInstanceOf(Rejected);
  });

  it('show in a preview what would be sent', async () => {
    const on = await world(older);
    const { opaque, log } = await connectOlder(on);
    const settings = { customerId: '1234567890', path: 'GOOGLE_ADS_API' };
    const shown = previewOf(callAction, [callItem(1)], settings);
    await callAction.run(opaque, [callItem(1)]);
    expect(shown.map(({ request }) => request)).toEqual(log.map(({ request }) => request.split('\n')[0]));
  });
});
