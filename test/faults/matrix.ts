import type { Fault } from '../../integrations/kit/sandbox.ts';
import { type VendorId, vendorIds } from '../support/vendors.ts';
import type { FaultWorld } from './world.ts';

/** Where each vendor takes its records. */
const paths: Record<VendorId, string> = {
  'google-ads': '/v1/events:ingest',
  hubspot: '/calls/batch/upsert',
  salesforce: '/sobjects/Task/',
  webhook: '/calls',
};

interface About {
  readonly world: FaultWorld;
  readonly vendor: VendorId;
  readonly callId: string;
}

/** One thing that goes wrong: before the call ends, and while it is delivered. */
export interface Case {
  readonly name: string;
  readonly vendor: VendorId;
  readonly arm?: (world: FaultWorld, vendor: VendorId) => void;
  readonly meanwhile?: (about: About) => Promise<void>;
  /** The call changes only after its first version was settled: nothing else takes that one's place. */
  readonly alone?: boolean;
  /** In the end the call no longer qualifies, instead of being worth something else. */
  readonly takenBack?: boolean;
  /** After the call changed. */
  readonly afterwards?: (about: About) => Promise<void>;
}

const fail =
  (fault: Omit<Fault, 'path' | 'times'>, times = 1) =>
  ({ harbor }: FaultWorld, vendor: VendorId): void =>
    harbor.sandboxes[vendor].fail({ path: paths[vendor], times, ...fault });

/** Salesforce complains in a form of its own. */
const codes: Readonly<Record<number, string>> = {
  401: 'INVALID_SESSION_ID',
  429: 'REQUEST_LIMIT_EXCEEDED',
  500: 'UNKNOWN_EXCEPTION',
};

const answer =
  (status: number, headers: Record<string, string> = {}, given?: unknown) =>
  (world: FaultWorld, vendor: VendorId): void => {
    const own = [{ message: 'Not now.', errorCode: codes[status] }];
    const body = given ?? (vendor === 'salesforce' ? own : { message: 'Not now.' });
    fail({ instead: { status, headers, body } })(world, vendor);
  };

const killed = async ({ world }: About): Promise<void> => {
  await world.kill();
  await world.start();
};

const inLedger = async ({ world, vendor, callId }: About): Promise<void> => {
  const [row] = (await world.rowsOf(callId)).filter(({ integration }) => integration === vendor);
  while (!JSON.stringify(world.harbor.sandboxes[vendor].ledger()).includes(row?.key ?? '?'))
    await new Promise((resolve) => setImmediate(resolve));
};

/** Google counts the conversion as worth nothing, as one that was taken back is. */
const takenBackIn = async ({ world, vendor, callId }: About): Promise<void> => {
  const [row] = (await world.rowsOf(callId)).filter(({ integration }) => integration === vendor);
  const zero = () =>
    world.harbor.sandboxes[vendor]
      .ledger()
      .map((entry) => JSON.stringify(entry))
      .some((entry) => entry.includes(row?.key ?? '?') && entry.includes('"conversionValue":0'));
  while (!zero()) await new Promise((resolve) => setImmediate(resolve));
};

/** The first version is there; what goes wrong next goes wrong while it is taken back. */
const thenFail =
  (arm: (world: FaultWorld, vendor: VendorId) => void) =>
  async ({ world, vendor, callId }: About): Promise<void> => {
    await world.until(callId, vendor, 'ACCEPTED');
    arm(world, vendor);
  };

type Kind = Omit<Case, 'vendor'> & {
  readonly only?: readonly VendorId[];
  /** Close to another; left to the long version. */
  readonly long?: boolean;
};

