import { and, eq, ne, sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMailSandbox } from '../integrations/email/sandbox.ts';
import { startSandbox } from '../integrations/kit/sandbox.ts';
import { slackSandbox } from '../integrations/slack/sandbox.ts';
import { twilioAccountApi } from '../integrations/twilio/account-api.ts';
import { auditEntries, changes, deliveries } from '../schema/index.ts';
import { newId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { storeCall } from './support/calls.ts';
import { callFromAd, deliver, linkedAccountOf, quick, rowsOf, states } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { accountSid, addRule, authToken } from './support/harbor.ts';
import { seedAccount, seedCompany } from './support/seed.ts';
import { type HarborWithVendors, signingSecret, startHarborWithVendors } from './support/vendors.ts';

const hook = '/services/T00000000/B00000000/abcdefghijklmnop';

/** A harbor with a Slack channel that is told when a linked account dies. */
const startWithAlerts = async () => {
  const slack = await startSandbox(slackSandbox({ [hook]: 'OPEN' }));
  onTestFinished(slack.stop);
  const messaging = { numbers: ['+12125550142'] };
  const sms = await startSandbox(
    twilioAccountApi({ accountSid, authToken, friendlyName: 'Harbor', messaging }),
  );
  onTestFinished(sms.stop);
  const mail = await startMailSandbox({
    user: 'alerts',
    password: 'a mail password',
    domain: 'harbor.example',
  });
  onTestFinished(mail.stop);
  const harbor = await startHarborWithVendors({
    delivery: { ...quick, failuresToPause: 3, failuresToTell: 4 },
    endpoints: { slack: { hooks: slack.url }, twilio: { api: sms.url }, email: { allowLoopback: 'yes' } },
  });
  const { linkedAccountId } = await harbor.stack.linkedAccounts.connect(
    systemReach(harbor.accountId, 'test'),
    {
      integration: 'slack',
      secrets: { webhookUrl: `https://hooks.slack.com${hook}` },
    },
  );
  await harbor.stack.linkedAccounts.connect(systemReach(harbor.accountId, 'test'), {
    integration: 'email',
    settings: { host: '127.0.0.1', port: mail.port, security: 'NONE', from: 'alerts@harbor.example' },
    secrets: { user: 'alerts', password: 'a mail password' },
  });
  const api = await graphqlFor(harbor.stack, harbor.accountId);
  const { data } = await api.ask(`{ linkedAccounts { nodes { id integration { id } } } }`);
  const idOf = (integration: string): string =>
    data.linkedAccounts.nodes.find(
      (node: { integration: { id: string } }) => node.integration.id === integration,
    ).id;
  const { data: set } = await api.ask(
    `mutation ($id: ID!) { setAlertLinkedAccount(input: { linkedAccountId: $id }) { account { alertLinkedAccount { id } } userErrors { message } } }`,
    { id: idOf('slack') },
  );
  expect(set.setAlertLinkedAccount).toEqual({
    account: { alertLinkedAccount: { id: idOf('slack') } },
    userErrors: [],
  });
  const alertBy = async (integration: string, settings: object) => {
    const answer = await api.ask(
      `mutation ($id: ID!, $settings: JSONObject) { setAlertLinkedAccount(input: { linkedAccountId: $id, settings: $settings }) {
        account { alertLinkedAccount { id } alertSettings } userErrors { field message } } }`,
      { id: idOf(integration), settings },
    );
    return answer.data.setAlertLinkedAccount;
  };
  const health = async () => {
    const answer = await api.ask(
      `query ($id: ID!) { node(id: $id) { ... on LinkedAccount { health { state failures pausedUntil reason } } } }`,
      { id: idOf('webhook') },
    );
    return answer.data.node.health;
  };
  return {
    harbor,
    slack,
    sms,
    mail,
    idOf,
    alertBy,
    health,
    slackId: linkedAccountId,
    messages: () => slack.ledger() as readonly { text: string }[],
  };
};

const notices = async ({ stack, accountId }: HarborWithVendors) =>
  stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => ({
    audit: await tx
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.kind, 'LINKED_ACCOUNT_DEAD'))),
    feed: await tx
      .select()
      .from(changes)
      .where(and(eq(changes.accountId, accountId), eq(changes.kind, 'LINKED_ACCOUNT_CHANGED'))),
  }));

