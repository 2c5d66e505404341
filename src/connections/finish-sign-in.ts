import { Reconnect } from '../../integrations/kit/errors.ts';
import { redact } from '../../integrations/kit/exchange.ts';
import { Refusal } from '../errors.ts';
import { typedId } from '../ids.ts';
import { setupChanged } from '../setup/cache.ts';
import { identify, reasonOf, unrecorded } from './check.ts';
import { activate } from './connect.ts';
import type { SignIn } from './content.ts';
import { failureOf } from './logger.ts';
import type { Parts } from './parts.ts';
import { type ConnectionRow, changeConnection, lockConnection } from './rows.ts';
import { redeemState } from './sign-in.ts';
import { exchangeCode } from './token-request.ts';
import { withApp } from './vendors.ts';

/** What the vendor sent the browser back with. */
export interface SignInAnswer {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
}

export interface Landing {
  /** UUID; null when no sign-in belongs to the state. */
  readonly connectionId: string | null;
  readonly outcome: 'connected' | 'failed' | 'expired';
  /** Where the browser goes: a path under /console with `connection`, `outcome` and, in words, `reason`. */
  readonly path: string;
}

const landing = (
  returnTo: string,
  connectionId: string | null,
  outcome: Landing['outcome'],
  reason: string | null,
): Landing => {
  const address = new URL(returnTo, 'http://console.invalid');
  const { searchParams } = address;
  if (connectionId) searchParams.set('connection', typedId('Connection', connectionId));
  searchParams.set('outcome', outcome);
  if (reason) searchParams.set('reason', reason);
  return { connectionId, outcome, path: address.pathname + address.search };
};

const bring = async (
  parts: Parts,
  row: ConnectionRow,
  { settings, label, verifier }: SignIn,
  answer: SignInAnswer,
): Promise<void> => {
  const vendor = parts.vendorOf(row.integration);
  const { integration } = vendor;
  const { code, error, errorDescription } = answer;
  if (!code || error) {
    const said = redact([errorDescription, error && `(${error})`].filter(Boolean).join(' ').slice(0, 300));
    throw new Reconnect(
      error === 'access_denied'
        ? `The access was not allowed at ${integration.name}. Connect again and agree there.`
        : `${integration.name} did not give access${said && `: ${said}`}. Connect again.`,
    );
  }
  const { redirectUri, now } = parts;
  const grant = await exchangeCode(withApp(vendor), { code, verifier, redirectUri }, unrecorded, now());
  const identity = await identify(vendor, { settings, secrets: {}, grant });
  await parts.db.inAccount(row.accountId, (tx) =>
    activate(parts, tx, row, row, {
      integration,
      identity,
      settings,
      label,
      seal: (held) => ({
        ...held,
        grant: { ...grant, generation: (held.grant?.generation ?? 0) + 1 },
        renewal: null,
      }),
    }),
  );
};

/** A connection that worked before the person tried again goes on as it was. */
const keepReason = async (
  { db, setup }: Parts,
  { accountId, id }: ConnectionRow,
  reason: string,
): Promise<void> => {
  await db.inAccount(accountId, async (tx) => {
    const row = await lockConnection(tx, accountId, id);
    if (row.state !== 'PENDING' && row.state !== 'NEEDS_RECONNECT') return;
    await changeConnection(tx, row, { state: 'NEEDS_RECONNECT', reason });
    await setupChanged(tx, accountId, id, `Connecting ${row.label} failed`);
  });
  setup.forget(accountId);
};

/** Takes a person back from the vendor's sign-in. Throws only on an outage or when the row does not open. */
export const finishSignIn = async (parts: Parts, answer: SignInAnswer): Promise<Landing> => {
  const redeemed = await redeemState(parts, answer.state, parts.now());
  if (!redeemed)
    return landing(
      '/console/integrations',
      null,
      'expired',
      'This sign-in is too old or was finished already. Connect again.',
    );
  const { row, signIn } = redeemed;
  try {
    await bring(parts, row, signIn, answer);
    parts.setup.forget(row.accountId);
    parts.carriers.forget(row.id);
    await parts.onActive(row.accountId, row.id);
    return landing(signIn.returnTo, row.id, 'connected', null);
  } catch (error) {
    const known = error instanceof Refusal ? error.message : reasonOf(error);
    if (known === null)
      parts.logger?.error(
        { connectionId: row.id, ...failureOf(error) },
        'A sign-in failed for an unforeseen reason.',
      );
    const reason = known ?? 'Something went wrong on our side and was logged. Connect again.';
    await keepReason(parts, row, reason);
    return landing(signIn.returnTo, row.id, 'failed', reason);
  }
};
