import { isIP, connect as openSocket } from 'node:net';
import { createTransport } from 'nodemailer';
import { type Allowed, allowedIn, guardedLookup, refuseLiteral } from '../kit/address-guard.ts';
import { Rejected } from '../kit/errors.ts';
import { VendorError } from '../kit/exchange.ts';
import type { Access } from '../kit/integration.ts';
import { failureOf, type MailError } from './failure.ts';
import type { EmailSettings } from './settings.ts';

export interface MailMessage {
  /** With angle brackets; the same for every try. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailClient {
  readonly settings: EmailSettings;
  /** Throws one of the four kit errors. */
  readonly send: (message: MailMessage) => Promise<void>;
  /** Signs in and hangs up. Throws one of the four kit errors. */
  readonly signIn: () => Promise<void>;
}

const silenceMs = 20_000;
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** A socket to the server that was connected to an address the guard let pass. */
const connectTo = ({ host, port }: EmailSettings, allowed: Allowed, signal: AbortSignal) =>
  new Promise<ReturnType<typeof openSocket>>((resolve, reject) => {
    refuseLiteral(host, allowed);
    const name = bare(host);
    const socket = openSocket({
      host: name,
      port,
      signal,
      ...(isIP(name) ? {} : { lookup: guardedLookup(allowed) }),
    });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });

/** nodemailer tells its log what it hears: 354 is the server's word that it now takes the message in. */
const listenFor354 = (): { readonly heard: () => boolean; readonly logger: object } => {
  let heard = false;
  const silent = (): void => undefined;
  const debug = (entry: { readonly tnx?: string }, text: string): void => {
    if (entry.tnx === 'server' && /^354/.test(text)) heard = true;
  };
  return {
    heard: () => heard,
    logger: { trace: silent, debug, info: silent, warn: silent, error: silent, fatal: silent },
  };
};

export const createClient = (access: Access<EmailSettings>): MailClient => {
  const { settings, secrets, signal } = access;
  const { user = '', password = '' } = secrets;
  const allowed = allowedIn(access.endpoints);

  const transport = (logger: object) =>
    createTransport({
      host: bare(settings.host),
      port: settings.port,
      secure: settings.security === 'TLS',
      requireTLS: settings.security === 'STARTTLS',
      ignoreTLS: settings.security === 'NONE',
      greetingTimeout: silenceMs,
      socketTimeout: silenceMs,
      transactionLog: true,
      logger,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user ? { auth: { user, pass: password }, forceAuth: true } : {}),
      getSocket: (_, done) => {
        connectTo(settings, allowed, signal).then(
          (connection) => done(null, { connection }),
          (error: Error) => done(error, false),
        );
      },
    });

  const talk = async (
    request: { readonly method: string; readonly body?: unknown },
    work: (mail: ReturnType<typeof transport>) => Promise<string>,
  ): Promise<void> => {
    if (settings.security === 'NONE' && password && !allowed.loopback)
      throw new Rejected('A password is not sent without encryption. Choose STARTTLS or TLS.');
    const { heard, logger } = listenFor354();
    let failure: MailError | null = null;
    try {
      await access.exchange({ ...request, path: `${settings.host}:${settings.port}` }, async () => {
        try {
          return { status: 250, body: await work(transport(logger)) };
        } catch (error) {
          failure = error as MailError;
          const { responseCode, response } = failure;
          throw responseCode === undefined ? error : new VendorError(responseCode, response);
        }
      });
    } catch (error) {
      throw failure ? failureOf(failure, heard()) : error;
    }
  };

  return {
    settings,
    send: ({ messageId, to, subject, text }) =>
      talk({ method: 'SEND', body: { messageId, to, characters: text.length } }, async (mail) => {
        const { from: address, fromName: name } = settings;
        const sent = await mail.sendMail({
          from: { name, address },
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          // Out-of-office answers would come back for every call.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return sent.response;
      }),
    signIn: () =>
      talk({ method: 'SIGN-IN' }, async (mail) => {
        await mail.verify();
        return 'signed in';
      }),
  };
};
