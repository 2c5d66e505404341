import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import { associate, contactsOf } from './association.ts';
import type { HubspotClient } from './client.ts';
import { createContactLookup } from './contact.ts';
import { hubspotSettings, type LogSettings, logSettings } from './settings.ts';
import { type Prepared, upsertBody, upsertCalls, upsertPath, type Written } from './upsert-calls.ts';
import { writeUnmarked } from './write-unmarked.ts';

type Item = ActionItem<LogSettings>;

/** One record a call: of several revisions in one run the newest speaks for all. */
const newestByKey = (items: readonly Item[]): readonly Item[] => {
  const newest = new Map<string, Item>();
  for (const item of items)
    if ((newest.get(item.key)?.revision ?? 0) < item.revision) newest.set(item.key, item);
  return [...newest.values()];
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const run = async (client: HubspotClient, items: readonly Item[]): Promise<readonly ItemResult[]> => {
  const failures = new Map<string, Error>();
  const written = new Map<string, Written>();
  const fail = (key: string, error: Error): void => void failures.set(key, error);
  const contactFor = createContactLookup(client);

  // The contact comes first: what is refused here leaves no call without its contact behind.
  const prepared: Prepared[] = [];
  for (const item of newestByKey(items)) {
    try {
      // An accepted call already is on its contact, or a person has since moved it.
      const contactId = item.vendorId === null ? await contactFor(item.call) : null;
      prepared.push({ item, contactId });
    } catch (error) {
      fail(item.key, asError(error));
    }
  }

  const store = (key: string, result: Written): void => void written.set(key, result);
  const unmarked = await upsertCalls(client, prepared, store, fail);
  await writeUnmarked(client, unmarked, store, fail);

  const loose = await looseCalls(client, prepared, written, contactFor, fail);
  await associate(client, loose, ({ key }, error) => fail(key, error));

  return Promise.all(
    items.map(async ({ key }): Promise<ItemResult> => {
      const result = written.get(key);
      const error = failures.get(key);
      if (error || !result)
        return { status: 'failed', error: error ?? new Error('this call was never answered for') };
      const vendorUrl = result.url ?? (await client.callUrl(result.callId));
      return { status: 'accepted', vendorId: result.callId, vendorUrl, confirmed: true };
    }),
  );
};

/** The written calls that still need their contact: those on none, so that none ends up on two. */
const looseCalls = async (
  client: HubspotClient,
  prepared: readonly Prepared[],
  written: ReadonlyMap<string, Written>,
  contactFor: ReturnType<typeof createContactLookup>,
  fail: (key: string, error: Error) => void,
): Promise<{ key: string; callId: string; contactId: string }[]> => {
  const open = prepared.flatMap(({ item, contactId }) => {
    const result = written.get(item.key);
    const settled = !result || result.associated || (!result.isNew && item.vendorId !== null);
    return settled ? [] : [{ item, contactId, callId: result.callId, isNew: result.isNew }];
  });
  const again = open.filter(({ isNew, contactId }) => !isNew && contactId !== null);
  let taken: ReadonlySet<string> = new Set();
  try {
    taken = await contactsOf(
      client,
      again.map(({ callId }) => callId),
    );
  } catch (error) {
    for (const { item } of open) fail(item.key, asError(error));
    return [];
  }
  const loose: { key: string; callId: string; contactId: string }[] = [];
  for (const { item, callId, contactId: prior, isNew } of open) {
    try {
      // New although it had been accepted: somebody deleted the call in HubSpot, and its contact link with it.
      const contactId = isNew && item.vendorId !== null ? await contactFor(item.call) : prior;
      if (contactId && !taken.has(callId)) loose.push({ key: item.key, callId, contactId });
    } catch (error) {
      fail(item.key, asError(error));
    }
  }
  return loose;
};

export const logCall = defineAction<HubspotClient, typeof logSettings>({
  id: 'log-call',
  title: 'Log the call on the contact',
  description:
    'Finds the caller among the contacts by phone number, or makes the contact, and logs the call there with its source, campaign and recording.',
  settings: logSettings,
  limits: { batchSize: 100, perSecond: 5, timeoutSeconds: 30 },
  run,
  preview: (items, settings) => ({
    request: `POST ${upsertPath}`,
    body: upsertBody(newestByKey(items), hubspotSettings.parse(settings), null),
  }),
});
