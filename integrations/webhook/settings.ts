import { z } from 'zod';

export const webhookSettings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Give a full address, beginning with https://.' })
    .max(2000)
    .meta({
      title: 'Address',
      description: 'Where calls are sent: a public https address that answers within 20 seconds.',
      placeholder: 'https://example.com/hooks/calls',
    }),
});

export type WebhookSettings = z.infer<typeof webhookSettings>;

const keyBytes = (secret: string): number => Buffer.from(secret.replace('whsec_', ''), 'base64').length;

export const webhookSecrets = z.object({
  signingSecret: z
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'Give whsec_ and a key in base64.')
    .refine((secret) => keyBytes(secret) >= 24 && keyBytes(secret) <= 64, 'The key must have 24 to 64 bytes.')
    .meta({
      title: 'Signing secret',
      description:
        'Shared with the receiver, who checks our signature with it. Make one: whsec_ followed by the output of `openssl rand -base64 32`.',
      placeholder: 'whsec_…',
      secret: true,
    }),
});
