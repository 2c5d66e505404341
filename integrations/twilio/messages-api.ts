import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../kit/sandbox.ts';

/** A text message Twilio took in. */
export interface TakenMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

export interface Messaging {
  /** The account's numbers that can send text messages. */
  readonly numbers: readonly string[];
  /** Recipients who answered STOP. */
  readonly optedOut?: readonly string[];
  readonly landlines?: readonly string[];
  /** Mobile numbers nothing arrives at. */
  readonly unreachable?: readonly string[];
}

const e164 = /^\+[1-9]\d{6,14}$/;

const refuse = (code: number, message: string, status = 400): SandboxAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** As Twilio writes times: `Fri, 20 Nov 2026 15:04:05 +0000`. */
const rfc2822 = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

/** Twilio's Messages resource of one account: create, list and fetch, with its error codes. */
export const twilioMessages = (accountSid: string, account: Messaging) => {
  const taken: (TakenMessage & { readonly at: Date })[] = [];
  const root = `/2010-04-01/Accounts/${accountSid}/Messages`;

  const objection = (to: string, from: string, body: string): SandboxAnswer | null => {
    if (!to) return refuse(21604, "A 'To' phone number is required.");
    if (!e164.test(to)) return refuse(21211, `Invalid 'To' Phone Number: ${to}`);
    if (!e164.test(from)) return refuse(21212, `Invalid 'From' Phone Number: ${from}`);
    if (!account.numbers.includes(from))
      return refuse(
        21606,
        `The 'From' phone number ${from} is not a valid, SMS-capable number of your account.`,
      );
    if (to === from) return refuse(21266, "'To' and 'From' number cannot be the same");
    if (!body) return refuse(21602, 'Message body is required.');
    if (body.length > 1_600)
      return refuse(21617, 'The concatenated message body exceeds the 1600 character limit.');
    if (account.landlines?.includes(to))
      return refuse(21614, `'To' number ${to} is not a valid mobile number`);
    if (account.optedOut?.includes(to)) return refuse(21610, 'Attempt to send to unsubscribed recipient');
    return null;
  };

  const shown = ({ sid, from, to, body, at }: (typeof taken)[number], status: string): object => ({
    sid,
    account_sid: accountSid,
    from,
    to,
    body,
    status,
    direction: 'outbound-api',
    error_code: status === 'undelivered' ? 30003 : null,
    error_message: null,
    num_segments: String(Math.ceil(body.length / 160)),
    num_media: '0',
    date_created: rfc2822(at),
    date_updated: rfc2822(at),
    date_sent: null,
    uri: `${root}/${sid}.json`,
  });

  const outcome = ({ to }: TakenMessage): string =>
    account.unreachable?.includes(to) ? 'undelivered' : 'delivered';

  const create = (form: URLSearchParams): SandboxAnswer => {
    const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '') as [
      string,
      string,
      string,
    ];
    const refused = objection(to, from, body);
    if (refused) return refused;
    const sid = `SM${createHash('md5').update(`${accountSid}:${taken.length}`).digest('hex')}`;
    const message = { sid, from, to, body, at: new Date() };
    taken.push(message);
    return { status: 201, body: shown(message, 'queued') };
  };

  const list = (query: URLSearchParams): SandboxAnswer => {
    const wanted = (name: 'from' | 'to', given: string | null) => (message: TakenMessage) =>
      given === null || message[name] === given;
    const found = taken.filter(wanted('from', query.get('From'))).filter(wanted('to', query.get('To')));
    const messages = found.toReversed().map((message) => shown(message, outcome(message)));
    const page = { page: 0, page_size: 50, start: 0, end: messages.length, next_page_uri: null };
    return { status: 200, body: { ...page, previous_page_uri: null, uri: `${root}.json`, messages } };
  };

  return {
    ledger: (): readonly TakenMessage[] => taken.map(({ at: _, ...message }) => message),
    /** The answer to a signed-in request; null when it is not about messages. */
    handle: ({ method, path, query, text }: SandboxRequest): SandboxAnswer | null => {
      if (path === `${root}.json`) return method === 'POST' ? create(new URLSearchParams(text)) : list(query);
      if (!path.startsWith(`${root}/`)) return null;
      const message = taken.find(({ sid }) => path === `${root}/${sid}.json`);
      if (method !== 'GET') return refuse(20004, 'Method not allowed', 405);
      return message
        ? { status: 200, body: shown(message, outcome(message)) }
        : refuse(20404, `The requested resource ${path} was not found`, 404);
    },
  };
};
