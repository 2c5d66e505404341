import { z } from 'zod';
import { Rejected } from '../kit/errors.ts';
import { countryOf, e164, nationalDigits } from '../kit/phone.ts';
import type { CallSnapshot } from '../kit/vocabulary.ts';
import type { HubspotClient } from './client.ts';
import { callerProperty } from './marker-property.ts';
import { forTheRest, refusalMentions, statusOf, stopsTheRun } from './refusals.ts';

const record = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullish()),
});
type ContactRecord = z.infer<typeof record>;
const found = z.looseObject({ results: z.array(record) });

const phoneProperties = ['phone', 'mobilephone'];
const activityProperties = ['notes_last_updated', 'lastmodifieddate'];

/** HubSpot takes five groups at most: the token search finds numbers it could not split into country and rest. */
const searchBody = (number: string): unknown => {
  const national = nationalDigits(number);
  const only = (propertyName: string, operator: string, value: string): unknown => ({
    filters: [{ propertyName, operator, value }],
  });
  return {
    filterGroups: [
      only('hs_searchable_calculated_phone_number', 'EQ', national),
      only('hs_searchable_calculated_mobile_number', 'EQ', national),
      only('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', `*${national}`),
      only('phone', 'EQ', number),
      only('mobilephone', 'EQ', number),
    ],
    properties: [...phoneProperties, ...activityProperties],
    sorts: [],
    limit: 100,
    after: '0',
  };
};

/** The search is by national digits, which other countries' numbers share. */
const hasNumber = (contact: ContactRecord, number: string): boolean =>
  phoneProperties.some((name) => {
    const written = contact.properties[name];
    return written ? e164(written, countryOf(number) ?? undefined) === number : false;
  });

const activity = (contact: ContactRecord): string =>
  activityProperties.map((name) => contact.properties[name] ?? '').join(' ');

const mostRecentlyActive = (contacts: readonly ContactRecord[]): ContactRecord | undefined =>
  contacts.toSorted(
    (a, b) => activity(b).localeCompare(activity(a)) || a.id.localeCompare(b.id, 'en', { numeric: true }),
  )[0];

const search = async (client: HubspotClient, number: string): Promise<string | null> => {
  await client.searchTurn();
  const { results } = await client.request(
    {
      method: 'POST',
      path: '/crm/objects/2026-09/contacts/search',
      body: searchBody(number),
    },
    found,
  );
  return mostRecentlyActive(results.filter((contact) => hasNumber(contact, number)))?.id ?? null;
};

/** Reads by our unique property, which unlike the search never lags. */
const readMadeFor = async (client: HubspotClient, number: string): Promise<string | null> => {
  try {
    const { results } = await client.request(
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts/batch/read',
        body: {
          idProperty: callerProperty,
          inputs: [{ id: number }],
          properties: phoneProperties,
          propertiesWithHistory: [],
        },
      },
      found,
    );
    return results[0]?.id ?? null;
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
};

const existingIdIn = (error: Error): string | null =>
  /Existing ID: (\d+)/.exec(causeText(error))?.[1] ?? null;

const causeText = (error: Error): string =>
  error.cause instanceof Error && 'body' in error.cause ? JSON.stringify(error.cause.body) : '';

const create = async (
  client: HubspotClient,
  { number, name }: { readonly number: string; readonly name: string | null },
  marked: boolean,
): Promise<string> => {
  const properties = {
    phone: number,
    ...(name ? { firstname: name } : {}),
    ...(marked ? { [callerProperty]: number } : {}),
  };
  try {
    const made = await client.request(
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts',
        body: { properties, associations: [] },
        createsAnew: !marked,
      },
      record,
    );
    return made.id;
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    // Someone, perhaps an earlier try of ours whose answer was lost, was faster.
    const existing = statusOf(error) === 409 ? existingIdIn(error) : null;
    if (existing) return existing;
    if (!marked) throw error;
    const mine = await readMadeFor(client, number);
    if (mine) return mine;
    // The portal refused the property at connect time or somebody has deleted it since.
    if (refusalMentions(error, 'PROPERTY_DOESNT_EXIST')) return create(client, { number, name }, false);
    throw new Rejected(`The contact could not be made. ${error.reason}`, { cause: error.cause });
  }
};

/**
 * The contact to log calls on, for one run: each caller is looked up once, and after a limit, an outage
 * or a lost answer nobody else is. Resolves to null when the call belongs on no contact.
 */
export const createContactLookup = (
  client: HubspotClient,
): ((call: CallSnapshot) => Promise<string | null>) => {
  const asked = new Map<string, Promise<string | null>>();
  let stopped: Error | undefined;

  const lookUp = async (number: string, name: string | null): Promise<string | null> => {
    if (stopped) throw stopped;
    try {
      const existing = await search(client, number);
      if (existing || !client.settings.createMissingContacts) return existing;
      return await create(client, { number, name }, true);
    } catch (error) {
      if (error instanceof Error && stopsTheRun(error)) stopped = forTheRest(error);
      throw error;
    }
  };

  return ({ caller, trackingNumber, destination }) => {
    // The business ringing its own number is nobody's contact.
    if (!caller.number || caller.number === trackingNumber || caller.number === destination)
      return Promise.resolve(null);
    const answer = asked.get(caller.number) ?? lookUp(caller.number, caller.name);
    asked.set(caller.number, answer);
    return answer;
  };
};
