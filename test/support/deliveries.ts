import { and, asc, eq } from 'drizzle-orm';
import { deliveries, linkedAccounts } from '../../schema/index.ts';
import type { RuleAction } from '../../src/automation/actions/list.ts';
import type { DeliveryTuning } from '../../src/delivery/tuning.ts';
import { systemReach } from '../../src/reach.ts';
import { firefox } from './browsers.ts';
import type { Harbor } from './harbor.ts';
import type { HarborWithVendors, VendorId } from './vendors.ts';

const actions: Record<VendorId, { readonly action: string; readonly settings: Record<string, unknown> }> = {
  'google-ads': { action: 'upload-conversion', settings: { conversionActionId: '987654321' } },
  hubspot: { action: 'log-call', settings: {} },
  salesforce: { action: 'log-call', settings: {} },
  webhook: { action: 'send-call', settings: {} },
};

/** Times a test can wait for. */
export const quick: Partial<DeliveryTuning> = {
  again: 0.2,
  firstBackoff: 0.2,
  longestBackoff: 1,
  longestHold: 1,
  firstPause: 0.5,
  longestPause: 1,
  probe: 2,
  poll: 0.5,
  lookOver: 1,
};

/** What a rule does to send a call to one of the vendors. */
export const deliver = (
  harbor: HarborWithVendors,
  integration: VendorId,
  settings: Record<string, unknown> = {},
): RuleAction => ({
  kind: 'deliver',
  linkedAccountId: harbor.linkedAccounts[integration],
  integration,
  action: actions[integration].action,
  settings: { ...actions[integration].settings, ...settings },
});

export const rowsOf = ({ stack, accountId }: Pick<Harbor, 'stack' | 'accountId'>, integration: VendorId) =>
  stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.accountId, accountId), eq(deliveries.integration, integration)))
      .orderBy(asc(deliveries.createdAt), asc(deliveries.revision)),
  );

export const states = async (harbor: Harbor, integration: VendorId): Promise<readonly string[]> =>
  (await rowsOf(harbor, integration)).map((row) => row.state);

export const linkedAccountOf = async ({ stack, accountId }: Harbor, id: string) => {
  const [row] = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx
      .select()
      .from(linkedAccounts)
      .where(and(eq(linkedAccounts.accountId, accountId), eq(linkedAccounts.id, id))),
  );
  if (!row) throw new Error('There is no such linked account.');
  return row;
};

/** A visitor from a Google ad calls the number on the page and talks for a while. */
export const callFromAd = async (harbor: Harbor, talkSeconds = 90): Promise<void> => {
  const response = await fetch(`${harbor.stack.url}/dni/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify({
      companyKey: harbor.company.publicKey,
      landingPage: 'https://dental.example/?gclid=Cj0KCQiA-delivery&utm_source=google&utm_medium=cpc',
      consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' },
      numbers: ['+12125550100'],
    }),
  });
  const { swaps } = (await response.json()) as { swaps: { to: string }[] };
  await harbor.carrier.placeCall({
    from: '+12125550177',
    to: swaps[0]?.to ?? '',
    script: { ringSeconds: 3, answered: true, talkSeconds },
  });
};
