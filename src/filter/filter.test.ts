import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { agents, callers, calls, customFields, tags } from '../../schema/index.ts';
import { arbitraryCall, customValues } from '../../test/support/arbitrary-calls.ts';
import { arbitraryFilter } from '../../test/support/arbitrary-filters.ts';
import { storeCaller } from '../../test/support/calls.ts';
import { testDb } from '../../test/support/database.ts';
import { seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { snapshotOf } from '../calls/call.ts';
import { type Db, statement } from '../db.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { loadSetup } from '../setup/load.ts';
import { fromJson, toJson } from '../storage/json-rows.ts';
import { type CallFilter, parseCallFilter } from './call-filter.ts';
import { judge } from './judge.ts';
import { where } from './where.ts';
import { words } from './words.ts';

const world = async (db: Db) => {
  const accountId = await seedAccount(db);
  const companies = [
    await seedCompany(db, accountId),
    await seedCompany(db, accountId, { name: 'Spree Zahnärzte', timeZone: 'Europe/Berlin', currency: 'EUR' }),
  ] as const;
  await seedTracker(db, companies[0], { numbers: [] });
  await seedTracker(db, companies[1], { numbers: [], kind: 'OFFLINE' });
  await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx
      .insert(tags)
      .values(['qualified', 'spam', 'ÄÖ'].map((name) => ({ accountId, id: newId(), name, color: 'teal' }))),
  );
  const kinds = customFields.kind.enumValues;
  await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(agents).values(['Robin', 'Kim'].map((name) => ({ accountId, id: newId(), name })));
    for (const subject of customFields.subject.enumValues)
      await tx
        .insert(customFields)
        .values(
          kinds.map((kind) => ({ accountId, id: newId(), subject, key: `a_${kind}`, name: kind, kind })),
        );
  });
  const setup = await db.inAccount(systemReach(accountId, 'test'), (tx) => loadSetup(tx, accountId));
  const fields = [...setup.customFields.values()];
  const callerFields = fields.filter(({ subject }) => subject === 'CALLER');
  const values = fc.sample(customValues(callerFields), { numRuns: 6, seed: 3 });
  const callerIds = await Promise.all(
    values.map((given, at) =>
      storeCaller(db, companies[0], { number: `+1212555010${at}`, customValues: given }),
    ),
  );
  const rows = await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.select({ row: sql`to_json(callers)` }).from(callers),
  );
  return {
    accountId,
    setup,
    callerIds,
    callers: rows.map(({ row }) => fromJson(callers, row as Record<string, unknown>)),
    agents: [...setup.agents.values()],
    callFields: fields.filter(({ subject }) => subject === 'CALL'),
    callerFields,
    companies: [...setup.companies.values()],
    trackers: [...setup.trackers.values()],
    tags: [...setup.tags.values()],
  };
};

describe('the two evaluators', () => {
  it('agree on every filter and every call', async () => {
    const { db } = await testDb();
    const nouns = await world(db);
    const sample = fc.sample(arbitraryCall(nouns.accountId, nouns), {
      numRuns: 200,
      seed: 7,
    });
    await db.inAccount(systemReach(nouns.accountId, 'test'), (tx) =>
      tx.execute(
        sql`insert into calls select * from jsonb_populate_recordset(null::calls, ${JSON.stringify(sample.map((call) => toJson(calls, call)))}::jsonb)`,
      ),
    );
    const snapshots = sample.map((call) => ({
      id: call.id,
      snapshot: snapshotOf(
        call,
        { visit: null, caller: nouns.callers.find((row) => row.id === call.callerId) ?? null },
        nouns.setup,
        '',
      ),
    }));

    await fc.assert(
      fc.asyncProperty(arbitraryFilter(nouns), async (input) => {
        const filter = parseCallFilter(input);
        const query = statement(
          sql`select id from calls where ${calls.accountId} = ${nouns.accountId} and ${where(filter)}`,
        );
        const found = await db.read<{ id: string }>(systemReach(nouns.accountId, 'test'), query);
        const judged = snapshots
          .filter(({ snapshot }) => judge(filter, snapshot).matched)
          .map(({ id }) => id);
        expect(found.map((row) => row.id).sort()).toEqual(judged.sort());
      }),
      { numRuns: Number(process.env['FILTER_RUNS'] ?? 400) },
    );
  });
});