/** What became of the messages that were queued. */
const alertJobs = ({ stack }: HarborWithVendors) =>
  stack.db.orm.execute(sql`select state, retry_count as retries from pgboss.job where name = 'alert'`);

describe('a vendor that is dead', () => {
  it('is paused and probed, costs the others nothing, and its owner is told once each time', async () => {
    const { harbor, health, messages } = await startWithAlerts();
    const before = messages().length;
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 999, instead: { status: 503 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook'), deliver(harbor, 'hubspot')]);
    await callFromAd(harbor);
    await expect.poll(async () => (await health()).state).toBe('DEAD');
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['CONFIRMED', 'CONFIRMED']);
    await expect
      .poll(async () => (await rowsOf(harbor, 'webhook')).map((row) => row.reason))
      .toContain('Waiting: the linked account is paused, because the vendor does not answer.');
    expect(await health()).toMatchObject({
      failures: expect.any(Number),
      reason: expect.stringMatching(/503/),
    });
    harbor.sandboxes.webhook.calm();

    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED', 'CONFIRMED']);
    expect(await health()).toEqual({ state: 'HEALTHY', failures: 0, pausedUntil: null, reason: null });
    const first = await notices(harbor);
    expect(first.audit).toHaveLength(1);
    expect(first.feed.map(({ detail }) => detail['health'])).toEqual(['DEAD', 'HEALTHY']);
    const sent = () => messages().slice(before);
    await expect
      .poll(() => sent().map(({ text }) => text))
      .toEqual([expect.stringMatching(/does not answer any more: .*503/)]);

    harbor.sandboxes.webhook.fail({ path: '/calls', times: 5, instead: { status: 500 } });
    const script = { ringSeconds: 1, answered: true, talkSeconds: 9 };
    await harbor.carrier.placeCall({ from: '+12125550178', to: '+12125550142', script });
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
    expect((await notices(harbor)).audit).toHaveLength(2);
    await expect.poll(() => sent().length).toBe(2);
  });

  it('is told of too when it wants a new authorisation', async () => {
    const { harbor, health, messages } = await startWithAlerts();
    const before = messages().length;
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 9, instead: { status: 410 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['NEEDS_RECONNECT', 'NEEDS_RECONNECT']);
    await expect
      .poll(() =>
        messages()
          .slice(before)
          .map(({ text }) => text),
      )
      .toEqual([expect.stringMatching(/must be connected again/)]);
    expect(await health()).toMatchObject({ state: 'DEAD' });
  });

  it('shows as paused after as many failures as this installation allows', async () => {
    const { harbor, health } = await startWithAlerts();
    await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.execute(sql`update linked_accounts set failures = 3 where account_id = ${harbor.accountId}::uuid
        and id = ${harbor.linkedAccounts.webhook}::uuid`),
    );
    expect(await health()).toMatchObject({ state: 'PAUSED', failures: 3 });
  });

  it('is told of although the first message is lost', async () => {
    const { harbor, slack, messages } = await startWithAlerts();
    const before = messages().length;
    slack.fail({ path: hook, times: 1, instead: { status: 503 } });
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 9, instead: { status: 410 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => messages().length).toBe(before + 1);
  });

  it('is told of once by a text message whose answer was lost: it can be looked up', async () => {
    const { harbor, sms, alertBy } = await startWithAlerts();
    await alertBy('twilio', { from: '+12125550142', to: '+12125550188' });
    sms.fail({ path: '/Messages.json', times: 1, after: 'reset' });
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 9, instead: { status: 410 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => alertJobs(harbor)).toEqual([{ state: 'completed', retries: 1 }]);
    expect(sms.ledger().filter((entry) => typeof entry === 'object')).toEqual([
      expect.objectContaining({ body: expect.stringMatching(/must be connected again/) }),
    ]);
  });

  it('is told of by e-mail under one Message-ID, however often', async () => {
    const { harbor, mail, alertBy } = await startWithAlerts();
    await alertBy('email', { to: 'owner@harbor.example' });
    mail.fail({ after: 'reset' });
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 9, instead: { status: 410 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => alertJobs(harbor)).toEqual([{ state: 'completed', retries: 1 }]);
    const ids = mail.ledger().map(({ headers }) => headers['message-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('may be told of by a text message, to whom an administrator can look up', async () => {
    const { alertBy, idOf } = await startWithAlerts();
    const settings = { from: '+12125550142', to: '+12125550188' };
    expect(await alertBy('twilio', settings)).toEqual({
      account: { alertLinkedAccount: { id: idOf('twilio') }, alertSettings: settings },
      userErrors: [],
    });
  });

  it('is alive when it refuses or asks for patience', async () => {
    const harbor = await startHarborWithVendors({ delivery: { ...quick, failuresToPause: 2 } });
    const busy = { status: 429, headers: { 'retry-after': '1' } };
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 3, instead: busy });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED']);
    expect(await linkedAccountOf(harbor, harbor.linkedAccounts.webhook)).toMatchObject({
      failures: 0,
      toldAt: null,
    });
  });
});

