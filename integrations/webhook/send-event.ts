import { z } from 'zod';
import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import type { CallSnapshot, CallStatus } from '../kit/vocabulary.ts';
import type { WebhookClient, WebhookEvent } from './client.ts';

const types: Readonly<Record<CallStatus, string>> = {
  RINGING: 'call.ringing',
  ANSWERED: 'call.answered',
  ENDED: 'call.ended',
};

/** Nothing in it depends on when it is sent, so every try carries the same body. */
const eventOf = (call: CallSnapshot): WebhookEvent => ({
  type: types[call.status],
  timestamp: call.endedAt ?? call.answeredAt ?? call.startedAt,
  data: call,
});

const send = async (
  client: WebhookClient,
  { call, key, revision }: ActionItem<object>,
): Promise<ItemResult> => {
  // A receiver drops an id it has seen, so a call that changed needs a new one.
  const id = `${key}_${revision}`;
  try {
    await client.send(id, eventOf(call));
    return { status: 'accepted', vendorId: id, vendorUrl: null, confirmed: true };
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
};

export const sendCall = defineAction({
  id: 'send-call',
  title: 'Send the call to an address',
  description: 'Posts the call as signed JSON (Standard Webhooks). Sent again whenever the call changes.',
  settings: z.object({}),
  limits: { batchSize: 1, perSecond: 20, timeoutSeconds: 20 },
  preview: (items: readonly ActionItem<object>[]) => items.map(({ call }) => eventOf(call)),
  run: (client: WebhookClient, items: readonly ActionItem<object>[]) =>
    Promise.all(items.map((item) => send(client, item))),
});
