import RequestClient from 'twilio/lib/base/RequestClient.js';
import Twilio from 'twilio/lib/rest/Twilio.js';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact, VendorError } from '../kit/exchange.ts';
import type { Access } from '../kit/integration.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';
import { unreachedCode } from '../kit/unreached.ts';

/** Twilio's refusal as its SDK throws it. */
interface Refused extends Error {
  readonly status: number;
  /** Missing when Twilio did not answer in its own form. */
  readonly code?: number | undefined;
}

// The SDK's class for it is a default export of a CommonJS module, which Node and bundlers hand out differently.
// An answer that broke off carries a status too, as an error of axios.
const isRefused = (error: unknown): error is Refused =>
  error instanceof Error &&
  !('isAxiosError' in error) &&
  'status' in error &&
  typeof error.status === 'number';

/** A text message as Twilio keeps it. */
export interface TextMessage {
  readonly sid: string;
  readonly body: string;
  readonly status: string;
  readonly errorCode: number | null;
  readonly dateCreated: Date;
}

/** What Twilio's codes mean, for whoever must mend it. */
const reasons: Readonly<Record<number, string>> = {
  21211: 'Twilio says the recipient is no valid number.',
  21212: 'Twilio says the sender is no valid number.',
  21408: 'The Twilio account may not send to this country. Allow it under Messaging, Geo permissions.',
  21606: 'The sender is no number of the Twilio account that can send text messages.',
  21610: 'The recipient has opted out: they answered STOP to this sender.',
  21612: 'Twilio knows no way from this sender to this recipient.',
  21614: 'The recipient is no mobile number.',
  21617: 'The text is longer than 1,600 characters.',
  21659: 'The sender is no number of Twilio.',
  21660: 'The sender belongs to another Twilio account.',
};

const failureOf = ({ status, code, message }: Refused, retryAfter: string | undefined): Error => {
  if (status === 429) return new RetryLater('Twilio asked for patience.', retryAfterSeconds(retryAfter));
  if (status >= 500)
    return new NoAnswer(`Twilio had trouble (status ${status}) and does not say whether it sent.`);
  if (status === 401 || code === 20005)
    return new Reconnect(
      'Twilio refused the account SID or auth token. Copy both anew from the Twilio console.',
    );
  const known = code === undefined ? undefined : reasons[code];
  return new Rejected(
    `${known ?? `Twilio refused it: ${redact(String(message).slice(0, 300))}`} (${code ?? status})`,
  );
};

const unanswered = (error: unknown): Error => {
  const code = unreachedCode(error);
  return code !== null
    ? new RetryLater(`Twilio could not be reached (${code}).`, undefined, { cause: error })
    : new NoAnswer('Twilio did not answer: the time was up or the connection broke.', { cause: error });
};

/** Twilio's SDK, led to this installation's endpoint and ended with the attempt. */
const sdkFor = (
  { endpoints, secrets, signal }: Access<unknown>,
  heard: (retryAfter: unknown) => void,
): InstanceType<typeof Twilio> => {
  const { accountSid = '', authToken = '' } = secrets;
  const httpClient = new RequestClient({ keepAlive: false });
  httpClient.axios.interceptors.request.use((config) => {
    config.url = (config.url ?? '').replace('https://api.twilio.com', endpoints['api'] ?? '');
    config.signal = signal;
    return config;
  });
  // The SDK's error keeps no headers.
  httpClient.axios.interceptors.response.use((answer) => {
    heard(answer.headers['retry-after']);
    return answer;
  });
  try {
    return new Twilio(accountSid, authToken, { httpClient });
  } catch (error) {
    throw new Reconnect('The account SID must begin with AC. Copy it anew from the Twilio console.', {
      cause: error,
    });
  }
};

/** Twilio's text messages. Every function throws one of the four kit errors. */
export const textMessages = (access: Access<unknown>) => {
  const root = `/2010-04-01/Accounts/${access.secrets['accountSid'] ?? ''}/Messages`;

  const ask = async <Found>(
    request: { readonly method: string; readonly path: string; readonly body?: unknown },
    status: number,
    work: (messages: InstanceType<typeof Twilio>['messages']) => Promise<Found>,
    shown: (found: Found) => unknown,
  ): Promise<Found> => {
    const answers: Found[] = [];
    let refused: Refused | null = null;
    let retryAfter: string | undefined;
    const { messages } = sdkFor(access, (header) => {
      retryAfter = typeof header === 'string' ? header : undefined;
    });
    try {
      await access.exchange(request, async () => {
        try {
          const found = await work(messages);
          answers.push(found);
          return { status, body: shown(found) };
        } catch (error) {
          if (!isRefused(error)) throw unanswered(error);
          refused = error;
          throw new VendorError(error.status, { code: error.code, message: error.message });
        }
      });
    } catch (error) {
      throw refused ? failureOf(refused, retryAfter) : error;
    }
    return answers[0] as Found;
  };

  const brief = ({ sid, status, errorCode }: TextMessage): object => ({ sid, status, errorCode });

  return {
    send: (message: { readonly to: string; readonly from: string; readonly body: string }) =>
      ask<TextMessage>(
        // What is written to people stays out of the attempt log; the delivery itself holds it.
        {
          method: 'POST',
          path: `${root}.json`,
          body: { ...message, body: `${message.body.length} characters` },
        },
        201,
        (messages) => messages.create(message),
        brief,
      ),
    /** The newest from one number to another, newest first. */
    between: (from: string, to: string) =>
      ask<readonly TextMessage[]>(
        { method: 'GET', path: `${root}.json`, body: { from, to } },
        200,
        (messages) => messages.list({ from, to, limit: 50 }),
        (found) => found.map(brief),
      ),
    read: (sid: string) =>
      ask<TextMessage>(
        { method: 'GET', path: `${root}/${sid}.json` },
        200,
        (messages) => messages(sid).fetch(),
        brief,
      ),
  };
};
