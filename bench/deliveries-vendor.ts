import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Access } from '../integrations/kit/integration.ts';
import { type ActionItem, defineAction, defineIntegration } from '../integrations/kit/integration.ts';
import type { CallSnapshot } from '../integrations/kit/vocabulary.ts';

const agent = new Agent({ connections: 64 });

/** The one HTTP call both sides make. */
export const post = async (
  url: string,
  key: string,
  call: CallSnapshot,
): Promise<{ status: number; body: unknown }> => {
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, call }),
  });
  return { status: answer.statusCode, body: await answer.body.json() };
};

type Settings = { readonly url: string };
type Client = (item: ActionItem<object>) => Promise<void>;

const createClient =
  ({ exchange, settings }: Access<Settings>): Client =>
  async ({ key, call }) =>
    void (await exchange({ method: 'POST', path: '/records', body: { key, call } }, () =>
      post(settings.url, key, call),
    ));

/** A vendor that takes calls one by one, as fast as it is given them. `sent` hears of each that was taken. */
export const benchVendor = (sent: (key: string) => void) =>
  defineIntegration({
    id: 'bench',
    name: 'Bench',
    description: 'Takes calls one by one.',
    auth: { kind: 'none' },
    endpoints: {},
    settings: z.object({ url: z.string() }),
    client: createClient,
    check: async () => ({ externalId: 'bench', label: 'Bench' }),
    actions: [
      defineAction({
        id: 'send-call',
        title: 'Send',
        description: 'Sends the call.',
        settings: z.object({}),
        limits: { batchSize: 1, perSecond: 100_000, timeoutSeconds: 30 },
        run: async (client: Client, items: readonly ActionItem<object>[]) =>
          Promise.all(
            items.map(async (item) => {
              await client(item);
              sent(item.key);
              return { status: 'accepted' as const, vendorId: item.key, vendorUrl: null, confirmed: true };
            }),
          ),
      }),
    ],
  });
