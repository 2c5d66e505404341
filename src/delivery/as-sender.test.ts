import postgres from 'postgres';
import { expect, it } from 'vitest';
import { testDb } from '../../test/support/database.ts';
import { newId } from '../ids.ts';
import { asSender } from './as-sender.ts';
import { claimStatement, waitingStatement } from './claim.ts';
import { settleStatement } from './settle.ts';
import { usualTuning } from './tuning.ts';

it('never reads whole tables, not even small ones: the plans are kept while they grow', async () => {
  const { db, url } = await testDb();
  const [accountId, ids] = [newId(), [newId(), newId()]];
  const owner = postgres(url, { max: 1 });
  await owner`set session_replication_role = replica`; // neither its call nor its linked account is there
  await owner`insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key,
      settings, snapshot, automation_id, automation_version, state, due_at)
    values (${accountId}, ${newId()}, ${newId()}, ${newId()}, ${newId()}, 'webhook', 'send-call', '', 1, 'key', '{}', '{}', ${newId()}, 1,
      'PENDING', now())`;
  await owner`analyze deliveries`;
  await owner.end();
  const statements = [
    claimStatement(accountId, ids, [], usualTuning),
    waitingStatement(accountId, ids, usualTuning),
    settleStatement(accountId, [], new Date()),
  ];
  const plans = await db.pipeline(async (send) => {
    send(asSender(accountId));
    const rows = await Promise.all(
      statements.map(({ text, params }) => send({ text: `explain ${text}`, params })),
    );
    return { result: rows.flat().map((row) => String(row['QUERY PLAN'])), last: [] };
  });
  expect(plans.filter((line) => line.includes('Index Scan'))).not.toEqual([]);
  expect(plans.filter((line) => line.includes('Seq Scan'))).toEqual([]);
});
