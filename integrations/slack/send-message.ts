import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Rejected } from '../kit/errors.ts';
import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import type { SlackClient, SlackMessage } from './client.ts';

const messageSettings = z.object({
  text: z.string().trim().min(1, 'Give a text.').max(4_000, 'A message has at most 4,000 characters.').meta({
    title: 'Text',
    description: 'May hold what is known of the call, *bold* words and addresses of web pages.',
    placeholder: '*Missed call* from {{callerNumber | "a withheld number"}}: {{url}}',
    template: 'TEXT',
  }),
});
type MessageSettings = z.infer<typeof messageSettings>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** In mrkdwn these three begin links and mentions: a campaign named `<!channel>` must ring nobody. */
const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => entities[character] ?? '');

const messageOf = ({ text }: MessageSettings): SlackMessage => ({ text: escaped(text) });

const sendOne = async (
  client: SlackClient,
  { settings, key, vendorId, uncertain }: ActionItem<MessageSettings>,
): Promise<ItemResult> => {
  try {
    if (vendorId === null && uncertain)
      throw new Rejected(
        'The message may have been posted: Slack did not say, and cannot be asked. It is not posted a second time; look in the channel.',
      );
    // The target holds the words, so an earlier revision was this very message: once is enough.
    if (vendorId === null) await client.post(messageOf(settings));
    return { status: 'accepted', vendorId: vendorId ?? key, vendorUrl: null, confirmed: true };
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
};

export const sendMessage = defineAction({
  id: 'send-message',
  title: 'Post a message about the call',
  description:
    'Posts to the channel of the webhook. The same words are posted once for a call, whatever happens to it later.',
  settings: messageSettings,
  limits: { batchSize: 1, perSecond: 1, timeoutSeconds: 20 },
  target: ({ text }) => createHash('sha256').update(text).digest('hex').slice(0, 32),
  run: (client: SlackClient, items) => Promise.all(items.map((item) => sendOne(client, item))),
  preview: (items) => items.map(({ settings }) => messageOf(settings)),
});