/** Copies of a delivery that was sent, all due now, through one linked account of its account. */
const queueCopies = async (
  { stack, accountId }: Pick<HarborWithVendors, 'stack' | 'accountId'>,
  { id, linkedAccountId }: { readonly id: string; readonly linkedAccountId: string },
  { count, past = false }: { readonly count: number; readonly past?: boolean },
): Promise<void> => {
  const backlog = Array.from({ length: count }, () => ({ id: newId() }));
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.execute(sql`
      insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key,
        settings, snapshot, automation_id, automation_version, state, due_at)
      select d.account_id, d.company_id, b.id, d.call_id, ${linkedAccountId}::uuid, d.integration, d.action, b.id::text, 1, d.key || b.id,
        d.settings, d.snapshot, d.automation_id, d.automation_version, 'PENDING', now()
      from deliveries d, jsonb_to_recordset(${JSON.stringify(backlog)}::jsonb) as b (id uuid)
      where d.account_id = ${accountId}::uuid and d.id = ${id}::uuid`);
  });
  await stack.db.pipeline(async () => {
    const jobs = backlog.map((copy) => ({ accountId, deliveryId: copy.id, linkedAccountId, past }));
    return { result: undefined, last: await stack.enqueue.deliver(jobs) };
  });
};

/** Three thousand deliveries to a vendor that takes twenty a second. */
const startWithBacklog = async (past: boolean) => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId } = harbor;
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
  await callFromAd(harbor);
  await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED']);
  const [row] = await rowsOf(harbor, 'webhook');
  const { webhook: linkedAccountId } = harbor.linkedAccounts;
  await queueCopies(harbor, { id: row?.id ?? '', linkedAccountId }, { count: 3_000, past });
  await expect.poll(() => harbor.sandboxes.webhook.ledger().length).toBeGreaterThan(2);
  /** How many are in a state: of the backlog, or of the calls themselves. */
  const count = async (state: 'PENDING' | 'CONFIRMED', ofCalls: boolean): Promise<number> => {
    const whose = ofCalls ? eq(deliveries.target, '') : ne(deliveries.target, '');
    const [found] = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx
        .select({ count: sql<number>`count(*)::int` })
        .from(deliveries)
        .where(and(eq(deliveries.accountId, accountId), eq(deliveries.state, state), whose)),
    );
    return found?.count ?? 0;
  };
  return { harbor, count };
};

