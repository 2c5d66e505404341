import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { newId, typedId } from '../src/ids.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { addRule } from './support/harbor.ts';
import { startHarborWithVendors } from './support/vendors.ts';

const more = 2_300;

it('writes every conversion into the file, however many there are', async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId } = harbor;
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
  await callFromAd(harbor);
  await expect.poll(async () => (await rowsOf(harbor, 'google-ads'))[0]?.state).toBe('ACCEPTED');
  const [row] = await rowsOf(harbor, 'google-ads');
  const copies = JSON.stringify(Array.from({ length: more }, () => ({ id: newId() })));
  await stack.db.inAccount(accountId, (tx) =>
    tx.execute(sql`
      insert into deliveries (account_id, id, call_id, connection_id, integration, action, target, revision, key,
        settings, snapshot, automation_id, automation_version, state, due_at)
      select d.account_id, b.id, d.call_id, d.connection_id, d.integration, d.action, b.id::text, 1, b.id::text,
        d.settings, d.snapshot, d.automation_id, d.automation_version, 'CONFIRMED', now()
      from deliveries d, jsonb_to_recordset(${copies}::jsonb) as b (id uuid)
      where d.account_id = ${accountId}::uuid and d.id = ${row?.id}::uuid`),
  );
  const api = await graphqlFor(stack, accountId);
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const { data } = await api.ask(
    `query ($from: String!, $to: String!, $id: ID!) {
      manualImport(connectionId: $id, actionId: "upload-conversion", from: $from, to: $to) { content }
    }`,
    { from: day(-1), to: day(1), id: typedId('Connection', harbor.connections['google-ads']) },
  );
  expect(data.manualImport.content.match(/Cj0KCQiA-delivery/g)).toHaveLength(more + 1);
});

it('goes on in another file where one is full, and tears no call apart', async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId } = harbor;
  const other = deliver(harbor, 'google-ads', { conversionActionId: '987654322' });
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads'), other]);
  for (const talkSeconds of [61, 62]) await callFromAd(harbor, talkSeconds);
  await expect.poll(async () => (await rowsOf(harbor, 'google-ads')).length).toBe(4);
  const api = await graphqlFor(stack, accountId);
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const about = { from: day(-1), to: day(1), id: typedId('Connection', harbor.connections['google-ads']) };
  const ask = async (after: string | null, rows: number) =>
    api.ask(
      `query ($from: String!, $to: String!, $id: ID!, $after: String, $rows: Int) {
        manualImport(connectionId: $id, actionId: "upload-conversion", from: $from, to: $to, after: $after, rows: $rows) {
          fileName content next } }`,
      { ...about, after, rows },
    );
  const files: string[][] = [];
  for (let after: string | null = null; files.length === 0 || after !== null; ) {
    const file: { content: string; next: string | null } = (await ask(after, 1)).data.manualImport;
    const { content, next } = file;
    const [zone, columns, ...rows] = content.trimEnd().split('\r\n');
    expect([zone, columns]).toEqual([
      'Parameters:TimeZone=+0000',
      expect.stringMatching(/^Google Click ID,/),
    ]);
    files.push(rows);
    after = next;
  }
  expect(files.map((rows) => rows.length)).toEqual([2, 2]);
  const whole = (await ask(null, 50_000)).data.manualImport;
  expect(whole.next).toBeNull();
  expect(whole.content.trimEnd().split('\r\n').slice(2)).toEqual(files.flat());
  const { errors } = await ask('not a place', 3);
  expect(errors?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'after' });
});
