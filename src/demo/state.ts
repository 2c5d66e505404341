import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivate, writePrivate } from './private-file.ts';

const shape = z.object({
  /** The seeded account, once there is one. */
  account: z
    .object({
      id: z.string(),
      apiKey: z.string(),
      /** False: the start that made it was interrupted. */
      complete: z.boolean(),
      /** UUIDs by integration id. */
      linkedAccounts: z.record(z.string(), z.string()),
      /** Public key of the company scripts and visitors use. */
      companyKey: z.string(),
    })
    .nullable(),
  carrier: z.object({ accountSid: z.string(), authToken: z.string() }),
  signingSecret: z.string(),
  /** Seals what linked accounts hold. */
  secretKey: z.string(),
  /** Ports of the vendors' stand-ins: a linked account names its receiver by address. */
  ports: z.record(z.string(), z.number()),
});

/** What the demo must find again at its next start. */
export type State = z.infer<typeof shape>;

const fresh = (): State => ({
  account: null,
  carrier: { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') },
  signingSecret: `whsec_${randomBytes(32).toString('base64')}`,
  secretKey: randomBytes(32).toString('base64url'),
  ports: {},
});

/** The demo's own notes in its data folder. They hold the API key, so only their owner may read them. */
export const openState = async (folder: string) => {
  const path = join(folder, 'demo.json');
  let state = fresh();
  await readPrivate(path, (kept) => {
    state = shape.parse(kept);
  });
  return {
    get: (): State => state,
    set: async (change: Partial<State>): Promise<void> => {
      state = { ...state, ...change };
      await writePrivate(path, `${JSON.stringify(state, null, 2)}\n`);
    },
  };
};

export type StateFile = Awaited<ReturnType<typeof openState>>;
