import { auth, datamanager, type datamanager_v1 } from 'googleapis/build/src/apis/datamanager/index.js';
import { z } from 'zod';
import { NoAnswer, RetryLater } from '../kit/errors.ts';
import { VendorError, type VendorRequest } from '../kit/exchange.ts';
import type { Access, AccessToken } from '../kit/integration.ts';
import { meaningOf } from './google-error.ts';
import { type RequestStatus, requestStatus } from './outcome.ts';
import type { ConnectionSettings } from './settings.ts';

/** The Data Manager API for one Google Ads account. Failures are those of `kit/errors.ts`. */
export interface DataManager {
  /** Ten digits. */
  readonly customerId: string;
  /** Hands events (at most 2,000) to one conversion action; answers with Google's id of the request. */
  readonly ingest: (
    conversionActionId: string,
    events: readonly datamanager_v1.Schema$Event[],
  ) => Promise<string>;
  /** What became of the events of a request. */
  readonly status: (requestId: string) => Promise<RequestStatus>;
}

const ingestAnswer = z.object({ requestId: z.string().min(1) });

const headers = z.custom<Iterable<readonly [string, string]>>(
  (value) => typeof value === 'object' && value !== null && Symbol.iterator in value,
);

/** An HTTP failure as the SDK throws it. `response` is missing when none arrived. */
const sdkError = z.object({
  config: z.object({}),
  code: z.union([z.string(), z.number()]).optional(),
  response: z.object({ status: z.number(), data: z.unknown(), headers }).optional(),
});

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

// The SDK's error is not kept as a cause: it carries the whole request.
const translate = (error: unknown): unknown => {
  const parsed = sdkError.safeParse(error);
  if (!parsed.success) return error;
  const { code = 'no code', response } = parsed.data;
  if (response) return new VendorError(response.status, response.data, Object.fromEntries(response.headers));
  if (neverConnected.has(String(code))) return new RetryLater(`Google could not be reached (${code}).`);
  return new NoAnswer(`Google was asked and did not answer (${code}).`);
};

const authorisedBy = (token: AccessToken): InstanceType<typeof auth.OAuth2> => {
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: token.value });
  return client;
};

export const createDataManager = (access: Access<ConnectionSettings>): DataManager => {
  const { customerId, loginCustomerId } = access.settings;
  const api = datamanager('v1');
  // The SDK would retry by itself, unseen by the attempt log; the host does that.
  const options = { rootUrl: access.endpoints['api'] ?? '', retry: false, signal: access.signal };

  const ask = async <Body>(
    request: VendorRequest,
    send: (by: InstanceType<typeof auth.OAuth2>) => Promise<{ status: number; data: Body }>,
  ): Promise<Body> => {
    const once = async (token: AccessToken): Promise<Body> => {
      if (access.signal.aborted) throw new RetryLater('The time was up before this was sent.');
      const answer = await access.exchange(request, async () => {
        try {
          const { status, data } = await send(authorisedBy(token));
          return { status, body: data };
        } catch (error) {
          throw translate(error);
        }
      });
      return answer.body;
    };
    try {
      return await once(await access.token()).catch(async (error: unknown) => {
        if (!(error instanceof VendorError) || error.status !== 401) throw error;
        return once(await access.renewToken());
      });
    } catch (error) {
      throw error instanceof VendorError ? meaningOf(error) : error;
    }
  };

  const account = (accountId: string): datamanager_v1.Schema$ProductAccount => ({
    accountType: 'GOOGLE_ADS',
    accountId,
  });

  return {
    customerId,
    ingest: async (conversionActionId, events) => {
      const body: datamanager_v1.Schema$IngestEventsRequest = {
        destinations: [
          {
            operatingAccount: account(customerId),
            ...(loginCustomerId ? { loginAccount: account(loginCustomerId) } : {}),
            productDestinationId: conversionActionId,
          },
        ],
        events: [...events],
        encoding: 'HEX',
      };
      const answer = await ask({ method: 'POST', path: '/v1/events:ingest', body }, (by) =>
        api.events.ingest({ requestBody: body, auth: by }, options),
      );
      const parsed = ingestAnswer.safeParse(answer);
      if (!parsed.success) throw new NoAnswer("Google's answer to the upload could not be read.");
      return parsed.data.requestId;
    },
    status: async (requestId) => {
      const path = `/v1/requestStatus:retrieve?requestId=${encodeURIComponent(requestId)}`;
      const answer = await ask({ method: 'GET', path }, (by) =>
        api.requestStatus.retrieve({ requestId, auth: by }, options),
      );
      const parsed = requestStatus.safeParse(answer);
      if (!parsed.success) throw new NoAnswer("Google's answer about the upload could not be read.");
      return parsed.data;
    },
  };
};
