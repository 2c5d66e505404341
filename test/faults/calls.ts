import { desc, eq } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { systemReach } from '../../src/reach.ts';
import { firefox } from '../support/browsers.ts';
import type { FaultWorld } from './world.ts';

const visitorOf = async ({ harbor }: FaultWorld, name: string) => {
  const { stack, accountId, company, carrier } = harbor;
  const response = await fetch(`${stack.url}/dni/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify({
      companyKey: company.publicKey,
      landingPage: `https://dental.example/?gclid=Cj0KCQiA-${name}&utm_source=google&utm_medium=cpc`,
      consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' },
      numbers: ['+12125550100'],
    }),
  });
  const { swaps } = (await response.json()) as { swaps: { to: string }[] };
  return async (from: string): Promise<string> => {
    await carrier.placeCall({
      from,
      to: swaps[0]?.to ?? '',
      script: { ringSeconds: 1, answered: true, talkSeconds: 90 },
    });
    const [newest] = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx
        .select({ id: calls.id })
        .from(calls)
        .where(eq(calls.accountId, accountId))
        .orderBy(desc(calls.id))
        .limit(1),
    );
    return newest?.id ?? '';
  };
};

/**
 * Two visitors of Google ads, who call one after the other: of one click Google counts one conversion a
 * second. The answer places a call and gives its UUID.
 */
export const callers = async (world: FaultWorld): Promise<() => Promise<string>> => {
  const visitors = [await visitorOf(world, 'first'), await visitorOf(world, 'second')];
  let calling = 0;
  return async () => {
    calling += 1;
    const call = visitors[calling % visitors.length];
    return (await call?.(`+1212555${String(100 + calling).padStart(4, '0')}`)) ?? '';
  };
};
