import { Reconnect } from '../../integrations/kit/errors.ts';
import { linkedAccounts } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import { type Activated, activate } from './activate.ts';
import { identify, reasonOf } from './check.ts';
import { type Content, empty } from './content.ts';
import { type ConnectInput, readWish, type Wish } from './input.ts';
import type { Parts } from './parts.ts';
import { changeLinkedAccount, type LinkedAccountRow, lockLinkedAccount, readLinkedAccount } from './rows.ts';
import { authorizeAddress, newSignIn, rememberState } from './sign-in.ts';
import { type Vendor, withApp } from './vendors.ts';

export interface Connecting extends Activated {
  /** Where to send the person to agree; null when it works already. */
  readonly authorizeUrl: string | null;
  /** What only the browser that began the sign-in holds, and must bring to finish it; null without a sign-in. */
  readonly finishToken: string | null;
}

/** auth `secret` and `none`: proven at once, and nothing is stored unless it is. */
const connectNow = async (
  parts: Parts,
  place: { readonly accountId: string; readonly id: string },
  before: LinkedAccountRow | null,
  vendor: Vendor,
  { settings, secrets, label }: Wish,
): Promise<Connecting> => {
  const identity = await identify(vendor, { settings, secrets, grant: null }).catch((error: unknown) => {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    throw new Refusal('INVALID', reason, error instanceof Reconnect ? 'input.secrets' : null);
  });
  const { integration } = vendor;
  const seal = (): Content => ({ ...empty, fields: secrets });
  const activated = await parts.db.inAccount(systemReach(place.accountId, 'linkedAccounts'), (tx) =>
    activate(parts, tx, place, before, { integration, identity, settings, label, seal }),
  );
  parts.carriers.forget(activated.linkedAccountId);
  return { ...activated, authorizeUrl: null, finishToken: null };
};

/** auth `oauth2`: what is stored keeps working until the person has come back with something better. */
const beginSignIn = async (
  { db, safe, now, redirectUri }: Parts,
  place: { readonly accountId: string; readonly id: string },
  before: LinkedAccountRow | null,
  vendor: Vendor,
  wish: Wish,
  keyId: string | null,
): Promise<Connecting> => {
  const { integration } = vendor;
  const app = withApp(vendor);
  const { state, finishToken, signIn } = newSignIn(wish, keyId, now());
  await db.inAccount(systemReach(place.accountId, 'linkedAccounts'), async (tx) => {
    const row = before && (await lockLinkedAccount(tx, place.accountId, place.id));
    const secrets = safe.seal(place, { ...(row ? safe.open(row) : empty), signIn });
    if (row) await changeLinkedAccount(tx, row, { secrets });
    else
      await tx.insert(linkedAccounts).values({
        ...place,
        integration: integration.id,
        label: wish.label ?? integration.name,
        settings: wish.settings,
        secrets,
        state: 'PENDING',
      });
    await rememberState(tx, place, signIn);
    await setupChanged(
      tx,
      { accountId: place.accountId, companyId: null },
      place.id,
      `${integration.name} sign-in begun`,
    );
  });
  const authorizeUrl = authorizeAddress(app, { ...signIn, state, redirectUri });
  return { linkedAccountId: place.id, renewed: false, authorizeUrl, finishToken };
};

/**
 * Connects a vendor, or connects one again: under `linkedAccountId`, or the one that is linked to the same
 * vendor account. `keyId`: the API key that begins it, null inside the server; only it may finish a sign-in. Throws
 * a Refusal (several at once as Refusals) that names the field; a failing check is one in the vendor's words.
 */
export const connect = async (
  parts: Parts,
  accountId: string,
  input: ConnectInput,
  keyId: string | null,
): Promise<Connecting> => {
  const { linkedAccountId } = input;
  const before = linkedAccountId
    ? await parts.db.inAccount(systemReach(accountId, 'linkedAccounts'), (tx) =>
        readLinkedAccount(tx, accountId, linkedAccountId),
      )
    : null;
  const vendor = parts.vendorOf(input.integration);
  if (before && before.integration !== input.integration)
    throw new Refusal(
      'INVALID',
      `This linked account is one at ${parts.vendorOf(before.integration).integration.name}.`,
      'input.linkedAccountId',
    );
  const wish = readWish(vendor.integration, input, before?.settings, parts.signInPages);
  const place = { accountId, id: before?.id ?? newId() };
  const connecting =
    vendor.integration.auth.kind === 'oauth2'
      ? await beginSignIn(parts, place, before, vendor, wish, keyId)
      : await connectNow(parts, place, before, vendor, wish);
  parts.setup.forget(accountId);
  return connecting;
};
