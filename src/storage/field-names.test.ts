import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { automations, automationVersions, runs, scoreCriteria } from '../../schema/index.ts';
import { testDb } from '../../test/support/database.ts';
import { seedAccount } from '../../test/support/seed.ts';
import { newId } from '../ids.ts';
import { projectRoot } from '../project-root.ts';
import { systemReach } from '../reach.ts';

const before = {
  all: [
    { duration: { gte: 60 }, callerCity: { eq: 'duration' } },
    { not: { any: [{ callerCountry: { in: ['US'] } }, { callerRegion: { present: true } }] } },
  ],
  customFields: [{ key: 'duration', number: { gte: 1 } }],
};
const after = {
  all: [
    { durationSeconds: { gte: 60 }, city: { eq: 'duration' } },
    { not: { any: [{ country: { in: ['US'] } }, { region: { present: true } }] } },
  ],
  customFields: [{ key: 'duration', number: { gte: 1 } }],
};

const deliver = (settings: object) => [
  { kind: 'addPoints', points: 1 },
  { kind: 'deliver', settings },
];
const written = {
  subject: '{{caller.name | "caller.name"}} of {{ company.name }}, {{caller.customFields.vip}}',
  text: 'caller.number: {{caller.number}} {{value.amount | round}} {{clickIds.gclid}} {{customFields.job}}',
  points: 3,
};
const read = {
  subject: '{{callerName | "caller.name"}} of {{ company }}, {{callerCustomFields.vip}}',
  text: 'caller.number: {{callerNumber}} {{value | round}} {{gclid}} {{customFields.job}}',
  points: 3,
};

it('says saved filters and templates anew by the names fields have now', async () => {
  const { db, url } = await testDb();
  const accountId = await seedAccount(db);
  const [automationId, criterionId, runId] = [newId(), newId(), newId()];
  await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx
      .insert(automations)
      .values({ accountId, id: automationId, name: 'Old', enabled: true, version: 1 });
    await tx.insert(automationVersions).values({
      ...{ accountId, automationId, version: 1, trigger: 'CALL_ENDED' },
      ...{ filter: before, actions: deliver(written) },
    });
    await tx
      .insert(scoreCriteria)
      .values({ accountId, id: criterionId, name: 'Long', filter: before, points: 5, enabled: true });
    await tx.insert(runs).values({
      ...{ accountId, id: runId, kind: 'DRY_RUN', state: 'RUNNING', seenAt: new Date() },
      input: { rule: { filter: before, actions: deliver(written) }, period: { filter: before } },
    });
  });

  const owner = postgres(url, { max: 1, onnotice: () => undefined });
  onTestFinished(() => owner.end());
  const file = join(projectRoot(), 'schema/migrations/0009_one_name_for_a_field.sql');
  // Who owns the tables and is no superuser, as on a managed database: the wall stands for them too.
  const name = `plain_owner_${newId().slice(-12)}`;
  await owner.begin(async (tx) => {
    await tx.unsafe(`create role ${name}; grant usage, create on schema public to ${name}`);
    for (const table of ['automation_versions', 'score_criteria', 'runs'])
      await tx.unsafe(`alter table ${table} owner to ${name}`);
    await tx.unsafe(`set local role ${name}`);
    await tx.unsafe((await readFile(file, 'utf8')).replaceAll('--> statement-breakpoint', ''));
    await tx.unsafe(
      `reset role; reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`,
    );
  });

  const stored = await db.inAccount(systemReach(accountId, 'test'), async (tx) => ({
    versions: await tx.select().from(automationVersions),
    criteria: await tx.select().from(scoreCriteria),
    runs: await tx.select().from(runs),
  }));
  expect(stored.versions).toMatchObject([{ filter: after, actions: deliver(read) }]);
  expect(stored.criteria).toMatchObject([{ filter: after }]);
  expect(stored.runs).toMatchObject([
    { input: { rule: { filter: after, actions: deliver(read) }, period: { filter: after } } },
  ]);
  const walls = await owner`select relname from pg_class where relforcerowsecurity
    and relname in ('automation_versions', 'score_criteria', 'runs')`;
  expect(walls).toHaveLength(3);
});
