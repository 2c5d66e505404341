import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Access,
  type ActionItem,
  type Confirmation,
  defineAction,
  type ItemResult,
} from '../kit/integration.ts';
import { type TextMessage, textMessages } from './messages.ts';

const number = /^\+[1-9]\d{6,14}$/;

const smsSettings = z.object({
  from: z.string().regex(number, 'Give a number with its country, like +12125550100.').meta({
    title: 'Sender',
    description: 'A number of the Twilio account that can send text messages.',
    placeholder: '{{trackingNumber}}',
    template: 'PHONE',
  }),
  to: z.string().regex(number, 'Give a number with its country, like +12125550100.').meta({
    title: 'Recipient',
    description: 'A mobile number: your own, or the caller’s where they agreed to it.',
    placeholder: '{{callerNumber}}',
    template: 'PHONE',
  }),
  text: z
    .string()
    .trim()
    .min(1, 'Give a text.')
    .max(1_600, 'A text message has at most 1,600 characters.')
    .meta({
      title: 'Text',
      description: 'May hold what is known of the call. More than 160 characters cost several messages.',
      placeholder: 'Sorry we missed your call. We ring back today. {{company}}',
      template: 'TEXT',
    }),
});
type SmsSettings = z.infer<typeof smsSettings>;

const requestOf = ({ from, to, text }: SmsSettings) => ({ from, to, body: text });

const pageOf = (sid: string): string => `https://console.twilio.com/us1/monitor/logs/sms/message-logs/${sid}`;

const acceptedAs = (sid: string): ItemResult => ({
  status: 'accepted',
  vendorId: sid,
  vendorUrl: pageOf(sid),
  confirmed: false,
  receipt: { sid },
});

/**
 * What an earlier try may have sent: Twilio keeps no key of ours, but every message. One with the same
 * words between the same numbers since the call came in counts as it, whoever caused it.
 */
const sentEarlier = async (
  messages: ReturnType<typeof textMessages>,
  { settings: { from, to, text }, call }: ActionItem<SmsSettings>,
): Promise<TextMessage | undefined> =>
  (await messages.between(from, to)).find(
    ({ body, dateCreated }) => body === text && dateCreated.getTime() >= Date.parse(call.startedAt) - 1_000,
  );

const sendOne = async (access: Access<unknown>, item: ActionItem<SmsSettings>): Promise<ItemResult> => {
  // The target holds the words, so an earlier revision was this very message: once is enough.
  if (item.vendorId !== null) return acceptedAs(item.vendorId);
  try {
    const messages = textMessages(access);
    const sent = item.uncertain ? await sentEarlier(messages, item) : undefined;
    return acceptedAs((sent ?? (await messages.send(requestOf(item.settings)))).sid);
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
};

const arrived = new Set(['sent', 'delivered', 'read']);
const lost = new Set(['failed', 'undelivered', 'canceled']);
const againSeconds = 1_800;

const confirmationOf = ({ status, errorCode }: TextMessage): Confirmation => {
  if (arrived.has(status)) return { status: 'confirmed' };
  if (!lost.has(status)) return { status: 'pending', afterSeconds: againSeconds };
  const code = errorCode ? ` with error ${errorCode}` : '';
  return { status: 'rejected', reason: `The message did not arrive: Twilio says it is ${status}${code}.` };
};

export const sendSms = defineAction({
  id: 'send-sms',
  title: 'Send a text message about the call',
  description:
    'Sends an SMS from one of your numbers. The same words go out once for a call, whatever happens to it later.',
  settings: smsSettings,
  limits: { batchSize: 1, perSecond: 1, timeoutSeconds: 20 },
  target: ({ from, to, text }) =>
    createHash('sha256')
      .update(JSON.stringify([from, to, text]))
      .digest('hex')
      .slice(0, 32),
  run: (access: Access<unknown>, items) => Promise.all(items.map((item) => sendOne(access, item))),
  confirm: async (access, receipt) => confirmationOf(await textMessages(access).read(String(receipt['sid']))),
  preview: (items) => items.map(({ settings }) => requestOf(settings)),
});
