import { asc } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { twilioCarrier } from '../integrations/twilio/sandbox.ts';
import { agents, calls } from '../schema/index.ts';
import { newId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { setupChanged } from '../src/setup/cache.ts';
import { accountSid, addRule, authToken, type Harbor, startHarbor } from './support/harbor.ts';
import { startStack } from './support/stack.ts';

const addAgents = async ({ stack, accountId }: Harbor, names: readonly string[]) => {
  const rows = names.map((name) => ({ accountId, id: newId(), name }));
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(agents).values(rows);
    await setupChanged(tx, { accountId, companyId: null }, accountId, 'Agents added');
  });
  stack.setup.forget(accountId);
  return rows.map(({ id }) => id);
};

/** Another server on the same database, and the carrier that calls it. */
const besides = async ({ stack }: Harbor) => {
  const other = await startStack({}, async () => stack.databaseUrl);
  const carriers = `${other.publicUrl}/carriers/twilio`;
  return twilioCarrier({
    accountSid,
    authToken,
    voiceUrl: `${carriers}/voice`,
    statusUrl: `${carriers}/status`,
  });
};

const script = { ringSeconds: 1, answered: true, talkSeconds: 20 };
const to = '+12125550142';
const from = (index: number) => `+1212555${String(1000 + index)}`;

it('goes round once for all servers, and on where it was when another is started', async () => {
  const harbor = await startHarbor();
  const names = ['Ada', 'Bea', 'Cleo'];
  const agentIds = await addAgents(harbor, names);
  await addRule(harbor, 'CALL_ENDED', {}, [{ kind: 'assign', agentIds }]);
  const other = await besides(harbor);
  const assigned = async () => {
    const rows = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select().from(calls).orderBy(asc(calls.createdAt)),
    );
    return rows.map(({ assigneeId }) => names[agentIds.indexOf(assigneeId ?? '')]);
  };

  await harbor.carrier.placeCall({ from: from(1), to, script });
  await other.placeCall({ from: from(2), to, script });
  await harbor.carrier.placeCall({ from: from(3), to, script });
  const third = await besides(harbor);
  await third.placeCall({ from: from(4), to, script });
  expect(await assigned()).toEqual(['Ada', 'Bea', 'Cleo', 'Ada']);

  // However their ends fall together, everybody gets as many as the others.
  const lines = [harbor.carrier, other, third];
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      lines[index % lines.length]?.placeCall({ from: from(10 + index), to, script }),
    ),
  );
  const shares = Object.groupBy(await assigned(), (name) => name ?? 'nobody');
  expect(Object.fromEntries(Object.entries(shares).map(([name, own]) => [name, own?.length]))).toEqual({
    Ada: 8,
    Bea: 8,
    Cleo: 8,
  });
});
