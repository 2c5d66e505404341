import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@hubspot/api-client';
import type { z } from 'zod';
import { NoAnswer, RetryLater } from '../kit/errors.ts';
import { type VendorAnswer, VendorError } from '../kit/exchange.ts';
import type { Access, AccessToken } from '../kit/integration.ts';
import { unreachedCode } from '../kit/unreached.ts';
import { refusal } from './refusals.ts';
import type { HubspotSettings } from './settings.ts';

interface HubspotRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Dated path; ids in it already encoded. */
  readonly path: string;
  readonly body?: unknown;
  /** True when sending it twice makes two records. */
  readonly createsAnew?: boolean;
}

export interface HubspotClient {
  readonly settings: HubspotSettings;
  /**
   * Sends one request and reads its answer with `shape`. Throws RetryLater, Reconnect, Rejected or
   * NoAnswer; HubSpot's refusal is the `cause`.
   */
  readonly request: <Shape extends z.ZodType>(
    request: HubspotRequest,
    shape: Shape,
  ) => Promise<z.infer<Shape>>;
  /** Resolves when the next search may go out. */
  readonly searchTurn: () => Promise<void>;
  /** A call's page in HubSpot, when the token told which portal it is. */
  readonly callUrl: (callId: string) => Promise<string | null>;
}

/** HubSpot allows five searches a second. */
const millisecondsBetweenSearches = 210;

/** The SDK takes no signal, so the wait ends with the attempt and the request is left to itself. */
const untilAborted = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new NoAnswer('HubSpot did not answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const parsed = (text: string): unknown => {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const answerOf = async (response: Response, signal: AbortSignal): Promise<VendorAnswer<unknown>> => {
  // A refusal's status says enough even when its body is lost.
  const reading = response.ok ? response.text() : response.text().catch(() => '');
  const body = parsed(await untilAborted(reading, signal));
  if (!response.ok) throw new VendorError(response.status, body, Object.fromEntries(response.headers));
  return { status: response.status, body };
};

/** The authorised client every action and the connect check get. Talks to nobody yet. */
export const createHubspotClient = (access: Access<HubspotSettings>): HubspotClient => {
  // No retries and no limiter of the SDK's own: the host paces and retries, and sees every attempt.
  const sdk = new Client({ basePath: access.endpoints['api'] ?? '', numberOfApiCallRetries: 0 });
  let nextSearch: Promise<void> = Promise.resolve();

  const send = (
    { method, path, body }: HubspotRequest,
    token: AccessToken,
  ): Promise<VendorAnswer<unknown>> => {
    return access.exchange({ method, path, body }, async () => {
      sdk.setAccessToken(token.value);
      const sent = sdk.apiRequest({ method, path, body });
      return answerOf(await untilAborted(sent, access.signal), access.signal);
    });
  };

  const sendRenewing = async (request: HubspotRequest): Promise<VendorAnswer<unknown>> => {
    try {
      return await send(request, await access.token());
    } catch (error) {
      if (!(error instanceof VendorError && error.status === 401)) throw error;
      return send(request, await access.renewToken());
    }
  };

  return {
    settings: access.settings,
    request: async (request, shape) => {
      if (access.signal.aborted) throw new RetryLater('The time for this attempt is used up');
      const answer = await sendRenewing(request).catch((error: unknown) => {
        if (error instanceof VendorError) throw refusal(error, request.createsAnew ?? false);
        if (unreachedCode(error) !== null)
          throw new RetryLater('HubSpot cannot be reached', undefined, { cause: error });
        // fetch reports a lost connection and a cut body as TypeError; everything else keeps its own class.
        if (error instanceof TypeError)
          throw new NoAnswer('The connection to HubSpot broke before its answer was complete', {
            cause: error,
          });
        throw error;
      });
      const read = shape.safeParse(answer.body);
      if (!read.success)
        throw new NoAnswer(
          `HubSpot answered ${answer.status} to ${request.method} with a body that cannot be read`,
        );
      return read.data;
    },
    searchTurn: () => {
      const turn = nextSearch;
      nextSearch = turn.then(() => pause(millisecondsBetweenSearches, undefined, { ref: false }));
      return turn;
    },
    callUrl: async (callId) => {
      const portal = (await access.token()).extra['hub_id'];
      return portal ? `${access.endpoints['app']}/contacts/${portal}/record/0-48/${callId}` : null;
    },
  };
};
