import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { googleAdsSandbox } from '../../integrations/google-ads/sandbox.ts';
import { hubspotSandbox } from '../../integrations/hubspot/sandbox.ts';
import { type RunningSandbox, startSandbox, type VendorStandIn } from '../../integrations/kit/sandbox.ts';
import { salesforceSandbox } from '../../integrations/salesforce/sandbox.ts';
import { twilioAccountApi } from '../../integrations/twilio/account-api.ts';
import { webhookSandbox } from '../../integrations/webhook/sandbox.ts';
import { recallMemories } from './memories.ts';
import { conversation } from './recording.ts';
import type { StateFile } from './state.ts';

/** The app Ringpath is registered as at every stand-in that signs people in. */
const app = { clientId: 'ringpath-demo', clientSecret: 'the stand-ins take only this' };

/** Below the ports systems hand out by themselves. A random start keeps two folders' demos apart. */
const firstPort = 20_000;
const lastPort = 29_999;

const busy = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

/** The remembered port, else the next free one. */
const serve = async (
  name: string,
  standIn: VendorStandIn,
  remembered: number | undefined,
  from: number,
): Promise<RunningSandbox> => {
  for (let port = remembered ?? from; port <= lastPort; port += 1) {
    try {
      return await startSandbox(standIn, port);
    } catch (error) {
      if (!busy(error)) throw error;
      if (port === remembered)
        throw new Error(
          `Port ${port} is busy, where this data folder's demo keeps its ${name} sandbox. ` +
            'Is the demo running already? Stop it, or choose another folder with --data.',
        );
    }
  }
  throw new Error(`No port up to ${lastPort} is free for the ${name} sandbox.`);
};

/** Twilio with its recordings, which here all sound alike. */
const withRecordings = (account: VendorStandIn): VendorStandIn => ({
  ledger: account.ledger,
  handle: (request) =>
    request.path.includes('/Recordings/')
      ? {
          status: 200,
          body: conversation(),
          headers: { 'content-type': 'audio/wav', 'access-control-allow-origin': '*' },
        }
      : account.handle(request),
});

/** The vendors on this machine: each with its own HTTP API, memory and `GET /ledger`. */
export const startVendors = async (state: StateFile, folder: string, logger: Logger) => {
  const { carrier, signingSecret, ports } = state.get();
  const standIns = {
    // No list of clicks: whoever tries the demo by hand brings click ids nobody could have registered.
    'google-ads': googleAdsSandbox(app),
    hubspot: hubspotSandbox(app),
    salesforce: salesforceSandbox({ ...app, organisation: 'Harbor Agency' }),
    webhook: webhookSandbox({ secret: signingSecret }),
    twilio: withRecordings(twilioAccountApi({ ...carrier, friendlyName: 'Harbor Agency' })),
  } satisfies Record<string, VendorStandIn>;

  const keepMemories = await recallMemories(standIns, folder);
  const running: [string, RunningSandbox][] = [];
  const stopServing = async (): Promise<void> => {
    await Promise.all(running.map(([, sandbox]) => sandbox.stop()));
  };
  try {
    let next = firstPort + randomInt(9_000);
    for (const [name, standIn] of Object.entries(standIns)) {
      const sandbox = await serve(name, standIn, ports[name], next);
      running.push([name, sandbox]);
      next = Number(new URL(sandbox.url).port) + 1;
    }
  } catch (error) {
    await stopServing();
    throw error;
  }
  const urls = Object.fromEntries(running.map(([name, { url }]) => [name, url])) as Record<
    keyof typeof standIns,
    string
  >;
  await state.set({
    ports: Object.fromEntries(running.map(([name, { url }]) => [name, Number(new URL(url).port)])),
  });

  const memories = keepMemories(logger);
  return {
    urls,
    oauthApps: { 'google-ads': app, hubspot: app, salesforce: app },
    endpoints: {
      'google-ads': {
        accounts: urls['google-ads'],
        oauth: urls['google-ads'],
        api: urls['google-ads'],
        ads: urls['google-ads'],
      },
      hubspot: { app: urls.hubspot, api: urls.hubspot },
      salesforce: { login: urls.salesforce },
      webhook: { allowLoopback: 'yes' },
      twilio: { api: urls.twilio },
    },
    /** Resolves when what the vendors know now is found again after a restart. */
    save: memories.save,
    /** Whoever waits for an answer that hangs is told at once. */
    letGo: (): void => {
      for (const [, sandbox] of running) sandbox.letGo();
    },
    stop: async (): Promise<void> => {
      await stopServing();
      await memories.stop();
    },
  };
};

export type Vendors = Awaited<ReturnType<typeof startVendors>>;