describe('a verdict', () => {
  it.each<[CallFilter, string]>([
    [{ durationSeconds: { gte: 300 } }, 'duration was 188, but must be at least 300'],
    [
      { all: [{ source: { eq: 'google' } }, { campaign: { contains: 'BRAND' } }] },
      'campaign was "emergency-plumbing", but must contain "BRAND"',
    ],
    [
      { outcome: { in: ['MISSED', 'VOICEMAIL'] } },
      'outcome was answered, but must be one of missed, voicemail',
    ],
    [{ weekday: { eq: 'SUNDAY' } }, 'weekday was Friday, but must be Sunday'],
    [{ tags: { has: 'spam' } }, 'tags was qualified, but must include spam'],
    [{ not: { firstTime: { eq: true } } }, 'first-time caller was yes; the rule excludes that'],
    [
      {
        not: {
          any: [
            { source: { eq: 'bing' } },
            { durationSeconds: { gte: 60, lt: 300 }, tags: { has: 'qualified' } },
          ],
        },
      },
      'duration was 188 and tags was qualified; the rule excludes that',
    ],
    [{ not: {} }, 'the rule excludes every call'],
    [{ value: { gt: 149.9 } }, 'value was 149.90, but must be more than 149.9'],
    [
      { customFields: [{ key: 'seats', number: { gte: 2 } }] },
      'field seats was not known, but must be at least 2',
    ],
  ])('names the first condition that failed and what it saw: %j', (filter, because) => {
    expect(judge(parseCallFilter(filter), exampleCall())).toEqual({ matched: false, because });
  });

  it('tells the hour and the day of the company, not of the server', () => {
    const call = exampleCall({ startedAt: '2026-11-21T03:30:00.000Z' }); // Friday evening in New York
    expect(judge({ weekday: { eq: 'FRIDAY' }, hour: { eq: 22 } }, call).matched).toBe(true);
  });
});

describe('a filter from outside', () => {
  const deep = (levels: number): unknown =>
    levels === 0 ? { durationSeconds: { gt: 1 } } : { all: [deep(levels - 1)] };

  it.each<[unknown, string]>([
    [{ duraton: { gt: 1 } }, 'filter'],
    [{ all: [{ durationSeconds: { gte: 'long' } }] }, 'filter.all[0].durationSeconds.gte'],
    [{ tracker: { eq: 'call_01k9r2m4x5e8kbw3n7q6t0v2yz' } }, 'filter.tracker.eq'],
    [{ source: { eq: 'a\u0000b' } }, 'filter.source.eq'],
    [{ startedAt: { gte: 'yesterday' } }, 'filter.startedAt.gte'],
    [{ customFields: [{ key: 'due', date: { gte: '2026-02-30' } }] }, 'filter.customFields[0].date.gte'],
  ])('is refused by the field at fault: %j', (input, field) => {
    expect(() => parseCallFilter(input)).toThrow(expect.objectContaining({ code: 'INVALID', field }));
  });

  it('is refused when it is 50 levels deep, before anything recurses', () => {
    expect(() => parseCallFilter(deep(50))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    expect(() => parseCallFilter(deep(8))).not.toThrow();
  });

  it('reads back in words', () => {
    expect(
      words(
        parseCallFilter({
          durationSeconds: { gte: 60 },
          any: [{ source: { eq: 'google' } }, { tags: { has: 'vip' } }],
        }),
      ),
    ).toBe('duration is at least 60 and (source is "google" or tags include vip)');
  });
});
