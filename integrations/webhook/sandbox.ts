import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { VendorStandIn } from '../kit/sandbox.ts';

export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: unknown;
}

const memory = z.array(
  z.looseObject({ id: z.string(), type: z.string(), timestamp: z.string(), data: z.unknown() }),
);

/**
 * A careful receiver: takes a POST on any path, refuses what is not signed with `secret` or is older
 * than five minutes, and answers a webhook-id it has seen without taking it in again.
 */
export const webhookSandbox = ({ secret }: { readonly secret: string }): VendorStandIn => {
  const verifier = new Webhook(secret);
  const events = new Map<string, ReceivedEvent>();
  return {
    ledger: () => [...events.values()],
    save: () => [...events.values()],
    restore: (saved) => {
      for (const event of memory.parse(saved)) events.set(event.id, event);
    },
    handle: ({ method, text, headers }) => {
      if (method !== 'POST') return { status: 405, body: { message: 'only POST' } };
      const id = headers['webhook-id'] ?? '';
      let event: Omit<ReceivedEvent, 'id'>;
      try {
        event = verifier.verify(text, {
          'webhook-id': id,
          'webhook-timestamp': headers['webhook-timestamp'] ?? '',
          'webhook-signature': headers['webhook-signature'] ?? '',
        }) as Omit<ReceivedEvent, 'id'>;
      } catch (error) {
        return { status: 401, body: { message: error instanceof Error ? error.message : 'not verified' } };
      }
      if (typeof event?.type !== 'string') return { status: 400, body: { message: 'the event has no type' } };
      const repeated = events.has(id);
      if (!repeated) events.set(id, { id, ...event });
      return { status: 200, body: { received: true, repeated } };
    },
  };
};
