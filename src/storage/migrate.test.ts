import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createDb } from '../db.ts';
import { createQueues } from '../delivery/queues.ts';
import { newId } from '../ids.ts';
import { projectRoot } from '../project-root.ts';
import { migrate } from './migrate.ts';

it('works for an owner who is no superuser, as on a managed database', async () => {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
  const name = `ringpath_owner_${randomUUID().slice(0, 8)}`;
  await admin.unsafe(`create role ${name} login createrole password 'only here'`);
  await admin.unsafe(`create database ${name} owner ${name}`);
  onTestFinished(async () => {
    await admin.unsafe(`drop database ${name} with (force)`);
    for (const role of ['ringpath_app', 'ringpath_ingest'])
      await admin.unsafe(`revoke ${role} from ${name} cascade`);
    await admin.unsafe(`drop role ${name}`);
    await admin.end();
  });
  const [version] = await admin<
    { number: number }[]
  >`select current_setting('server_version_num')::int as number`;
  const modern = (version?.number ?? 0) >= 160000;
  // What who makes a role gets; this cluster's were made by its superuser.
  for (const role of ['ringpath_app', 'ringpath_ingest'])
    await admin.unsafe(
      `grant ${role} to ${name} with admin ${modern ? 'true, set false, inherit false' : 'option'}`,
    );
  const url = new URL(inject('postgresUrl'));
  Object.assign(url, { username: name, password: 'only here', pathname: `/${name}` });
  await migrate(url.href, projectRoot(), createQueues);
  await migrate(url.href, projectRoot(), createQueues);

  const db = createDb({ url: url.href, connections: 2 });
  const read = { text: 'select count(*) from calls', params: [] };
  expect(await db.read(newId(), read)).toEqual([{ count: '0' }]);
  expect(await db.across([newId()], async (send) => ({ result: await send(read), last: [] }))).toEqual([
    { count: '0' },
  ]);
  await db.stop();
});
