import { describe, expect, it } from 'vitest';
import { typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf, states } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { addRule } from './support/harbor.ts';
import { startHarborWithVendors } from './support/vendors.ts';

const script = { ringSeconds: 1, answered: true, talkSeconds: 90 };

const day = (zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
const aDay = 86_400_000;
const around = {
  from: new Date(Date.now() - 2 * aDay).toISOString().slice(0, 10),
  to: new Date(Date.now() + 2 * aDay).toISOString().slice(0, 10),
};

const report = `query ($from: String!, $to: String!, $id: ID) {
  conversionReport(from: $from, to: $to, linkedAccountId: $id) {
    day target sent accepted confirmed retracted waiting
    rejected { reason count } skipped { reason count } values { amount currency }
    action { id } linkedAccount { id }
  }
}`;

describe('what Google was told', () => {
  it('is told place by place and day by day, each call once as it stands now', async () => {
    const harbor = await startHarborWithVendors({ delivery: { ...quick, firstConfirm: 3600 } });
    const api = await graphqlFor(harbor.stack, harbor.accountId);
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
    await callFromAd(harbor);
    await callFromAd(harbor);
    await harbor.carrier.placeCall({ from: '+12125550178', to: '+12125550142', script });
    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['ACCEPTED', 'ACCEPTED', 'SKIPPED']);
    const [kept, spam] = await rowsOf(harbor, 'google-ads');
    const editor = systemReach(harbor.accountId, 'test');
    const edit = harbor.stack.edits.updateCall;
    await edit(editor, kept?.callId ?? '', { value: { amount: '99.90', currency: 'USD' } });
    await edit(editor, spam?.callId ?? '', { leadStatus: 'SPAM' });
    await expect
      .poll(async () => (await states(harbor, 'google-ads')).toSorted())
      .toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'SKIPPED']);

    const linkedAccountId = typedId('LinkedAccount', harbor.linkedAccounts['google-ads']);
    const { data, errors } = await api.ask(report, { ...around, id: linkedAccountId });
    expect(errors).toBeUndefined();
    const about = {
      day: day(harbor.company.timeZone),
      action: { id: expect.stringContaining('upload-conversion') },
    };
    expect(data.conversionReport).toEqual([
      {
        ...about,
        linkedAccount: { id: linkedAccountId },
        target: '987654321',
        sent: 2,
        accepted: 2,
        confirmed: 0,
        rejected: [],
        skipped: [{ reason: expect.stringMatching(/click/i), count: 1 }],
        retracted: 0,
        waiting: 0,
        values: [{ amount: '99.90', currency: 'USD' }],
      },
    ]);

    const year = { from: new Date(Date.now() - 360 * aDay).toISOString().slice(0, 10), to: around.to };
    const whole = await api.ask(report, { ...year, id: linkedAccountId });
    expect(whole.data).toEqual(data);

    const file = await api.ask(
      `query ($from: String!, $to: String!, $id: ID!) {
        manualImport(linkedAccountId: $id, actionId: "upload-conversion", from: $from, to: $to) { fileName content }
      }`,
      { ...around, id: linkedAccountId },
    );
    expect(file.data.manualImport.fileName).toMatch(/\.csv$/);
    expect(file.data.manualImport.content.match(/Cj0KCQiA-delivery/g)).toHaveLength(1);
    expect(file.data.manualImport.content).toContain('99.9');
  });

  it('says of a call that was never sent why not, before anything is sent', async () => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    const api = await graphqlFor(harbor.stack, harbor.accountId);
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await harbor.carrier.placeCall({ from: '+12125550178', to: '+12125550142', script });
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED', 'CONFIRMED']);
    const asked = (await rowsOf(harbor, 'webhook')).map(async ({ callId }) => {
      const { data } = await api.ask(
        `query ($call: ID!, $linkedAccount: ID!) {
          deliveryEligibility(callId: $call, linkedAccountId: $linkedAccount, action: "upload-conversion",
            settings: { conversionActionId: "987654321" }) { eligible reason delivery { id } }
        }`,
        {
          call: typedId('Call', callId),
          linkedAccount: typedId('LinkedAccount', harbor.linkedAccounts['google-ads']),
        },
      );
      return data.deliveryEligibility;
    });
    expect(await Promise.all(asked)).toEqual([
      { eligible: true, reason: null, delivery: null },
      { eligible: false, reason: expect.stringMatching(/click/i), delivery: null },
    ]);
    expect(harbor.sandboxes['google-ads'].ledger()).toEqual([]);
  });

  it('is summed up as it was told, and told the same no second time', async () => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    const api = await graphqlFor(harbor.stack, harbor.accountId);
    const settings = { value: 'FIXED', fixedValue: 12.5, fixedCurrency: 'EUR' };
    await addRule(harbor, 'CALL_ENDED', {}, [
      { kind: 'setValue', amount: '500.00', currency: 'USD' },
      deliver(harbor, 'google-ads', settings),
      deliver(harbor, 'webhook'),
    ]);
    await callFromAd(harbor);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['ACCEPTED', 'ACCEPTED']);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED', 'CONFIRMED']);
    const { data } = await api.ask(report, { ...around, id: null });
    const values = data.conversionReport.map((row: { target: string; values: object[] }) => [
      row.target,
      row.values,
    ]);
    expect(Object.fromEntries(values)).toEqual({
      '987654321': [{ amount: '25.00', currency: 'EUR' }],
      '': [],
    });

    const [row] = await rowsOf(harbor, 'google-ads');
    const ask = async (given: object) => {
      const answer = await api.ask(
        `query ($call: ID!, $linkedAccount: ID!, $settings: JSONObject!) {
          deliveryEligibility(callId: $call, linkedAccountId: $linkedAccount, action: "upload-conversion", settings: $settings) {
            eligible reason delivery { id }
          }
        }`,
        {
          call: typedId('Call', row?.callId ?? ''),
          linkedAccount: typedId('LinkedAccount', harbor.linkedAccounts['google-ads']),
          settings: { conversionActionId: '987654321', ...given },
        },
      );
      return answer.data.deliveryEligibility;
    };
    const delivery = { id: typedId('Delivery', row?.id ?? '') };
    expect(await ask(settings)).toEqual({
      eligible: false,
      reason: 'Exactly this is there already.',
      delivery,
    });
    expect(await ask({ ...settings, fixedValue: 13 })).toEqual({ eligible: true, reason: null, delivery });
  });

  it('refuses what is no period and what has no file format', async () => {
    const harbor = await startHarborWithVendors();
    const api = await graphqlFor(harbor.stack, harbor.accountId);
    const { errors } = await api.ask(report, { from: '2026-02-30', to: '2026-03-01' });
    expect(errors?.[0]?.message).toContain('2026-11-20');
    const file = await api.ask(
      `query ($id: ID!) { manualImport(linkedAccountId: $id, actionId: "send-call", from: "2026-11-01", to: "2026-11-02") { fileName } }`,
      { id: typedId('LinkedAccount', harbor.linkedAccounts.webhook) },
    );
    expect(file.errors?.[0]?.message).toContain('no import format');
  });
});
