import { z } from 'zod';
import { callToContact } from './association.ts';
import { batchOf } from './batch.ts';
import { callProperties } from './call-record.ts';
import type { HubspotClient } from './client.ts';
import { forTheRest, statusOf, stopsTheRun } from './refusals.ts';
import type { Portal, Prepared, Written } from './upsert-calls.ts';

const record = z.looseObject({ id: z.string(), url: z.string().nullish() });
const withBody = z.looseObject({
  id: z.string(),
  properties: z.looseObject({ hs_call_body: z.string().nullish() }),
});
const found = batchOf(withBody);
const links = batchOf(z.looseObject({ to: z.array(z.looseObject({ toObjectId: z.coerce.string() })) }));

const holding = (key: string, calls: readonly z.infer<typeof withBody>[]): string | null =>
  calls.find(({ properties }) => properties.hs_call_body?.includes(key))?.id ?? null;

const searchForKey = async (client: HubspotClient, key: string): Promise<string | null> => {
  await client.searchTurn();
  const { results } = await client.request(
    {
      method: 'POST',
      path: '/crm/objects/2026-09/calls/search',
      body: {
        filterGroups: [
          { filters: [{ propertyName: 'hs_call_body', operator: 'CONTAINS_TOKEN', value: key }] },
        ],
        properties: ['hs_call_body'],
        sorts: [],
        limit: 10,
        after: '0',
      },
    },
    found,
  );
  return holding(key, results);
};

/** The search lags; what hangs on the contact does not. The newest hundred of its calls are enough. */
const readOnContact = async (
  client: HubspotClient,
  key: string,
  contactId: string,
): Promise<string | null> => {
  const { results } = await client.request(
    {
      method: 'POST',
      path: '/crm/associations/2026-09/contacts/calls/batch/read',
      body: { inputs: [{ id: contactId }] },
    },
    links,
  );
  const newest = results
    .flatMap(({ to }) => to.map(({ toObjectId }) => toObjectId))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .slice(0, 100);
  if (newest.length === 0) return null;
  const calls = await client.request(
    {
      method: 'POST',
      path: '/crm/objects/2026-09/calls/batch/read',
      body: {
        inputs: newest.map((id) => ({ id })),
        properties: ['hs_call_body'],
        propertiesWithHistory: [],
      },
    },
    found,
  );
  return holding(key, calls.results);
};

const readBack = async (client: HubspotClient, { item, contactId }: Prepared): Promise<string | null> =>
  (await searchForKey(client, item.key)) ??
  (contactId ? await readOnContact(client, item.key, contactId) : null);

/**
 * Writes calls into a portal without our unique property, one by one: an update where the id is known,
 * a read-back by the key in the text where an earlier try may have arrived, and only then a new record.
 */
export const writeUnmarked = async (
  client: HubspotClient,
  { portal, left }: { readonly portal: Portal; readonly left: readonly Prepared[] },
  store: (key: string, written: Written) => void,
  fail: (key: string, error: Error) => void,
): Promise<void> => {
  const update = async (callId: string, properties: Record<string, string>): Promise<Written | null> => {
    try {
      const path = `/crm/objects/2026-09/calls/${encodeURIComponent(callId)}`;
      const { id, url } = await client.request({ method: 'PATCH', path, body: { properties } }, record);
      return { callId: id, isNew: false, associated: true, url: url ?? null };
    } catch (error) {
      // Deleted in HubSpot: it is written anew.
      if (statusOf(error) === 404) return null;
      throw error;
    }
  };

  const create = async (contactId: string | null, properties: Record<string, string>): Promise<Written> => {
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: callToContact }];
    const associations = contactId ? [{ to: { id: contactId }, types }] : [];
    const { id, url } = await client.request(
      {
        method: 'POST',
        path: '/crm/objects/2026-09/calls',
        body: { properties, associations },
        createsAnew: true,
      },
      record,
    );
    return { callId: id, isNew: true, associated: contactId !== null, url: url ?? null };
  };

  let stopped: Error | undefined;
  for (const one of left) {
    const { item } = one;
    if (stopped) {
      fail(item.key, stopped);
      continue;
    }
    try {
      const properties = callProperties(item, client.settings, portal.dispositions);
      const existing = item.vendorId ?? (item.uncertain ? await readBack(client, one) : null);
      const updated = existing ? await update(existing, properties) : null;
      store(item.key, updated ?? (await create(one.contactId, properties)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      fail(item.key, error);
      if (stopsTheRun(error)) stopped = forTheRest(error);
    }
  }
};
