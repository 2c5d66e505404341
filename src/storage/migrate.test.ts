import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createDb } from '../db.ts';
import { createQueues, deliverQueue } from '../delivery/queues.ts';
import { newId } from '../ids.ts';
import { projectRoot } from '../project-root.ts';
import { systemReach } from '../reach.ts';
import { migrate } from './migrate.ts';

/** An empty database whose owner is no superuser, as on a managed server. `admin` is the server's superuser in it. */
const ownedDatabase = async () => {
  const server = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
  const name = `ringpath_owner_${randomUUID().slice(0, 8)}`;
  await server.unsafe(`create role ${name} login createrole password 'only here'`);
  await server.unsafe(`create database ${name} owner ${name}`);
  const inside = new URL(inject('postgresUrl'));
  inside.pathname = `/${name}`;
  const admin = postgres(inside.href, { max: 1, onnotice: () => undefined });
  onTestFinished(async () => {
    await admin.end();
    await server.unsafe(`drop database ${name} with (force)`);
    for (const role of ['ringpath_app', 'ringpath_ingest'])
      await server.unsafe(`revoke ${role} from ${name} cascade`);
    await server.unsafe(`drop role ${name}`);
    await server.end();
  });
  const [version] = await server<
    { number: number }[]
  >`select current_setting('server_version_num')::int as number`;
  const modern = (version?.number ?? 0) >= 160000;
  // What who makes a role gets; this cluster's were made by its superuser.
  for (const role of ['ringpath_app', 'ringpath_ingest'])
    await server.unsafe(
      `grant ${role} to ${name} with admin ${modern ? 'true, set false, inherit false' : 'option'}`,
    );
  const url = new URL(inside);
  Object.assign(url, { username: name, password: 'only here' });
  return { url: url.href, admin };
};

/** A root whose migrations end before the one named. */
const rootBefore = async (tag: string): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'ringpath-migrations-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(join(projectRoot(), 'schema/migrations'), join(root, 'schema/migrations'), { recursive: true });
  const file = join(root, 'schema/migrations/meta/_journal.json');
  const journal: { readonly entries: readonly { readonly tag: string }[] } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag === tag),
  );
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  return root;
};

it('works for an owner who is no superuser, as on a managed database', async () => {
  const { url } = await ownedDatabase();
  await migrate(url, projectRoot(), createQueues);
  await migrate(url, projectRoot(), createQueues);

  const db = createDb({ url, connections: 2 });
  const read = { text: 'select count(*) from calls', params: [] };
  expect(await db.read(systemReach(newId(), 'test'), read)).toEqual([{ count: '0' }]);
  expect(await db.across([newId()], async (send) => ({ result: await send(read), last: [] }))).toEqual([
    { count: '0' },
  ]);
  await db.stop();
});

