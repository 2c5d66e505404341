import { type DestinationId, destinationIds, type VendorFault } from './destinations.ts';
import type { FaultWorld } from './world.ts';

/** One call of a case while it is delivered. */
interface About {
  readonly world: FaultWorld;
  /** Where things go wrong. */
  readonly at: readonly DestinationId[];
  readonly callId: string;
}

/** One thing that goes wrong: before the call ends, and while it is delivered. */
export interface Case {
  readonly name: string;
  /** Where it goes wrong, everywhere at once. */
  readonly at: readonly DestinationId[];
  readonly arm?: (world: FaultWorld, at: readonly DestinationId[]) => void;
  /** Two calls, in the same batches: the worker stands still until both have ended. */
  readonly batch?: boolean;
  readonly meanwhile?: (about: About) => Promise<void>;
  /** The call changes only after its first version was settled: nothing else takes that one's place. */
  readonly alone?: boolean;
  /** In the end the call no longer qualifies, instead of being worth something else. */
  readonly takenBack?: boolean;
  /** After the call changed. */
  readonly afterwards?: (about: About) => Promise<void>;
}

type Kind = Omit<Case, 'at'> & {
  /** Where it can happen; everywhere unless given. */
  readonly only?: readonly DestinationId[];
  /** Close to another; left to the long version. */
  readonly long?: boolean;
};
type Arm = NonNullable<Case['arm']>;

const google = ['google-ads'] as const;
const older = ['google-ads-api'] as const;
const http = destinationIds.filter((id) => id !== 'email');
/** Hand out access that is renewed. */
const signedIn = ['google-ads', 'google-ads-api', 'hubspot', 'salesforce'] as const;
/** Answer row by row, or at least with what became of what they were sent. */
const answering = [...signedIn, 'webhook'] as const;

const fail =
  (fault: VendorFault): Arm =>
  ({ destinations }, at) => {
    for (const id of at) destinations[id].fail(fault);
  };

/** Salesforce complains in a form of its own. */
const codes: Readonly<Record<number, string>> = {
  401: 'INVALID_SESSION_ID',
  429: 'REQUEST_LIMIT_EXCEEDED',
  500: 'UNKNOWN_EXCEPTION',
};

const answer =
  (status: number, given?: unknown, headers: Record<string, string> = {}, skip = 0): Arm =>
  ({ destinations }, at) => {
    for (const id of at) {
      const own = [{ message: 'Not now.', errorCode: codes[status] }];
      const body = given ?? (id === 'salesforce' ? own : { message: 'Not now.' });
      // Only Salesforce is asked for one row after the other.
      const pass = id === 'salesforce' && skip > 0 ? { skip } : {};
      destinations[id].fail({ instead: { status, headers, body }, ...pass });
    }
  };

const cut: Arm = ({ destinations }, at) => {
  for (const id of at) destinations[id].wire.swallow();
};
const mend: Arm = ({ destinations }, at) => {
  for (const id of at) destinations[id].wire.restore();
};

const settledAtOnce = ['ACCEPTED', 'CONFIRMED', 'REJECTED'] as const;

