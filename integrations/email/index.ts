import { defineIntegration } from '../kit/integration.ts';
import { createClient, type MailClient } from './client.ts';
import { sendMessage } from './send-message.ts';
import { emailSecrets, emailSettings } from './settings.ts';

export const email = defineIntegration({
  id: 'email',
  name: 'E-mail',
  description: 'Writes e-mails about calls through any mail server that speaks SMTP.',
  auth: { kind: 'secret', fields: emailSecrets },
  // Not an address: `yes` lets tests talk to a mail server on this machine. Never in production.
  endpoints: { allowLoopback: 'no', privateHosts: '' },
  settings: emailSettings,
  client: createClient,
  check: async (client: MailClient) => {
    await client.signIn();
    const { host, from } = client.settings;
    return { externalId: `${from}#${host}`, label: from };
  },
  actions: [sendMessage],
});
