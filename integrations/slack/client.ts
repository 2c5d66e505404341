import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { VendorError } from '../kit/exchange.ts';
import type { Access } from '../kit/integration.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';
import { unreachedCode } from '../kit/unreached.ts';
import { hookPath } from './settings.ts';

/** What Slack is told. Its `text` is mrkdwn. */
export interface SlackMessage {
  readonly text: string;
}

export interface SlackClient {
  /** Ids of the workspace and of the webhook in it. */
  readonly team: string;
  readonly hook: string;
  /** Throws one of the four kit errors. */
  readonly post: (message: SlackMessage) => Promise<void>;
  /** Proves the address without posting anything. Throws one of the four kit errors. */
  readonly prove: () => Promise<void>;
}

const gone: Readonly<Record<string, string>> = {
  invalid_token: 'The webhook address is no longer good.',
  no_service: 'The webhook was switched off or removed in Slack.',
  no_team: 'The Slack workspace is gone.',
  channel_not_found: 'The channel of the webhook is gone.',
  channel_is_archived: 'The channel of the webhook is archived.',
  action_prohibited: 'An administrator of the workspace does not let the webhook post.',
  posting_to_general_channel_denied: 'An administrator does not let the webhook post to this channel.',
};

const refusals: Readonly<Record<string, string>> = {
  invalid_payload: 'Slack could not read the message.',
  no_text: 'The message has no text.',
  too_many_attachments: 'The message is too large.',
};

const failureOf = ({ status, body, headers }: VendorError): Error => {
  const word = typeof body === 'string' && /^[a-z_]{2,60}$/.test(body) ? body : `status ${status}`;
  if (status === 429)
    return new RetryLater('Slack asked for patience.', retryAfterSeconds(headers['retry-after']));
  if (status >= 500)
    return new NoAnswer(`Slack answered ${word}: it had trouble and does not say whether it posted.`);
  if (Object.hasOwn(gone, word) || status === 403 || status === 404 || status === 410)
    return new Reconnect(`${gone[word] ?? `Slack answered ${word}.`} Connect again with a new address.`);
  return new Rejected(`${refusals[word] ?? 'Slack refused the message.'} (${word})`);
};

const unanswered = (error: unknown): Error => {
  const code = unreachedCode(error);
  return code !== null
    ? new RetryLater(`Slack could not be reached (${code}).`, undefined, { cause: error })
    : new NoAnswer('Slack did not answer: the time was up or the connection broke.', { cause: error });
};

export const createClient = (access: Access<object>): SlackClient => {
  const address = access.secrets['webhookUrl'] ?? '';
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const [, team = '', hook = ''] = hookPath.exec(path) ?? [];

  const send = async (message: SlackMessage): Promise<void> => {
    if (!team) throw new Reconnect('The webhook address is missing. Connect again with it.');
    const shown = `/services/${team}/${hook}/…`;
    // What is written about people stays out of the attempt log; the delivery itself holds it.
    const body = { characters: message.text.length };
    await access.exchange({ method: 'POST', path: shown, body }, async () => {
      const response = await fetch(`${access.endpoints['hooks']}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: access.signal,
      }).catch((error: unknown) => {
        throw unanswered(error);
      });
      const { status } = response;
      const text = await response.text().catch(() => '');
      const after = response.headers.get('retry-after');
      if (status !== 200) throw new VendorError(status, text, after ? { 'retry-after': after } : {});
      return { status, body: text };
    });
  };

  return {
    team,
    hook,
    post: async (message) => {
      try {
        await send(message);
      } catch (error) {
        throw error instanceof VendorError ? failureOf(error) : error;
      }
    },
    prove: async () => {
      try {
        await send({ text: '' });
      } catch (error) {
        // A webhook that works objects to nothing but the missing text.
        if (error instanceof VendorError && error.status === 400 && error.body === 'no_text') return;
        throw error instanceof VendorError ? failureOf(error) : error;
      }
    },
  };
};
