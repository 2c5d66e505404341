import { eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import { type MailFault, startMailSandbox } from '../../integrations/email/sandbox.ts';
import { googleAdsSandbox } from '../../integrations/google-ads/sandbox.ts';
import { hubspotSandbox } from '../../integrations/hubspot/sandbox.ts';
import { type Fault, startSandbox, type VendorStandIn } from '../../integrations/kit/sandbox.ts';
import { salesforceSandbox } from '../../integrations/salesforce/sandbox.ts';
import { slackSandbox } from '../../integrations/slack/sandbox.ts';
import { twilioAccountApi } from '../../integrations/twilio/account-api.ts';
import { webhookSandbox } from '../../integrations/webhook/sandbox.ts';
import { linkedAccounts } from '../../schema/index.ts';
import type { RuleAction } from '../../src/automation/actions/list.ts';
import { systemReach } from '../../src/reach.ts';
import { accountSid, authToken, type Harbor } from '../support/harbor.ts';
import { app, signIn as signInAt } from '../support/linked-accounts.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

type Wire = Awaited<ReturnType<typeof startTcpProxy>>;

/** Where calls go: every vendor, and Google by both of its interfaces. */
export const destinationIds = [
  'google-ads',
  'google-ads-api',
  'hubspot',
  'salesforce',
  'webhook',
  'email',
  'slack',
  'sms',
] as const;
export type DestinationId = (typeof destinationIds)[number];

/** What goes wrong next where it takes its records. Mail servers have no paths and no HTTP. */
export type VendorFault = Omit<Fault, 'path' | 'times'>;

export interface Destination {
  readonly id: DestinationId;
  readonly wire: Wire;
  readonly fail: (fault: VendorFault) => void;
  /** Whether a fault still waits to happen. */
  readonly armed: () => boolean;
  /** Nothing goes wrong any more. */
  readonly calm: () => void;
  /** What the vendor holds, an entry a record, as JSON. */
  readonly ledger: () => readonly string[];
}

const signingSecret = `whsec_${Buffer.from('a signing secret for tests 01234').toString('base64')}`;
const hook = '/services/T0HARBOR1/B0HARBOR1/aWebhookOfTests01';
const sender = '+12125550142';
const mailbox = { user: 'calls', password: 'a mail password', domain: 'harbor.example' };
const olderCustomer = '222-333-4444';

/** Where each takes its records. */
const paths: Record<Exclude<DestinationId, 'email'>, string> = {
  'google-ads': '/v1/events:ingest',
  'google-ads-api': ':uploadC',
  hubspot: '/calls/batch/upsert',
  salesforce: '/sobjects/Task/',
  webhook: '/calls',
  slack: hook,
  sms: '/Messages.json',
};

const proxied = async (port: number): Promise<Wire> => {
  const wire = await startTcpProxy('127.0.0.1', port);
  onTestFinished(wire.stop);
  return wire;
};

/** A stand-in behind a wire; its own address is the wire's, also where it tells others of it. */
const served = async (standIn: VendorStandIn) => {
  let root = '';
  const sandbox = await startSandbox({
    ...standIn,
    handle: (request) => standIn.handle({ ...request, root }),
  });
  onTestFinished(sandbox.stop);
  const wire = await proxied(Number(new URL(sandbox.url).port));
  root = `http://127.0.0.1:${wire.port}`;
  return { url: root, wire, sandbox };
};

type Served = Awaited<ReturnType<typeof served>>;

const destination = (id: Exclude<DestinationId, 'email'>, { sandbox, wire }: Served): Destination => {
  const { armed, calm } = sandbox;
  return {
    id,
    wire,
    fail: (fault) => sandbox.fail({ path: paths[id], times: 1, ...fault }),
    armed,
    calm,
    ledger: () => sandbox.ledger().map((entry) => JSON.stringify(entry)),
  };
};

/** The same in the words of SMTP: a server that is not able puts it off. */
const mailFault = ({ before, after }: VendorFault): MailFault => {
  if (before) return { before };
  if (after) return { after: after === 'halve' ? 'truncate' : after };
  return { at: 'message', code: 451, text: '4.3.2 Not now' };
};

const mailServer = async () => {
  const server = await startMailSandbox(mailbox);
  onTestFinished(server.stop);
  const wire = await proxied(server.port);
  const { armed, calm } = server;
  const email: Destination = {
    id: 'email',
    wire,
    fail: (fault) => server.fail(mailFault(fault)),
    armed,
    calm,
    ledger: () => server.ledger().map((mail) => JSON.stringify(mail)),
  };
  return email;
};

/** Every vendor's stand-in, each behind a wire of its own, and where a server finds them. */
export const startDestinations = async () => {
  const google = await served(
    googleAdsSandbox({ ...app, adsApi: { customers: [olderCustomer.replaceAll('-', '')] } }),
  );
  const hubspot = await served(hubspotSandbox(app));
  const salesforce = await served(salesforceSandbox({ ...app, keyField: 'Call_Key__c' }));
  const webhook = await served(webhookSandbox({ secret: signingSecret }));
  const slack = await served(slackSandbox({ [hook]: 'OPEN' }));
  const sms = await served(
    twilioAccountApi({ accountSid, authToken, friendlyName: 'Harbor', messaging: { numbers: [sender] } }),
  );
  const email = await mailServer();
  return {
    all: {
      'google-ads': destination('google-ads', google),
      'google-ads-api': destination('google-ads-api', google),
      hubspot: destination('hubspot', hubspot),
      salesforce: destination('salesforce', salesforce),
      webhook: destination('webhook', webhook),
      email,
      slack: destination('slack', slack),
      sms: destination('sms', sms),
    } satisfies Record<DestinationId, Destination>,
    refuseGrants: () => {
      const body = { error: 'invalid_grant', error_description: 'Token has been revoked.' };
      google.sandbox.fail({ path: '/token', times: 1, instead: { status: 400, body } });
    },
    webhookUrl: `${webhook.url}/calls`,
    vendors: {
      oauthApps: { 'google-ads': app, hubspot: app, salesforce: app },
      endpoints: {
        'google-ads': { accounts: google.url, oauth: google.url, api: google.url, ads: google.url },
        hubspot: { app: hubspot.url, api: hubspot.url },
        salesforce: { login: salesforce.url },
        webhook: { allowLoopback: 'yes' },
        email: { allowLoopback: 'yes' },
        slack: { hooks: slack.url },
        twilio: { api: sms.url },
      },
    },
  };
};

type Destinations = Awaited<ReturnType<typeof startDestinations>>;

export const signIn = async (
  { stack, accountId }: Pick<Harbor, 'stack' | 'accountId'>,
  given: { readonly settings: object; readonly linkedAccountId?: string },
  integration = 'google-ads',
): Promise<string> => {
  const wanted = { integration, ...given, settings: { ...given.settings } };
  const { linkedAccountId } = await signInAt({ linkedAccounts: stack.linkedAccounts, accountId }, wanted);
  return linkedAccountId;
};

export const googleSettings = { customerId: '123-456-7890' };

/** Connects all of them the way a person would; what a rule does to send a call there. */
export const connectDestinations = async (
  harbor: Harbor,
  { all, webhookUrl }: Pick<Destinations, 'all' | 'webhookUrl'>,
): Promise<Record<DestinationId, Extract<RuleAction, { readonly kind: 'deliver' }>>> => {
  const { stack, accountId } = harbor;
  const oauth = (integration: string, settings: object = {}) => signIn(harbor, { settings }, integration);
  const secret = async (
    integration: string,
    settings: Record<string, unknown>,
    secrets: Record<string, string>,
  ) =>
    (await stack.linkedAccounts.connect(systemReach(accountId, 'test'), { integration, settings, secrets }))
      .linkedAccountId;
  const [carrier] = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.select().from(linkedAccounts).where(eq(linkedAccounts.integration, 'twilio')),
  );
  const mail = {
    host: '127.0.0.1',
    port: all.email.wire.port,
    security: 'NONE',
    from: 'calls@harbor.example',
  };
  const older = { customerId: olderCustomer, path: 'GOOGLE_ADS_API' };
  const words = { subject: 'A call', text: 'Call {{id}} came in.' };
  const to = (integration: string, linkedAccountId: string, action: string, settings: object = {}) => ({
    kind: 'deliver' as const,
    linkedAccountId,
    integration,
    action,
    settings: { ...settings },
  });
  return {
    'google-ads': to('google-ads', await oauth('google-ads', googleSettings), 'upload-conversion', {
      conversionActionId: '987654321',
    }),
    'google-ads-api': to('google-ads', await oauth('google-ads', older), 'upload-conversion', {
      conversionActionId: '987654322',
    }),
    hubspot: to('hubspot', await oauth('hubspot'), 'log-call'),
    salesforce: to('salesforce', await oauth('salesforce'), 'log-call'),
    webhook: to('webhook', await secret('webhook', { url: webhookUrl }, { signingSecret }), 'send-call'),
    email: to(
      'email',
      await secret('email', mail, { user: mailbox.user, password: mailbox.password }),
      'send-message',
      {
        to: 'owner@harbor.example',
        ...words,
      },
    ),
    slack: to(
      'slack',
      await secret('slack', {}, { webhookUrl: `https://hooks.slack.com${hook}` }),
      'send-message',
      {
        text: words.text,
      },
    ),
    sms: to('twilio', carrier?.id ?? '', 'send-sms', { from: sender, to: '+12125550188', text: words.text }),
  };
};
