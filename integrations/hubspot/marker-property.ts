import { z } from 'zod';
import { Rejected } from '../kit/errors.ts';
import type { HubspotClient } from './client.ts';
import { statusOf } from './refusals.ts';

/**
 * Our own unique properties. HubSpot has no idempotency header, so they are what keeps a call, and a
 * contact made for a caller, from existing twice; its search lags seconds behind writes and cannot.
 */
export const callKeyProperty = 'ringpath_key';
export const callerProperty = 'ringpath_caller';

const property = z.looseObject({
  groupName: z.string(),
  hasUniqueValue: z.boolean().optional(),
  options: z.array(z.looseObject({ value: z.string() })).default([]),
});
type Property = z.infer<typeof property>;

interface Marker {
  readonly objectType: 'calls' | 'contacts';
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** A property HubSpot always has, whose group the marker joins. */
  readonly neighbour: string;
}

export const callMarker: Marker = {
  objectType: 'calls',
  name: callKeyProperty,
  label: 'Ringpath key',
  description: 'Written by Ringpath so that one call is logged once. Please leave it as it is.',
  neighbour: 'hs_call_title',
};

export const contactMarker: Marker = {
  objectType: 'contacts',
  name: callerProperty,
  label: 'Ringpath caller',
  description: 'The number Ringpath made this contact for, so that it is made once.',
  neighbour: 'phone',
};

const pathOf = (objectType: string, name?: string): string =>
  `/crm/properties/2026-03/${objectType}${name ? `/${name}` : ''}`;

/** A property's definition, or null when the portal has none of that name. */
export const readProperty = async (
  client: HubspotClient,
  objectType: string,
  name: string,
): Promise<Property | null> => {
  try {
    return await client.request({ method: 'GET', path: pathOf(objectType, name) }, property);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
};

/**
 * Makes the marker when the portal lacks it. A portal that refuses it (ten unique properties are the
 * most) still works: calls are then read back by the key in their text.
 */
export const ensureMarker = async (client: HubspotClient, marker: Marker): Promise<void> => {
  if (await readProperty(client, marker.objectType, marker.name)) return;
  const neighbour = await readProperty(client, marker.objectType, marker.neighbour);
  const { objectType, neighbour: _, ...named } = marker;
  try {
    await client.request(
      {
        method: 'POST',
        path: pathOf(objectType),
        body: {
          ...named,
          groupName: neighbour?.groupName ?? 'contactinformation',
          type: 'string',
          fieldType: 'text',
          hasUniqueValue: true,
          formField: false,
        },
      },
      property,
    );
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
};