/** Looks without a pause: what comes next is to come before the worker hears of it. */
const soon = async ({ world, at, callId }: About, isSo: (id: DestinationId) => boolean): Promise<void> => {
  const until = Date.now() + 30_000;
  let lookAgain = Date.now() + 1_000;
  /** On a busy machine the time may be up before a message is on its way, and it is not sent again. */
  let left: readonly (DestinationId | undefined)[] = [];
  const missing = (): readonly DestinationId[] => at.filter((id) => !isSo(id) && !left.includes(id));
  while (missing().length > 0) {
    if (Date.now() > until) throw new Error(`It never came to ${missing().join(', ')}.`);
    if (Date.now() > lookAgain) {
      const rows = await world.rowsOf(callId);
      left = rows.filter(({ state }) => state === 'REJECTED').map(({ to }) => to);
      lookAgain = Date.now() + 1_000;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const killed = async ({ world }: About): Promise<void> => {
  await world.kill();
  await world.start();
};

const inLedger = async (about: About, also = ''): Promise<void> => {
  const { world, callId } = about;
  const rows = await world.rowsOf(callId);
  const isThere = (id: DestinationId): boolean => {
    const marks = world.marksOf(rows, id, callId);
    return world.destinations[id]
      .ledger()
      .some((entry) => marks.some((mark) => entry.includes(mark)) && entry.includes(also));
  };
  await soon(about, isThere);
};

/** Google counts the conversion as worth nothing, as one that was taken back is. */
const takenBackIn = (about: About): Promise<void> => inLedger(about, '"conversionValue":0');

/** The first version is there; what goes wrong next goes wrong while it is taken back. */
const thenFail =
  (arm: Arm) =>
  async ({ world, at, callId }: About): Promise<void> => {
    await world.until(callId, at, settledAtOnce);
    arm(world, at);
  };

const kinds: readonly Kind[] = [
  { name: '429 with Retry-After', arm: answer(429, undefined, { 'retry-after': '1' }) },
  { name: '429 without', long: true, only: http, arm: answer(429) },
  { name: '500', long: true, arm: answer(500) },
  {
    name: '502, in HTML',
    long: true,
    only: http,
    arm: answer(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' }),
  },
  {
    name: '503, in the form of a gateway',
    only: http,
    arm: answer(503, { message: 'upstream connect error' }),
  },
  { name: 'hangs past the time-out', arm: fail({ before: 'hang' }) },
  { name: 'resets the connection', long: true, arm: fail({ before: 'reset' }) },
  { name: 'acts, then hangs', arm: fail({ after: 'hang' }) },
  { name: 'acts, then resets', long: true, arm: fail({ after: 'reset' }) },
  { name: 'acts, then cuts its JSON', arm: fail({ after: 'truncate' }) },
  { name: 'acts, then ends its JSON halfway', long: true, only: http, arm: fail({ after: 'halve' }) },
  {
    name: '200 that leaves our rows out',
    only: answering,
    arm: answer(200, { status: 'COMPLETE', results: [] }),
  },
  {
    name: '200 that failed for one row of two',
    only: older,
    batch: true,
    arm: fail({ badRows: { rows: [1], code: 'INTERNAL_ERROR' } }),
  },
  // A receiver of webhooks hands out no tokens: its 401 is a refusal, and stays one.
  { name: '401', long: true, only: signedIn, arm: answer(401) },
  { name: '401 in mid-batch', only: signedIn, batch: true, arm: answer(401, undefined, {}, 1) },
  {
    name: 'worker killed before anything was sent',
    arm: cut,
    meanwhile: async (about) => {
      await about.world.until(about.callId, about.at, ['SENDING', 'UNKNOWN', 'RETRYING']);
      await about.world.kill();
      mend(about.world, about.at);
      await about.world.start();
    },
  },
  {
    name: 'worker killed before the vendor acts',
    long: true,
    arm: fail({ before: 'hang' }),
    meanwhile: async (about) => {
      await soon(about, (id) => !about.world.destinations[id].armed());
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
      await about.world.until(about.callId, about.at, settledAtOnce);
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
    arm: cut,
    meanwhile: async ({ world, at, callId }) => {
      await world.until(callId, at, ['UNKNOWN', 'RETRYING', 'REJECTED']);
      mend(world, at);
    },
  },
  {
    name: 'worker frozen after the vendor acted, another takes over, and it wakes',
    alone: true,
    arm: fail({ after: 'hang' }),
    meanwhile: async (about) => {
      const { world, at, callId } = about;
      await inLedger(about);
      const thaw = world.freeze();
      await world.start();
      await world.until(callId, at, settledAtOnce);
      thaw();
    },
  },
  {
    name: 'the call stops qualifying while its sending hangs',
    only: google,
    takenBack: true,
    arm: fail({ after: 'hang' }),
    meanwhile: (about) => inLedger(about),
  },
  {
    name: 'taking back meets 429',
    long: true,
    only: google,
    takenBack: true,
    meanwhile: thenFail(answer(429, undefined, { 'retry-after': '1' })),
  },
  {
    name: 'taking back is done, then hangs',
    long: true,
    only: google,
    takenBack: true,
    meanwhile: thenFail(fail({ after: 'hang' })),
  },
  {
    name: 'worker killed after the vendor took it back',
    long: true,
    only: google,
    takenBack: true,
    meanwhile: thenFail(fail({ after: 'hang' })),
    afterwards: async (about) => {
      await takenBackIn(about);
      await killed(about);
    },
  },
  {
    name: 'grant revoked',
    only: google,
    arm: (world, at) => {
      answer(401, {})(world, at);
      answer(401, {})(world, at);
      world.refuseGrants();
    },
    meanwhile: async ({ world, callId, at }) => {
      await world.until(callId, at, ['NEEDS_RECONNECT']);
      await world.reconnectGoogle();
    },
  },
];

/** Every fault at every destination, one at a time: what goes wrong at one is no trouble of the others. */
export const allCases: readonly Case[] = kinds.flatMap(({ only = destinationIds, long: _, ...kind }) =>
  only.map((id) => ({ ...kind, at: [id] })),
);

/** Every kind of fault once, at all destinations together. */
export const shortCases: readonly Case[] = kinds
  .filter(({ long }) => !long)
  .map(({ only = destinationIds, long: _, ...kind }) => ({ ...kind, at: only }));