/** Another account of the same installation, with one call that went to a receiver of its own. */
const startAnotherAccount = async ({ stack, sandboxes }: HarborWithVendors) => {
  const accountId = await seedAccount(stack.db);
  const company = await seedCompany(stack.db, accountId);
  const { linkedAccountId } = await stack.linkedAccounts.connect(systemReach(accountId, 'test'), {
    integration: 'webhook',
    settings: { url: `${sandboxes.webhook.url}/calls` },
    secrets: { signingSecret },
  });
  const other = { ...company, stack, accountId };
  const action = { integration: 'webhook', action: 'send-call', settings: {} };
  await addRule(other, 'CALL_UPDATED', {}, [{ kind: 'deliver', linkedAccountId, ...action }]);
  const callId = await storeCall(stack.db, company);
  await stack.edits.updateCall(systemReach(accountId, 'test'), callId, { note: 'Theirs' });
  const statesOf = async () => (await rowsOf(other, 'webhook')).map(({ state }) => state);
  await expect.poll(statesOf).toEqual(['CONFIRMED']);
  const [row] = await rowsOf(other, 'webhook');
  return {
    ...other,
    delivery: { id: row?.id ?? '', linkedAccountId },
    open: async () => (await statesOf()).filter((state) => state !== 'CONFIRMED').length,
  };
};

describe('a long backlog', () => {
  it('of one account over many linked accounts costs another account nothing', async () => {
    const { harbor, count } = await startWithBacklog(false);
    const [row] = await rowsOf(harbor, 'webhook');
    for (let at = 0; at < 5; at += 1) {
      const { linkedAccountId } = await harbor.stack.linkedAccounts.connect(
        systemReach(harbor.accountId, 'test'),
        {
          integration: 'webhook',
          settings: { url: `${harbor.sandboxes.webhook.url}/calls?receiver=${at}` },
          secrets: { signingSecret },
        },
      );
      await queueCopies(harbor, { id: row?.id ?? '', linkedAccountId }, { count: 600 });
    }
    const other = await startAnotherAccount(harbor);
    const before = await count('CONFIRMED', false);
    await queueCopies(other, other.delivery, { count: 60 });
    await expect.poll(other.open).toBe(0);
    // While their one linked account took sixty, the six of the first account took no more than a fair share each.
    expect((await count('CONFIRMED', false)) - before).toBeLessThan(6 * 60 * 3);
    expect(await count('PENDING', false)).toBeGreaterThan(0);
  }, 60_000);

  it('of one account does not delay the single delivery of another linked account', async () => {
    const { harbor, count } = await startWithBacklog(false);
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'hubspot')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['CONFIRMED']);
    expect(await count('PENDING', false)).toBeGreaterThan(2_500);
  });

  it('of past calls lets the call of this minute pass on the same linked account', async () => {
    const { harbor, count } = await startWithBacklog(true);
    await callFromAd(harbor);
    // What is on its way already, 200 at twenty a second, goes before it.
    await expect.poll(() => count('CONFIRMED', true), { timeout: 50_000, interval: 50 }).toBe(2);
    expect(await count('PENDING', false)).toBeGreaterThan(2_000);
  }, 60_000);

  it('of past calls stays behind when it has to be tried again', async () => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    const { stack, accountId } = harbor;
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED']);
    const [row] = await rowsOf(harbor, 'webhook');
    const job = { accountId, deliveryId: row?.id ?? '', linkedAccountId: harbor.linkedAccounts.webhook };
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 1, instead: { status: 503 } });
    await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.execute(sql`update deliveries set state = 'PENDING', attempt_count = 5
        where account_id = ${accountId}::uuid and id = ${job.deliveryId}::uuid`),
    );
    await stack.db.pipeline(async () => {
      const last = await stack.enqueue.deliver([{ ...job, past: true }]);
      return { result: undefined, last };
    });
    await expect.poll(async () => (await rowsOf(harbor, 'webhook'))[0]?.attemptCount).toBe(7);
    const jobs = await stack.db.client<{ priority: number }[]>`
      select priority from pgboss.job where name = 'deliver' and data ->> 'deliveryId' = ${job.deliveryId}
      order by created_on`;
    expect(jobs.map(({ priority }) => priority)).toEqual([0, -1, -1]);
  });
});
