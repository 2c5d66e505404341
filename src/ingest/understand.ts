import type { CarrierCallback, CarrierRequest } from '../../integrations/kit/carrier.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { IncomingEvent } from '../conductor/event.ts';
import type { EventRow } from '../conductor/load.ts';

/** Characters. PostgreSQL keeps nothing longer than about 2,700 bytes in an index; real ids have 34. */
const longestKey = 255;

/** What a callback says, or why it cannot be understood: it is stored either way. */
export const understand = (
  integration: Integration | undefined,
  request: CarrierRequest,
): Pick<IncomingEvent, 'events' | 'malformed'> => {
  try {
    const events = integration?.carrier?.parse(request) ?? [];
    if (events.some((event) => event.callKey.length > longestKey)) {
      return { events: [], malformed: `The id of its call has more than ${longestKey} characters.` };
    }
    return { events, malformed: null };
  } catch (error) {
    // A carrier's mistake must not cost the raw event: it is kept as malformed, with this reason.
    return { events: [], malformed: error instanceof Error ? error.message : String(error) };
  }
};

/** Reads a stored callback again: one that came before its call, or that a mended reader now understands. */
export const understandStored =
  (findIntegration: (id: string) => Integration | undefined) =>
  (row: EventRow): IncomingEvent => {
    const callback = row.callback as CarrierCallback;
    const request = {
      callback,
      url: '',
      headers: {},
      params: row.params,
      receivedAt: new Date(row.receivedAt),
    };
    return {
      accountId: row.accountId,
      carrier: row.carrier,
      callback,
      params: row.params,
      receivedAt: row.receivedAt,
      ...understand(findIntegration(row.carrier), request),
    };
  };
