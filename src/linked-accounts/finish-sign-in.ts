import { Reconnect } from '../../integrations/kit/errors.ts';
import { redact } from '../../integrations/kit/exchange.ts';
import { Refusal } from '../errors.ts';
import { type Reach, systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import { type Activated, activate } from './activate.ts';
import { identify, reasonOf, unrecorded } from './check.ts';
import type { SignIn } from './content.ts';
import { failureOf } from './logger.ts';
import type { Parts } from './parts.ts';
import { changeLinkedAccount, type LinkedAccountRow, lockLinkedAccount } from './rows.ts';
import { redeemState, strangerTo } from './sign-in.ts';
import { exchangeCode } from './token-request.ts';
import { withApp } from './vendors.ts';

/** What the vendor sent the browser back with, and what that browser had kept. */
export interface SignInAnswer {
  readonly state: string;
  readonly finishToken: string;
  readonly code?: string | null | undefined;
  readonly error?: string | null | undefined;
  readonly errorDescription?: string | null | undefined;
}

export interface Finished extends Activated {
  /** What was given when it began. */
  readonly returnTo: string;
}

const bring = async (
  parts: Parts,
  row: LinkedAccountRow,
  { settings, label, verifier }: SignIn,
  answer: SignInAnswer,
): Promise<Activated> => {
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
  return parts.db.inAccount(systemReach(row.accountId, 'linkedAccounts'), (tx) =>
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

/** A linked account that worked before the person tried again goes on as it was. */
const keepReason = async (
  { db, setup }: Parts,
  { accountId, id }: LinkedAccountRow,
  reason: string,
): Promise<void> => {
  await db.inAccount(systemReach(accountId, 'linkedAccounts'), async (tx) => {
    const row = await lockLinkedAccount(tx, accountId, id);
    if (row.state !== 'PENDING' && row.state !== 'NEEDS_RECONNECT') return;
    await changeLinkedAccount(tx, row, { state: 'NEEDS_RECONNECT', reason });
    await setupChanged(tx, { accountId, companyId: null }, id, `Connecting ${row.label} failed`);
  });
  setup.forget(accountId);
};

const strangerWords = {
  KEY: ['with another API key than the one used here', 'sign in with that key and connect'],
  BROWSER: ['in another browser', 'stay in one browser and connect'],
} as const;

/** For the person whose browser brought it, who may have been sent here by somebody else. */
const refuseStranger = (by: keyof typeof strangerWords, name: string): Refusal => {
  const [begun, instead] = strangerWords[by];
  return new Refusal(
    'FORBIDDEN',
    `This sign-in at ${name} was begun ${begun}, so nothing was connected. If you began it, ${instead} ${name} again. If somebody else's link brought you here, it may have been meant to connect your ${name} account to theirs: do not use it again.`,
    by === 'BROWSER' ? 'input.finishToken' : null,
  );
};

/**
 * Brings a sign-in to its end, once: for the key and the browser that began it, and nobody else. Throws a Refusal
 * in words for the person; the linked account keeps the reason unless it works.
 */
export const finishSignIn = async (parts: Parts, by: Reach, answer: SignInAnswer): Promise<Finished> => {
  const redeemed = await redeemState(parts, answer.state, parts.now());
  if (!redeemed)
    throw new Refusal(
      'NOT_FOUND',
      'This sign-in is too old or was finished already. Connect again.',
      'input.state',
    );
  const { row, signIn } = redeemed;
  const stranger = strangerTo(redeemed, by, answer.finishToken);
  if (stranger) {
    const reason = 'The sign-in came back in another browser or with another API key. Connect again.';
    await keepReason(parts, row, reason);
    throw refuseStranger(stranger, parts.vendorOf(row.integration).integration.name);
  }
  const activated = await bring(parts, row, signIn, answer).catch(async (error: unknown) => {
    const known = error instanceof Refusal ? error.message : reasonOf(error);
    await keepReason(parts, row, known ?? 'Something went wrong on our side and was logged. Connect again.');
    if (known !== null) throw new Refusal(error instanceof Refusal ? error.code : 'INVALID', known);
    // Not the error itself: an SDK's carries the request with its token.
    const { failure, said } = failureOf(error);
    throw new Error(`Signing in for the linked account ${row.id} failed: ${failure}: ${said}`);
  });
  const { accountId } = row;
  parts.setup.forget(accountId);
  parts.carriers.forget(activated.linkedAccountId);
  await parts.onActive(accountId, activated.linkedAccountId);
  return { ...activated, returnTo: signIn.returnTo };
};
