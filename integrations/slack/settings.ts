import { z } from 'zod';

/** `/services/T…/B…/…`: the workspace, the webhook and what makes it secret. */
export const hookPath = /^\/services\/(T[A-Z0-9]{4,})\/(B[A-Z0-9]{4,})\/[A-Za-z0-9]{8,}$/;

const isHook = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.origin === 'https://hooks.slack.com' && !url.search && hookPath.test(url.pathname);
};

export const slackSecrets = z.object({
  webhookUrl: z
    .string()
    .trim()
    .refine(isHook, 'Give the whole address, beginning with https://hooks.slack.com/services/T.')
    .meta({
      title: 'Webhook address',
      description: 'From your Slack app, under Incoming Webhooks. Whoever has it can post to the channel.',
      placeholder: 'https://hooks.slack.com/services/T…/B…/…',
      secret: true,
    }),
});
