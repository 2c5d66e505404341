import { z } from 'zod';
import type { ActionItem } from '../kit/integration.ts';
import { batchOf, missingResult, sendIsolating } from './batch.ts';
import { callProperties } from './call-record.ts';
import type { HubspotClient } from './client.ts';
import { callKeyProperty, readProperty } from './marker-property.ts';
import { isBadInput } from './refusals.ts';
import type { HubspotSettings, LogSettings } from './settings.ts';

export interface Prepared {
  readonly item: ActionItem<LogSettings>;
  /** The contact the call belongs on, when it is known. */
  readonly contactId: string | null;
}

export interface Written {
  readonly callId: string;
  /** False when the call was there before this run. */
  readonly isNew: boolean;
  /** True when it was written together with its contact. */
  readonly associated: boolean;
  readonly url: string | null;
}

/** What a portal's own set-up decides. */
export interface Portal {
  /** Our unique property is there, so writes can be repeated. */
  readonly marked: boolean;
  /** Call outcomes it has; null when it keeps the stock ones. */
  readonly dispositions: ReadonlySet<string> | null;
}

const upserted = batchOf(
  z.looseObject({
    id: z.string(),
    new: z.boolean().default(false),
    url: z.string().nullish(),
    properties: z.record(z.string(), z.string().nullish()),
  }),
);

export const upsertPath = '/crm/objects/2026-09/calls/batch/upsert';

/** The request that writes calls. `dispositions`: the outcomes of the portal; null for the stock ones. */
export const upsertBody = (
  items: readonly ActionItem<LogSettings>[],
  settings: HubspotSettings,
  dispositions: Portal['dispositions'],
) => ({
  inputs: items.map((item) => ({
    id: item.key,
    idProperty: callKeyProperty,
    properties: { ...callProperties(item, settings, dispositions), [callKeyProperty]: item.key },
  })),
});

const readPortal = async (client: HubspotClient): Promise<Portal> => {
  const marker = await readProperty(client, 'calls', callKeyProperty);
  const outcomes = (await readProperty(client, 'calls', 'hs_call_disposition'))?.options ?? [];
  return {
    marked: marker?.hasUniqueValue ?? false,
    dispositions: outcomes.length > 0 ? new Set(outcomes.map(({ value }) => value)) : null,
  };
};

/**
 * Writes the calls under our unique property: the first time makes a record, every later one updates it.
 * Assumes an ordinary portal and asks only after a refusal. Answers with what it could not send because
 * the portal has no such property.
 */
export const upsertCalls = async (
  client: HubspotClient,
  prepared: readonly Prepared[],
  store: (key: string, written: Written) => void,
  fail: (key: string, error: Error) => void,
): Promise<{ readonly portal: Portal; readonly left: readonly Prepared[] }> => {
  let portal: Portal = { marked: true, dispositions: null };
  let asked = false;
  const left: Prepared[] = [];

  const send = async (part: readonly Prepared[]): Promise<void> => {
    if (!portal.marked) return void left.push(...part);
    const { results, errors } = (await client
      .request(
        {
          method: 'POST',
          path: upsertPath,
          body: upsertBody(
            part.map(({ item }) => item),
            client.settings,
            portal.dispositions,
          ),
        },
        upserted,
      )
      .catch(async (error: unknown) => {
        if (asked || !isBadInput(error)) throw error;
        asked = true;
        portal = await readPortal(client);
        return null;
      })) ?? { results: null, errors: [] };
    if (!results) return send(part);
    for (const { item } of part) {
      const result = results.find(({ properties }) => properties[callKeyProperty] === item.key);
      const only = part.length === 1 && results.length === 1 ? results[0] : undefined;
      const match = result ?? only;
      if (match)
        store(item.key, { callId: match.id, isNew: match.new, associated: false, url: match.url ?? null });
      else fail(item.key, missingResult(errors, [item.key]));
    }
  };

  await sendIsolating(prepared, send, ({ item }, error) => fail(item.key, error));
  return { portal, left };
};
