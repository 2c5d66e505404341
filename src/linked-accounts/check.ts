import { NoAnswer, Reconnect, Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import { type Exchange, redact } from '../../integrations/kit/exchange.ts';
import type { AccessToken, Identity } from '../../integrations/kit/integration.ts';
import type { Grant } from './content.ts';
import { untilAborted } from './time-limit.ts';
import type { Vendor } from './vendors.ts';

const limitSeconds = 20;

/** Connecting has no attempt log: what is wrong is told to the person who waits. */
export const unrecorded: Exchange = (_, send) => send();

export const accessToken = ({ accessToken: value, extra }: Grant): AccessToken => ({ value, extra });

/** What an integration says went wrong, for a person; null when the error is not one of the kit's. */
export const reasonOf = (error: unknown): string | null =>
  error instanceof Reconnect ||
  error instanceof Rejected ||
  error instanceof RetryLater ||
  error instanceof NoAnswer
    ? redact(error.reason).slice(0, 500)
    : null;

/** Asks the vendor who this is. Throws the kit's errors; NoAnswer after 20 seconds. */
export const identify = (
  { integration, endpoints }: Vendor,
  given: {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
    readonly grant: Grant | null;
  },
): Promise<Identity> => {
  const { name } = integration;
  const signal = AbortSignal.timeout(limitSeconds * 1000);
  const client = integration.client({
    endpoints,
    settings: given.settings,
    secrets: given.secrets,
    token: async () => {
      if (!given.grant) throw new Error(`${integration.id} asks for a token and does not sign in.`);
      return accessToken(given.grant);
    },
    renewToken: () =>
      Promise.reject(new Reconnect(`${name} refuses the token it has just given. Connect it again.`)),
    exchange: unrecorded,
    signal,
  });
  const late = () => new NoAnswer(`${name} did not answer within ${limitSeconds} seconds. Try again.`);
  return untilAborted(integration.check(client), signal, late);
};
