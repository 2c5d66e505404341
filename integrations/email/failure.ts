import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact } from '../kit/exchange.ts';

/** What nodemailer says of a failure. */
export interface MailError extends Error {
  readonly code?: string | undefined;
  /** The code the failure had before nodemailer gave it its own. */
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

const subjects: Readonly<Record<string, string>> = {
  'MAIL FROM': 'the sender',
  'RCPT TO': 'the recipient',
  DATA: 'the message',
};

const refusedBy = ({ command = '', response = '', responseCode, code }: MailError, cause: Error): Error => {
  const answer = redact(response.slice(0, 300)) || String(responseCode);
  const lasting = Math.floor((responseCode ?? 0) / 100) === 5 && responseCode !== 503;
  if (!lasting) return new RetryLater(`The mail server put it off with ${answer}`, undefined, { cause });
  if (code === 'EAUTH' || responseCode === 530)
    return new Reconnect(
      `The mail server refused the user name or password with ${answer} Connect again with the right ones.`,
      { cause },
    );
  const subject = subjects[command] ?? 'the conversation';
  return new Rejected(`The mail server refused ${subject} with ${answer}`, { cause });
};

/** Never got as far as the mail server's opinion, and never will: the message itself is unfit. */
const unfit = new Set(['EENVELOPE', 'EMESSAGE', 'ECONFIG']);

/**
 * What a failure means for the next try. `handed`: the server had begun to take the message in, so without
 * its answer nobody knows whether it goes out.
 */
export const failureOf = (error: MailError, handed: boolean): Error => {
  if (error instanceof Rejected) return error;
  if (error.responseCode !== undefined) return refusedBy(error, error);
  if (handed)
    return new NoAnswer('The mail server took the message and did not say what became of it.', {
      cause: error,
    });
  const code = error.originalCode ?? error.code ?? 'no code';
  if (error.code === 'EAUTH')
    return new Reconnect('The mail server wants a user name and a password. Connect again with them.', {
      cause: error,
    });
  if (unfit.has(error.code ?? ''))
    return new Rejected(`The message cannot be sent (${code}): ${redact(error.message)}`, { cause: error });
  return new RetryLater(`The mail server could not be reached, or not safely (${code}).`, undefined, {
    cause: error,
  });
};
