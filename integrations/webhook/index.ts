import { createHash, randomUUID } from 'node:crypto';
import { defineIntegration } from '../kit/integration.ts';
import { createClient, type WebhookClient } from './client.ts';
import { sendCall } from './send-event.ts';
import { webhookSecrets, webhookSettings } from './settings.ts';

export const webhook = defineIntegration({
  id: 'webhook',
  name: 'Webhook',
  description: 'Sends calls to any address as signed JSON, by the Standard Webhooks 1.0 rules.',
  auth: { kind: 'secret', fields: webhookSecrets },
  // Not an address: `yes` lets a demo send to this machine, over http too. Never in production.
  endpoints: { allowLoopback: 'no', privateHosts: '' },
  settings: webhookSettings,
  client: createClient,
  check: async (client: WebhookClient) => {
    await client.send(`check_${randomUUID()}`, {
      type: 'connection.check',
      timestamp: new Date().toISOString(),
      data: {},
    });
    // The address may hold a password in its path or query, so only its digest becomes the id.
    const digest = createHash('sha256').update(client.url.href).digest('hex').slice(0, 16);
    return { externalId: `${client.url.host}#${digest}`, label: client.url.host };
  },
  actions: [sendCall],
});
