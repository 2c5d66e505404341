import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { createQueues } from '../delivery/queues.ts';
import { requirePort } from '../free-port.ts';
import { systemReach } from '../reach.ts';
import { type Ringpath, startRingpath } from '../ringpath.ts';
import { createStops } from '../stops.ts';
import { startEmbeddedPostgres } from '../storage/embedded.ts';
import { migrate } from '../storage/migrate.ts';
import { companiesOf, seed } from './seed.ts';
import { openState } from './state.ts';
import { startVendors } from './vendors.ts';
import { startWorld } from './world.ts';

const host = '127.0.0.1';

export interface DemoOptions {
  /** Holds the database and the demo's notes; made when it is missing. */
  readonly folder: string;
  /** 0 for any. */
  readonly port: number;
  /** Whether people visit and call. */
  readonly world: boolean;
  /** The folder with `schema/migrations`. */
  readonly root: string;
  /** The folder with the built `console` and `dni.js`. */
  readonly builtDir: string;
  readonly logger: Logger;
}

/** What a script needs to use the demo; `--json` prints it. */
export interface DemoFacts {
  /** Signs in by itself: the key stands behind the #, which no server sees. */
  readonly consoleUrl: string;
  readonly graphqlUrl: string;
  readonly graphqlWsUrl: string;
  readonly apiKey: string;
  readonly dni: { readonly scriptUrl: string; readonly sessionsUrl: string; readonly companyKey: string };
  readonly carrier: {
    readonly voiceUrl: string;
    readonly statusUrl: string;
    readonly accountSid: string;
    readonly authToken: string;
    readonly numbers: readonly {
      readonly number: string;
      readonly kind: string;
      readonly tracker: string;
      readonly company: string;
    }[];
  };
  readonly sandboxes: Readonly<Record<string, string>>;
}

const numbersOf = async (
  { setup }: Ringpath,
  accountId: string,
): Promise<DemoFacts['carrier']['numbers']> => {
  const { numbers, trackers, companies } = await setup.of(systemReach(accountId, 'demo'));
  return [...numbers.values()].map(({ number, trackerId }) => {
    const tracker = trackers.get(trackerId);
    const company = companies.get(tracker?.companyId ?? '');
    return { number, kind: tracker?.kind ?? '', tracker: tracker?.name ?? '', company: company?.name ?? '' };
  });
};

/** The whole of Ringpath on this machine: database, server, worker, vendors and, if wanted, a world. */
export const startDemo = async (options: DemoOptions) => {
  const { port, root, builtDir, logger } = options;
  const folder = resolve(options.folder);
  const stops = createStops(logger);
  try {
    await requirePort(host, port);
    const state = await openState(folder);
    // First: their ports also tell whether another demo uses this folder, before its database is taken over.
    const vendors = await startVendors(state, folder, logger);
    stops.add(vendors.stop);
    const postgres = await startEmbeddedPostgres(folder);
    stops.add(postgres.stop);
    await migrate(postgres.url, root, createQueues);

    const ringpath = await startRingpath({
      databaseUrl: postgres.url,
      databaseConnections: 20,
      roles: ['api', 'worker'],
      host,
      port,
      publicUrl: undefined,
      dataDir: folder,
      builtDir,
      secretKeys: [state.get().secretKey],
      oauthApps: vendors.oauthApps,
      endpoints: vendors.endpoints,
      fallbackDestination: '+12125550100',
      introspection: true,
      logger,
    });
    stops.add(ringpath.stop);
    // Before Ringpath waits for its deliveries: none of them needs an answer that hangs.
    stops.add(async () => vendors.letGo());

    const account = await seed(ringpath, vendors, state);

    const { url } = ringpath;
    const { carrier } = state.get();
    const voiceUrl = `${url}/carriers/twilio/voice`;
    const statusUrl = `${url}/carriers/twilio/status`;
    if (options.world) {
      const world = startWorld({
        url,
        carrier: { ...carrier, voiceUrl, statusUrl, apiUrl: vendors.urls.twilio },
        companies: await companiesOf(ringpath, account.id),
        logger,
      });
      stops.add(world.stop);
    }

    const { twilio: _, ...sandboxes } = vendors.urls;
    const facts: DemoFacts = {
      consoleUrl: `${url}/console/#key=${account.apiKey}`,
      graphqlUrl: `${url}/graphql`,
      graphqlWsUrl: `${url.replace(/^http/, 'ws')}/graphql`,
      apiKey: account.apiKey,
      dni: { scriptUrl: `${url}/dni.js`, sessionsUrl: `${url}/dni/sessions`, companyKey: account.companyKey },
      carrier: { voiceUrl, statusUrl, ...carrier, numbers: await numbersOf(ringpath, account.id) },
      sandboxes,
    };
    return { facts, folder, stop: stops.all };
  } catch (error) {
    await stops.all();
    throw error;
  }
};

export type Demo = Awaited<ReturnType<typeof startDemo>>;