it('calls connections linked accounts in everything that is stored, and loses none of it', async () => {
  const { url, admin } = await ownedDatabase();
  await migrate(url, await rootBefore('0007_linked_accounts'), createQueues);
  const [account, link, other] = [newId(), newId(), newId()];
  const tag = { kind: 'addTag', tagId: other };
  const deliver = { kind: 'deliver', integration: 'webhook', settings: { connectionId: 'theirs' } };
  const actions = [tag, { ...deliver, connectionId: link }];
  const result = { woken: 1, samples: [{ deliveries: [{ connectionId: link, skipped: null }] }] };
  // Neither the company of the call nor the rule of the version is there.
  await admin`set session_replication_role = replica`;
  await admin`insert into calls (account_id, id, company_id, carrier, call_key, version, direction, status, started_at,
      first_time, tracking_number, confidence, evidence, facts)
    values (${account}, ${other}, ${account}, 'twilio', 'CA1', 1, 'INBOUND', 'ENDED', now(), true, '+12125550142', 'NONE', '{}', '{}')`;
  await admin`insert into accounts (id, name, alert_connection_id) values (${account}, 'Harbor', ${link})`;
  await admin`insert into connections (account_id, id, integration, label, settings, state)
    values (${account}, ${link}, 'webhook', 'Ours', '{}', 'ACTIVE')`;
  await admin`insert into deliveries (account_id, id, call_id, connection_id, integration, action, target, revision, key,
      settings, snapshot, automation_id, automation_version, state, due_at)
    values (${account}, ${newId()}, ${other}, ${link}, 'webhook', 'send-call', '', 1, 'k', '{}', '{}', ${other}, 1,
      'PENDING', now())`;
  await admin`insert into automation_versions (account_id, automation_id, version, trigger, filter, actions)
    values (${account}, ${other}, 1, 'CALL_ENDED', '{}', ${admin.json(actions)}),
      (${account}, ${other}, 2, 'CALL_ENDED', '{}', '[]')`;
  await admin`insert into runs (account_id, id, kind, state, input, result) values
    (${account}, ${newId()}, 'DRY_RUN', 'DONE', ${admin.json({ rule: { actions } })}, ${admin.json(result)}),
    (${account}, ${newId()}, 'REPLAY', 'RUNNING', ${admin.json({ ids: null, connectionId: link })}, null)`;
  await admin`insert into changes (account_id, kind, subject_id, detail)
    values (${account}, 'CONNECTION_CHANGED', ${link}, '{}'), (${account}, 'SETUP_CHANGED', ${link}, '{}')`;
  await admin`insert into audit_entries (account_id, id, kind, detail)
    values (${account}, ${newId()}, 'CONNECTION_DEAD', 'Ours does not answer any more')`;
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  await boss.start();
  await boss.send(deliverQueue, { accountId: account, deliveryId: other, connectionId: link });
  await boss.stop({ graceful: false });

  await migrate(url, projectRoot(), createQueues);

  expect(await admin`select id, state from linked_accounts`).toEqual([{ id: link, state: 'ACTIVE' }]);
  expect(await admin`select linked_account_id as id, company_id from deliveries`).toEqual([
    { id: link, company_id: account },
  ]);
  expect(await admin`select alert_linked_account_id as id from accounts`).toEqual([{ id: link }]);
  const renamed = [tag, { ...deliver, linkedAccountId: link }];
  expect(await admin`select actions from automation_versions order by version`).toEqual([
    { actions: renamed },
    { actions: [] },
  ]);
  expect(await admin`select input, result from runs order by kind`).toEqual([
    {
      input: { rule: { actions: renamed } },
      result: { woken: 1, samples: [{ deliveries: [{ linkedAccountId: link, skipped: null }] }] },
    },
    { input: { ids: null, linkedAccountId: link }, result: null },
  ]);
  expect(await admin`select kind from changes order by seq`).toEqual([
    { kind: 'LINKED_ACCOUNT_CHANGED' },
    { kind: 'SETUP_CHANGED' },
  ]);
  expect(await admin`select kind from audit_entries`).toEqual([{ kind: 'LINKED_ACCOUNT_DEAD' }]);
  expect(await admin`select data from pgboss.job where name = ${deliverQueue}`).toEqual([
    { data: { accountId: account, deliveryId: other, linkedAccountId: link } },
  ]);
});

it('turns the one dial of stored calls into dials', async () => {
  const { url, admin } = await ownedDatabase();
  await migrate(url, await rootBefore('0008_dials_and_words'), createQueues);
  const [accountId, companyId] = [newId(), newId()];
  await admin`insert into accounts (id, name) values (${accountId}, 'Harbor')`;
  await admin`insert into companies (account_id, id, name, time_zone, currency, country, public_key)
    values (${accountId}, ${companyId}, 'Harbor', 'UTC', 'USD', 'US', 'key')`;
  const leg = { key: 'CA2', destination: '+12125550100', ringAt: null, answerAt: null, endAt: null };
  const stored = {
    busy: { dial: { endReason: 'BUSY', talkSeconds: null, at: '2026-11-20T15:00:02.000Z' }, legs: [leg] },
    ringing: { dial: null, legs: [leg, { ...leg, key: 'CA3' }] },
    missed: { dial: null, legs: [] },
    unreadable: { legs: 5 },
  };
  for (const [key, facts] of Object.entries(stored))
    await admin`insert into calls (account_id, id, company_id, carrier, call_key, version, direction, status, started_at,
        first_time, tracking_number, confidence, evidence, facts)
      values (${accountId}, ${newId()}, ${companyId}, 'twilio', ${key}, 1, 'INBOUND', 'RINGING', now(),
        true, '+12125550142', 'NONE', '{}', ${admin.json(facts)})`;

  await migrate(url, projectRoot(), createQueues);
  const rows = await admin`select call_key, facts from calls`;
  expect(Object.fromEntries(rows.map((row) => [row['call_key'], row['facts']]))).toEqual({
    busy: { dials: [{ ...stored.busy.dial, place: null }], legs: [{ ...leg, place: null }] },
    ringing: { dials: [], legs: stored.ringing.legs.map((one) => ({ ...one, place: null })) },
    missed: { dials: [], legs: [] },
    unreadable: { legs: 5 },
  });
  const [wall] = await admin`select relforcerowsecurity as forced from pg_class where relname = 'calls'`;
  expect(wall).toEqual({ forced: true });
});
