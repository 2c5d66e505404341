import { z } from 'zod';
import { batchOf, missingResult, sendIsolating } from './batch.ts';
import type { HubspotClient } from './client.ts';

/** HubSpot's own type "call to contact". The default association of the two objects is the same one. */
export const callToContact = 194;

interface Link {
  readonly key: string;
  readonly callId: string;
  readonly contactId: string;
}

const end = z.looseObject({ id: z.coerce.string() });
const made = batchOf(z.looseObject({ from: end, to: end }));
const listed = batchOf(z.looseObject({ from: end, to: z.array(z.unknown()) }));

/** Those of the calls that are on a contact already. */
export const contactsOf = async (
  client: HubspotClient,
  callIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (callIds.length === 0) return new Set();
  const { results } = await client.request(
    {
      method: 'POST',
      path: '/crm/associations/2026-09/calls/contacts/batch/read',
      body: { inputs: callIds.map((id) => ({ id })) },
    },
    listed,
  );
  return new Set(results.filter(({ to }) => to.length > 0).map(({ from }) => from.id));
};

/** Puts each call on its contact. An upsert takes no associations, so this is a request of its own. */
export const associate = (
  client: HubspotClient,
  links: readonly Link[],
  failed: (link: Link, error: Error) => void,
): Promise<void> =>
  sendIsolating(
    links,
    async (part) => {
      const { results, errors } = await client.request(
        {
          method: 'POST',
          path: '/crm/associations/2026-09/calls/contacts/batch/associate/default',
          body: {
            inputs: part.map(({ callId, contactId }) => ({ from: { id: callId }, to: { id: contactId } })),
          },
        },
        made,
      );
      const done = new Set(results.map(({ from }) => from.id));
      for (const link of part) if (!done.has(link.callId)) failed(link, missingResult(errors, [link.callId]));
    },
    failed,
  );
