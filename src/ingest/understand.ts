import type { CarrierMessage } from '../../integrations/kit/carrier.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { IncomingEvent } from '../conductor/event.ts';
import type { EventRow } from '../conductor/load.ts';

/** Characters. PostgreSQL keeps nothing longer than about 2,700 bytes in an index; real ids have 34. */
const longestKey = 255;

const read = (
  integration: Integration | undefined,
  message: CarrierMessage,
): Pick<IncomingEvent, 'events' | 'malformed'> => {
  try {
    const events = integration?.carrier?.parse(message) ?? [];
    if (events.some((event) => event.callKey.length > longestKey)) {
      return { events: [], malformed: `The id of its call has more than ${longestKey} characters.` };
    }
    return { events, malformed: null };
  } catch (error) {
    // A carrier's mistake must not cost the raw event: it is kept as malformed, with this reason.
    return { events: [], malformed: error instanceof Error ? error.message : String(error) };
  }
};

/** A callback with what it says, or why it cannot be understood: it is stored either way. */
export const understand = (
  integration: Integration | undefined,
  whose: Pick<IncomingEvent, 'accountId' | 'carrier'>,
  message: CarrierMessage,
): IncomingEvent => ({
  ...whose,
  callback: message.callback,
  params: message.params,
  json: message.json,
  place: message.place,
  receivedAt: message.receivedAt.toISOString(),
  ...read(integration, message),
});

/** What is kept of a callback. Those from before JSON and places have neither. */
export type KeptCallback = Pick<EventRow, 'accountId' | 'carrier' | 'callback' | 'params' | 'receivedAt'> &
  Partial<Pick<EventRow, 'json' | 'place'>>;

/** Reads a kept callback again: one that came before its call, or that a mended reader now understands. */
export const understandStored =
  (findIntegration: (id: string) => Integration | undefined) =>
  ({ accountId, carrier, ...kept }: KeptCallback): IncomingEvent => {
    const { callback, params, json = null, place = null } = kept;
    const message = { callback, params, json, place, receivedAt: new Date(kept.receivedAt) };
    return understand(findIntegration(carrier), { accountId, carrier }, message);
  };
