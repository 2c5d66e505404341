import { z } from 'zod';
import { defineIntegration } from '../kit/integration.ts';
import { createClient, type SlackClient } from './client.ts';
import { sendMessage } from './send-message.ts';
import { slackSecrets } from './settings.ts';

export const slack = defineIntegration({
  id: 'slack',
  name: 'Slack',
  description: 'Posts messages about calls to a Slack channel through an incoming webhook.',
  auth: { kind: 'secret', fields: slackSecrets },
  endpoints: { hooks: 'https://hooks.slack.com' },
  settings: z.object({}),
  client: createClient,
  check: async (client: SlackClient) => {
    await client.prove();
    return { externalId: `${client.team}/${client.hook}`, label: `Slack ${client.team}` };
  },
  actions: [sendMessage],
});