const kinds: readonly Kind[] = [
  { name: '429 with Retry-After', arm: answer(429, { 'retry-after': '1' }) },
  { name: '429 without', long: true, arm: answer(429) },
  { name: '500', arm: answer(500) },
  {
    name: '502, in HTML',
    long: true,
    arm: answer(502, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>'),
  },
  { name: 'hangs past the time-out', arm: fail({ before: 'hang' }) },
  { name: 'resets the connection', arm: fail({ before: 'reset' }) },
  { name: 'acts, then hangs', arm: fail({ after: 'hang' }) },
  { name: 'acts, then resets', long: true, arm: fail({ after: 'reset' }) },
  { name: 'acts, then cuts its JSON', arm: fail({ after: 'truncate' }) },
  { name: '200 that leaves our rows out', arm: answer(200, {}, { status: 'COMPLETE', results: [] }) },
  // A receiver of webhooks hands out no tokens: its 401 is a refusal, and stays one.
  { name: '401 in the middle', only: ['google-ads', 'hubspot', 'salesforce'], arm: answer(401) },
  {
    name: 'worker killed before the vendor acts',
    arm: fail({ before: 'hang' }),
    meanwhile: async (about) => {
      await about.world.until(about.callId, about.vendor, 'SENDING');
      await killed(about);
    },
  },
  {
    name: 'worker killed after the vendor acted',
    alone: true,
    arm: fail({ after: 'hang' }),
    meanwhile: async (about) => {
      await inLedger(about);
      await killed(about);
    },
  },
  {
    name: 'worker killed after all was written',
    long: true,
    meanwhile: async (about) => {
      const done = about.vendor === 'google-ads' ? 'ACCEPTED' : 'CONFIRMED';
      await about.world.until(about.callId, about.vendor, done);
      await killed(about);
    },
  },
  {
    name: 'worker killed after the vendor acted, and the call changes',
    long: true,
    arm: fail({ after: 'hang' }),
    meanwhile: async (about) => {
      await inLedger(about);
      await killed(about);
    },
  },
  {
    name: 'PostgreSQL crashed after the vendor acted',
    alone: true,
    arm: fail({ after: 'hang' }),
    meanwhile: async (about) => {
      await inLedger(about);
      await about.world.postgres.crash();
    },
  },
  {
    name: 'database black-holed after the vendor acted',
    arm: fail({ after: 'reset' }),
    meanwhile: async (about) => {
      await inLedger(about);
      about.world.database.swallow();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      about.world.database.restore();
    },
  },
  {
    name: 'wire to the vendor black-holed',
    only: ['google-ads'],
    arm: ({ google }) => google?.swallow(),
    meanwhile: async ({ world, callId, vendor }) => {
      await world.until(callId, vendor, 'UNKNOWN');
      world.google?.restore();
    },
  },
  {
    name: 'worker frozen after the vendor acted, another takes over, and it wakes',
    alone: true,
    arm: fail({ after: 'hang' }),
    meanwhile: async (about) => {
      const { world, callId, vendor } = about;
      await inLedger(about);
      const thaw = world.freeze();
      await world.start();
      await world.until(callId, vendor, vendor === 'google-ads' ? 'ACCEPTED' : 'CONFIRMED');
      thaw();
    },
  },
  {
    name: 'the call stops qualifying while its sending hangs',
    only: ['google-ads'],
    takenBack: true,
    arm: fail({ after: 'hang' }),
    meanwhile: inLedger,
  },
  {
    name: 'taking back meets 429',
    long: true,
    only: ['google-ads'],
    takenBack: true,
    meanwhile: thenFail(answer(429, { 'retry-after': '1' })),
  },
  {
    name: 'taking back is done, then hangs',
    long: true,
    only: ['google-ads'],
    takenBack: true,
    meanwhile: thenFail(fail({ after: 'hang' })),
  },
  {
    name: 'worker killed after the vendor took it back',
    only: ['google-ads'],
    takenBack: true,
    meanwhile: thenFail(fail({ after: 'hang' })),
    afterwards: async (about) => {
      await takenBackIn(about);
      await killed(about);
    },
  },
  {
    name: 'grant revoked',
    only: ['google-ads'],
    arm: (world, vendor) => {
      fail({ instead: { status: 401, body: {} } }, 2)(world, vendor);
      const refused = {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Token has been revoked.' },
      };
      world.harbor.sandboxes['google-ads'].fail({ path: '/token', times: 1, instead: refused });
    },
    meanwhile: async ({ world, callId, vendor }) => {
      await world.until(callId, vendor, 'NEEDS_RECONNECT');
      await world.reconnectGoogle();
    },
  },
];

/** Every fault at every vendor. */
export const allCases: readonly Case[] = kinds.flatMap(({ only, long: _, ...kind }) =>
  (only ?? vendorIds).map((vendor) => ({ ...kind, vendor })),
);

/** Every kind of fault once, at one vendor after the other. */
export const shortCases: readonly Case[] = kinds
  .filter(({ long }) => !long)
  .map(({ only = vendorIds, long: _, ...kind }, at) => ({
    ...kind,
    vendor: only[at % only.length] ?? 'google-ads',
  }));
