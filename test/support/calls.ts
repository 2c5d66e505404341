import { callers, calls } from '../../schema/index.ts';
import { noFacts } from '../../src/calls/facts.ts';
import type { Db } from '../../src/db.ts';
import { newId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import type { Company } from '../../src/setup/setup.ts';

type CallInsert = typeof calls.$inferInsert;

let minute = 0;

/** A finished call from a search ad, each a minute after the last one; its id. */
export const storeCall = async (
  db: Db,
  company: Pick<Company, 'accountId' | 'id'>,
  given: Partial<CallInsert> = {},
): Promise<string> => {
  const { accountId, id: companyId } = company;
  const id = newId();
  const startedAt = new Date(Date.UTC(2026, 5, 1) + ++minute * 60_000);
  await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.insert(calls).values({
      accountId,
      id,
      companyId,
      carrier: 'twilio',
      callKey: `CA${id}`,
      version: 1,
      direction: 'INBOUND',
      status: 'ENDED',
      outcome: 'ANSWERED',
      startedAt,
      answeredAt: new Date(startedAt.getTime() + 8_000),
      endedAt: new Date(startedAt.getTime() + 68_000),
      ringSeconds: 8,
      talkSeconds: 60,
      durationSeconds: 68,
      callerNumber: '+12125550177',
      firstTime: true,
      country: 'US',
      region: 'NY',
      trackingNumber: '+12125550142',
      destination: '+12125550100',
      source: 'google',
      medium: 'cpc',
      confidence: 'NONE',
      evidence: { reason: 'Nobody was shown the number.', evidence: [], candidates: [] },
      facts: noFacts,
      ...given,
    }),
  );
  return id;
};

/** A caller of the company; its id. */
export const storeCaller = async (
  db: Db,
  company: Pick<Company, 'accountId' | 'id'>,
  given: Partial<typeof callers.$inferInsert> = {},
): Promise<string> => {
  const { accountId, id: companyId } = company;
  const id = newId();
  const at = new Date(Date.UTC(2026, 5, 1) + ++minute * 60_000);
  await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.insert(callers).values({
      accountId,
      id,
      companyId,
      number: '+12125550177',
      firstCallAt: at,
      lastCallAt: at,
      callCount: 1,
      ...given,
    }),
  );
  return id;
};
