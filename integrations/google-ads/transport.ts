import { auth } from 'googleapis/build/src/apis/datamanager/index.js';
import { z } from 'zod';
import { NoAnswer, RetryLater } from '../kit/errors.ts';
import { VendorError, type VendorRequest } from '../kit/exchange.ts';
import type { Access, AccessToken } from '../kit/integration.ts';
import { unreachedCode } from '../kit/unreached.ts';
import type { LinkedAccountSettings } from './settings.ts';

const headers = z.custom<Iterable<readonly [string, string]>>(
  (value) => typeof value === 'object' && value !== null && Symbol.iterator in value,
);

/** An HTTP failure as the SDK throws it. `response` is missing when none arrived. */
const sdkError = z.object({
  config: z.object({}),
  code: z.union([z.string(), z.number()]).optional(),
  response: z.object({ status: z.number(), data: z.unknown(), headers }).optional(),
});

// The SDK's error is not kept as a cause: it carries the whole request.
const translate = (error: unknown): unknown => {
  const parsed = sdkError.safeParse(error);
  if (!parsed.success) return error;
  const { code = 'no code', response } = parsed.data;
  if (response) return new VendorError(response.status, response.data, Object.fromEntries(response.headers));
  if (unreachedCode(error) !== null) return new RetryLater(`Google could not be reached (${code}).`);
  return new NoAnswer(`Google was asked and did not answer (${code}).`);
};

/** Google's own client, which authorises what is sent through it. */
type Authorised = InstanceType<typeof auth.OAuth2>;

const authorisedBy = (token: AccessToken): Authorised => {
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: token.value });
  return client;
};

type Send<Body> = (by: Authorised) => Promise<{ readonly status: number; readonly data: Body }>;

/** Sends one request, again with a new token when the first is refused. Throws what `meaning` makes of a refusal. */
export type Ask = <Body>(
  request: VendorRequest,
  send: Send<Body>,
  meaning: (refusal: VendorError) => Error,
) => Promise<Body>;

export const createAsk = (access: Access<LinkedAccountSettings>): Ask => {
  const once = async <Body>(request: VendorRequest, send: Send<Body>, token: AccessToken): Promise<Body> => {
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
  return async (request, send, meaning) => {
    try {
      return await once(request, send, await access.token()).catch(async (error: unknown) => {
        if (!(error instanceof VendorError) || error.status !== 401) throw error;
        return once(request, send, await access.renewToken());
      });
    } catch (error) {
      throw error instanceof VendorError ? meaning(error) : error;
    }
  };
};
