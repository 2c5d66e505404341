import { createHash, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { directory } from '../../schema/index.ts';
import type { Db, Tx } from '../db.ts';
import { type Reach, systemReach } from '../reach.ts';
import type { Safe, SignIn } from './content.ts';
import type { Wish } from './input.ts';
import { changeLinkedAccount, type LinkedAccountRow, lockLinkedAccount, readLinkedAccount } from './rows.ts';
import type { OAuthVendor } from './vendors.ts';

const lifeMs = 15 * 60_000;
const kind = 'OAUTH_STATE';

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const random = (): string => randomBytes(32).toString('base64url');

/**
 * A sign-in about to begin: `state` travels to the vendor and back, `finishToken` waits in the browser that
 * began it, `signIn` stays sealed in the row.
 */
export const newSignIn = (
  { settings, label, returnTo }: Wish,
  keyId: string | null,
  now: Date,
): { readonly state: string; readonly finishToken: string; readonly signIn: SignIn } => {
  const [state, finishToken, verifier] = [random(), random(), random()];
  const expiresAt = now.getTime() + lifeMs;
  const hashes = { stateHash: hashOf(state), tokenHash: hashOf(finishToken) };
  return { state, finishToken, signIn: { ...hashes, keyId, verifier, expiresAt, settings, label, returnTo } };
};

/**
 * What tells that somebody else began this sign-in; null when it is the same key in the same browser. Without it
 * a link could bring a person to connect their vendor account to a stranger's Ringpath account.
 */
export const strangerTo = (
  { row, signIn }: { readonly row: Pick<LinkedAccountRow, 'accountId'>; readonly signIn: SignIn },
  { accountId, actor }: Reach,
  finishToken: string,
): 'KEY' | 'BROWSER' | null => {
  if (row.accountId !== accountId || signIn.keyId !== actor.id) return 'KEY';
  return signIn.tokenHash === hashOf(finishToken) ? null : 'BROWSER';
};

/** Where the person agrees at the vendor's. */
export const authorizeAddress = (
  { auth, app, endpoints }: OAuthVendor,
  signIn: Pick<SignIn, 'verifier' | 'settings'> & { readonly state: string; readonly redirectUri: string },
): string => {
  const { state, verifier, settings, redirectUri } = signIn;
  const address = new URL(auth.authorizeUrl(endpoints));
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const parameters = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: [...auth.scopes, ...(auth.moreScopes?.(settings) ?? [])].join(' '),
    state,
    ...(auth.pkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
    ...auth.authorizeParams,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
};

/** Takes every open sign-in of a linked account back. */
export const forgetStates = async (tx: Tx, accountId: string, linkedAccountId: string): Promise<void> => {
  await tx
    .delete(directory)
    .where(
      and(
        eq(directory.kind, kind),
        eq(directory.accountId, accountId),
        eq(directory.subjectId, linkedAccountId),
      ),
    );
};

/** Makes this the linked account's only open sign-in: the last page a person opened is the one that counts. */
export const rememberState = async (
  tx: Tx,
  { accountId, id }: Pick<LinkedAccountRow, 'accountId' | 'id'>,
  { stateHash }: SignIn,
): Promise<void> => {
  await forgetStates(tx, accountId, id);
  await tx.insert(directory).values({ kind, key: stateHash, accountId, subjectId: id });
};

interface Held {
  readonly db: Db;
  readonly safe: Safe;
}

const hereOf = (key: string) => and(eq(directory.kind, kind), eq(directory.key, key));

/** Where the person wanted to come back to, as given when it began; null when the state is nobody's. Changes nothing. */
export const returnToOf = async ({ db, safe }: Held, state: string): Promise<string | null> => {
  const key = hashOf(state);
  const [owner] = await db.orm.select().from(directory).where(hereOf(key));
  if (!owner) return null;
  const { accountId, subjectId } = owner;
  const row = await db.inAccount(systemReach(accountId, 'linkedAccounts'), (tx) =>
    readLinkedAccount(tx, accountId, subjectId),
  );
  const { signIn } = safe.open(row);
  return signIn?.stateHash === key ? signIn.returnTo : null;
};

/**
 * The sign-in a state belongs to, once: null when it is unknown, was used, is too old or belongs to
 * another linked account than the directory says.
 */
export const redeemState = async (
  { db, safe }: Held,
  state: string,
  now: Date,
): Promise<{ readonly row: LinkedAccountRow; readonly signIn: SignIn } | null> => {
  const key = hashOf(state);
  const here = hereOf(key);
  const [owner] = await db.orm.select().from(directory).where(here);
  if (!owner) return null;
  return db.inAccount(systemReach(owner.accountId, 'linkedAccounts'), async (tx) => {
    await tx.delete(directory).where(here);
    // Two browsers with one state queue up here; the second finds the sign-in gone.
    const row = await lockLinkedAccount(tx, owner.accountId, owner.subjectId);
    const held = safe.open(row);
    const { signIn } = held;
    if (signIn?.stateHash !== key) return null;
    await changeLinkedAccount(tx, row, { secrets: safe.seal(row, { ...held, signIn: null }) });
    return signIn.expiresAt > now.getTime() ? { row, signIn } : null;
  });
};
