import { desc, eq } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { firefox } from '../support/browsers.ts';
import type { FaultWorld } from './world.ts';

/** A visitor of a Google ad, who may call as often as a test likes. */
export const visitorOf = async ({ harbor }: FaultWorld) => {
  const { stack, accountId, company, carrier } = harbor;
  const response = await fetch(`${stack.url}/dni/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify({
      companyKey: company.publicKey,
      landingPage: 'https://dental.example/?gclid=Cj0KCQiA-faults&utm_source=google&utm_medium=cpc',
      consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' },
      numbers: ['+12125550100'],
    }),
  });
  const { swaps } = (await response.json()) as { swaps: { to: string }[] };
  let calling = 0;
  return {
    /** The call's UUID. */
    call: async (): Promise<string> => {
      calling += 1;
      await carrier.placeCall({
        from: `+1212555${String(100 + calling).padStart(4, '0')}`,
        to: swaps[0]?.to ?? '',
        script: { ringSeconds: 1, answered: true, talkSeconds: 90 },
      });
      const [newest] = await stack.db.inAccount(accountId, (tx) =>
        tx
          .select({ id: calls.id })
          .from(calls)
          .where(eq(calls.accountId, accountId))
          .orderBy(desc(calls.id))
          .limit(1),
      );
      return newest?.id ?? '';
    },
  };
};
