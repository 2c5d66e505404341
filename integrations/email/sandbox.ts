import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailAccount {
  readonly user: string;
  readonly password: string;
  /** Takes the place of `password` once that was revoked. */
  readonly nextPassword?: string;
  /** The account may send from addresses of this domain only. */
  readonly domain: string;
  /** Addresses that do not exist; everything else at any domain does. */
  readonly unknown?: readonly string[];
  /** Addresses a stranger is put off from once, as greylisting does. */
  readonly greylisted?: readonly string[];
  /** Most bytes of a message. */
  readonly size?: number;
  readonly security?: 'NONE' | 'STARTTLS' | 'TLS';
}

/** A message the server took in. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** By lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came, still encoded. */
  readonly body: string;
}

/**
 * What goes wrong next: a refusal at a stage, or the loss of the answer to a message that was sent over
 * whole. `before` does not take it in, `after` does; `truncate` breaks off in the middle of the answer.
 */
export type MailFault =
  | {
      readonly at: 'connect' | 'auth' | 'sender' | 'recipient' | 'message';
      readonly code: number;
      readonly text: string;
    }
  | { readonly before: 'hang' | 'reset' }
  | { readonly after: 'hang' | 'reset' | 'truncate' };

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

const readMail = (raw: string): Pick<TakenMail, 'headers' | 'body'> => {
  const cut = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, cut)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: Object.fromEntries(headers), body: raw.slice(cut + 4).trimEnd() };
};

/**
 * A mail server on loopback with one account. It refuses what a well-kept one refuses: no or wrong
 * sign-in, a sender that is not the account's, recipients that do not exist, messages that are too large
 * or lack a header RFC 5322 wants, and lines of more than 998 bytes.
 */
export const startMailSandbox = async (account: MailAccount, port = 0) => {
  const mails: TakenMail[] = [];
  const faults: MailFault[] = [];
  const known = new Set<string>();
  const { security = 'NONE' } = account;
  let password: string | undefined = account.password;

  const fault = (stage: string): Error | null => {
    const index = faults.findIndex((one) => 'at' in one && one.at === stage);
    const [found] = index === -1 ? [] : faults.splice(index, 1);
    return found && 'at' in found ? refusal(found.code, found.text) : null;
  };

  /** What becomes of the answer to a message, if something does. */
  const loss = (when: 'before' | 'after'): 'hang' | 'reset' | 'truncate' | null => {
    const index = faults.findIndex((one) => when in one);
    const [found] = index === -1 ? [] : faults.splice(index, 1);
    if (!found || 'at' in found) return null;
    return 'before' in found ? found.before : found.after;
  };

  /** Nothing follows a hang: the client's patience ends it. */
  const lose = (how: 'hang' | 'reset' | 'truncate'): void => {
    if (how === 'hang') return;
    for (const { _socket: socket } of server.connections)
      if (how === 'reset') socket.destroy();
      else socket.end('250 2.0.0 O');
  };

  const objection = (raw: string, headers: TakenMail['headers']): Error | null => {
    const missing = ['from', 'date', 'message-id'].find((name) => !headers[name]);
    if (missing) return refusal(550, `5.6.0 The header ${missing} is missing`);
    if (raw.split('\r\n').some((line) => Buffer.byteLength(line) > 998))
      return refusal(550, '5.6.0 A line is too long');
    return null;
  };

  const server = new SMTPServer({
    logger: false,
    secure: security === 'TLS',
    disabledCommands: security === 'STARTTLS' ? [] : ['STARTTLS'],
    allowInsecureAuth: security === 'NONE',
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    closeTimeout: 1,
    ...(account.size ? { size: account.size } : {}),
    onConnect: (_, done) => done(fault('connect')),
    onAuth: (given, _, done) => {
      const refused = fault('auth');
      if (refused) return done(refused);
      const known = given.username === account.user && given.password === password;
      if (known && password !== undefined) return done(null, { user: given.username });
      done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom: ({ address }, _, done) => {
      const own = address.toLowerCase().endsWith(`@${account.domain}`);
      done(fault('sender') ?? (own ? null : refusal(553, `5.7.1 <${address}> is not yours to send from`)));
    },
    onRcptTo: ({ address }, _, done) => {
      if (account.unknown?.includes(address)) return done(refusal(550, `5.1.1 <${address}> User unknown`));
      const stranger = account.greylisted?.includes(address) && !known.has(address);
      known.add(address);
      done(fault('recipient') ?? (stranger ? refusal(451, '4.7.1 Greylisted, try again later') : null));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const { headers, body } = readMail(raw);
        const refused = stream.sizeExceeded
          ? refusal(552, '5.3.4 Message too big')
          : (fault('message') ?? objection(raw, headers));
        if (refused) return done(refused);
        const never = loss('before');
        if (never) return lose(never);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), headers, body });
        const lost = loss('after');
        if (lost) return lose(lost);
        done(null, `2.0.0 Ok: queued as ${mails.length}`);
      });
    },
  });
  // A client that resets or gives up in a handshake is none of the server's trouble.
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');

  return {
    host: '127.0.0.1',
    port: (listening.address() as AddressInfo).port,
    /** What it took in, oldest first. */
    ledger: (): readonly TakenMail[] => mails,
    /** Applies once. */
    fail: (one: MailFault): void => void faults.push(one),
    /** Whether a fault still waits to happen. */
    armed: (): boolean => faults.length > 0,
    /** Nothing more goes wrong: what has not happened yet is taken back. */
    calm: (): void => {
      faults.length = 0;
    },
    /** The password stops working; `nextPassword` is the account's from then on. */
    revokeAll: (): void => {
      password = account.nextPassword;
    },
    stop: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  };
};
