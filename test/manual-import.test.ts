import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { addRule } from './support/harbor.ts';
import { startHarborWithVendors } from './support/vendors.ts';

const more = 2_300;
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

/** One conversion that was sent, and copies of its call, every third of which was sent nowhere. */
const startWithCopies = async (copies: number) => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId } = harbor;
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
  await callFromAd(harbor);
  await expect.poll(async () => (await rowsOf(harbor, 'google-ads'))[0]?.state).toBe('ACCEPTED');
  await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.execute(sql`
      with copies as (
        insert into calls select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'call_key', 'CA' || n))).*
        from calls c, generate_series(1, ${copies}::int) n returning id, call_key)
      insert into deliveries select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'call_id', c.id,
        'key', c.call_key))).* from deliveries d, copies c where substr(c.call_key, 3)::int % 3 > 0`),
  );
  const api = await graphqlFor(stack, accountId);
  const about = {
    from: day(-1),
    to: day(1),
    id: typedId('LinkedAccount', harbor.linkedAccounts['google-ads']),
  };
  const file = async (): Promise<string> => {
    const { data } = await api.ask(
      `query ($from: String!, $to: String!, $id: ID!) {
        manualImport(linkedAccountId: $id, actionId: "upload-conversion", from: $from, to: $to) { content } }`,
      about,
    );
    return data.manualImport.content;
  };
  return { stack, api, file };
};

it('writes every conversion into the file, however many there are', async () => {
  const { file } = await startWithCopies(more);
  const sent = 1 + more - Math.floor(more / 3);
  expect((await file()).match(/Cj0KCQiA-delivery/g)).toHaveLength(sent);
});

it('leaves the database to others, however many files are asked for', async () => {
  const { stack, api, file } = await startWithCopies(0);
  const admin = postgres(stack.databaseUrl, { max: 2, onnotice: () => undefined });
  onTestFinished(() => admin.end({ timeout: 1 }));
  const held = await admin.reserve();
  await held`begin`;
  await held`lock table deliveries in access exclusive mode`;
  const files = Promise.all(Array.from({ length: 12 }, file));
  const waiting = async () =>
    (await admin`select from pg_stat_activity where datname = current_database() and wait_event = 'relation'`)
      .length;
  await expect.poll(waiting).toBeGreaterThan(0);
  expect((await api.ask('{ calls(first: 5) { nodes { id } } }')).data.calls.nodes).toHaveLength(1);
  await held`commit`;
  held.release();
  expect(new Set(await files).size).toBe(1);
});

it('goes on in another file where one is full, and tears no call apart', async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId } = harbor;
  const other = deliver(harbor, 'google-ads', { conversionActionId: '987654322' });
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads'), other]);
  for (const talkSeconds of [61, 62]) await callFromAd(harbor, talkSeconds);
  await expect.poll(async () => (await rowsOf(harbor, 'google-ads')).length).toBe(4);
  const api = await graphqlFor(stack, accountId);
  const about = {
    from: day(-1),
    to: day(1),
    id: typedId('LinkedAccount', harbor.linkedAccounts['google-ads']),
  };
  const ask = async (after: string | null, rows: number) =>
    api.ask(
      `query ($from: String!, $to: String!, $id: ID!, $after: String, $rows: Int) {
        manualImport(linkedAccountId: $id, actionId: "upload-conversion", from: $from, to: $to, after: $after, rows: $rows) {
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
