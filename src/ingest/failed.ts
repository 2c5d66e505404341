import { callKeyOf, eventKeyOf, type IncomingEvent } from '../conductor/event.ts';
import type { Saved } from '../conductor/save.ts';
import { savedNothing } from '../conductor/saved.ts';
import { isOutage } from '../storage/reserved.ts';

/** SQLSTATE classes of a statement, or a value in it, that is wrong today and tomorrow. */
const lasting = /^(21|22|23|42|54)/;

/** The failure under what Drizzle wraps around it. */
const originOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? originOf(error.cause) : error;

/** True when trying again would fail again: a bug, or a value the database has no room for. */
export const isOurFault = (error: unknown): boolean => {
  const origin = originOf(error);
  if (isOutage(origin)) return false;
  const { code } = (origin ?? {}) as { readonly code?: unknown };
  return typeof code !== 'string' || lasting.test(code);
};

const reason =
  'Something went wrong on our side while this was read. It is kept, and read again with the next callback of its call.';

/** The bare event, for the callback that could not be judged. */
export const failedOf = (item: IncomingEvent): Saved => {
  const callKey = callKeyOf(item);
  const { accountId, carrier, callback, params, json, place, receivedAt } = item;
  const said = { callback, params, json, place, receivedAt };
  const event = { accountId, companyId: null, carrier, eventKey: eventKeyOf(item), callKey, ...said };
  return {
    ...savedNothing(accountId),
    events: [{ ...event, state: 'FAILED', reason, callId: null }],
    changes: [
      { kind: 'EVENT_UNMATCHED', companyId: null, callId: null, subjectId: null, detail: { text: reason } },
    ],
  };
};
