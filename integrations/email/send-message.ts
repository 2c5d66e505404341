import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Rejected } from '../kit/errors.ts';
import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import type { MailClient, MailMessage } from './client.ts';

const messageSettings = z.object({
  to: z.email('Give one e-mail address.').meta({
    title: 'Recipient',
    description: 'One address. To write to several people, use an address that reaches them all.',
    placeholder: 'owner@example.com',
    template: 'EMAIL',
  }),
  subject: z
    .string()
    // A subject is one line, and notes filled into it may have several.
    .overwrite((text) => text.replace(/\s+/g, ' ').trim())
    .min(1, 'Give a subject.')
    .max(250, 'A subject has at most 250 characters.')
    .meta({
      title: 'Subject',
      description: 'One line; may hold what is known of the call.',
      placeholder: 'Missed call from {{callerNumber | "a withheld number"}}',
      template: 'TEXT',
    }),
  text: z.string().min(1, 'Give a text.').max(20_000, 'A message has at most 20,000 characters.').meta({
    title: 'Text',
    description: 'Plain text; may hold what is known of the call.',
    placeholder: 'It came in at {{startedAt | time}}: {{url}}',
    template: 'TEXT',
  }),
});
type MessageSettings = z.infer<typeof messageSettings>;

/** The same for every try, so whoever looks for the message finds it and a repeat is seen to be one. */
const messageIdOf = (key: string, from: string): string => `<${key}@${from.slice(from.indexOf('@') + 1)}>`;

const messageOf = ({ key, settings }: ActionItem<MessageSettings>, from: string): MailMessage => ({
  messageId: messageIdOf(key, from),
  ...settings,
});

const sendOne = async (client: MailClient, item: ActionItem<MessageSettings>): Promise<ItemResult> => {
  const message = messageOf(item, client.settings.from);
  const { messageId: vendorId } = message;
  try {
    // The target holds the words, so an earlier revision was this very message: once is enough.
    if (item.vendorId !== null)
      return { status: 'accepted', vendorId: item.vendorId, vendorUrl: null, confirmed: true };
    if (item.uncertain)
      throw new Rejected(
        `The message may have gone out: the mail server broke off before it said so, and cannot be asked. It is not sent a second time. Its Message-ID is ${vendorId}.`,
      );
    await client.send(message);
    return { status: 'accepted', vendorId, vendorUrl: null, confirmed: true };
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
};

export const sendMessage = defineAction({
  id: 'send-message',
  title: 'Send an e-mail about the call',
  description:
    'Sends a plain text message. The same words go out once for a call, whatever happens to it later.',
  settings: messageSettings,
  limits: { batchSize: 1, perSecond: 5, timeoutSeconds: 30 },
  target: ({ to, subject, text }) =>
    createHash('sha256')
      .update(JSON.stringify([to, subject, text]))
      .digest('hex')
      .slice(0, 32),
  run: (client: MailClient, items) => Promise.all(items.map((item) => sendOne(client, item))),
  preview: (items, settings) =>
    items.map((item) => ({ from: settings['from'], ...messageOf(item, String(settings['from'] ?? '')) })),
});
