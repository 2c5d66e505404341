import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { newId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { addRule } from './support/harbor.ts';
import { startHarborWithVendors } from './support/vendors.ts';

it('gives a delivery its turn that has lost it', async () => {
  const harbor = await startHarborWithVendors({ delivery: { ...quick, lostAfter: 1, forgotten: 0.5 } });
  const { stack, accountId } = harbor;
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
  await callFromAd(harbor);
  await expect.poll(async () => (await rowsOf(harbor, 'webhook'))[0]?.state).toBe('CONFIRMED');
  const [row] = await rowsOf(harbor, 'webhook');
  const lost = ['PENDING', 'RETRYING', 'SENDING', 'UNKNOWN', 'NEEDS_RECONNECT'];
  const copies = lost.map((state) => ({ id: newId(), state }));
  await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.execute(sql`
      insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key,
        settings, snapshot, automation_id, automation_version, state, due_at, changed_at)
      select d.account_id, d.company_id, b.id, d.call_id, d.linked_account_id, d.integration, d.action, b.state, 1, d.key || b.state,
        d.settings, d.snapshot, d.automation_id, d.automation_version, b.state, now() - interval '1 hour', now() - interval '1 hour'
      from deliveries d, jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as b (id uuid, state text)
      where d.account_id = ${accountId}::uuid and d.id = ${row?.id}::uuid`),
  );
  await expect
    .poll(async () => (await rowsOf(harbor, 'webhook')).map(({ state }) => state))
    .toEqual(new Array(lost.length + 1).fill('CONFIRMED'));
});
