import { Reconnect } from '../../integrations/kit/errors.ts';
import type { Identity, Integration } from '../../integrations/kit/integration.ts';
import { connections } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { setupChanged } from '../setup/cache.ts';
import { carrierKey, claimCarrierAccount } from './carrier-accounts.ts';
import { identify, reasonOf } from './check.ts';
import { type Content, empty } from './content.ts';
import { type ConnectInput, readWish, type Wish } from './input.ts';
import type { Parts } from './parts.ts';
import { type ConnectionRow, changeConnection, lockConnection, readConnection } from './rows.ts';
import { authorizeAddress, newSignIn, rememberState } from './sign-in.ts';
import { type Vendor, withApp } from './vendors.ts';

export interface Connecting {
  /** UUID. */
  readonly connectionId: string;
  /** Where to send the person to agree; null when it is connected already. */
  readonly authorizeUrl: string | null;
}

/** What a check has proven, about to become the connection. */
export interface Proven {
  readonly integration: Integration;
  readonly identity: Identity;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly label: string | null;
  readonly seal: (held: Content) => Content;
}

/**
 * Another vendor account is refused: deliveries of this connection hold record ids of the old one, and
 * rules name its conversion actions and properties. Corrections would land on strangers' records.
 */
const refuseOther = ({ integration, identity }: Proven, row: ConnectionRow): void => {
  if (row.externalId === null || row.externalId === identity.externalId) return;
  throw new Refusal(
    'CONFLICT',
    `This leads to ${identity.label} (${identity.externalId}), and the connection is to another ${integration.name} account (${row.externalId}). Use that account, or make a new connection for this one.`,
    'input.connectionId',
  );
};

/** Makes a connection active, a new one or `before` again, in the caller's transaction. */
export const activate = async (
  { safe }: Parts,
  tx: Tx,
  place: { readonly accountId: string; readonly id: string },
  before: ConnectionRow | null,
  proven: Proven,
): Promise<void> => {
  const { accountId, id } = place;
  const { integration, identity, settings, label } = proven;
  const row = before && (await lockConnection(tx, accountId, id));
  if (row) refuseOther(proven, row);
  if (row?.state === 'DISCONNECTED' && before?.state !== 'DISCONNECTED')
    throw new Refusal('CONFLICT', 'The connection was disconnected meanwhile.', 'input.connectionId');
  const named = row?.externalId ? row.label : identity.label;
  const values = {
    label: label ?? named,
    externalId: identity.externalId,
    settings,
    secrets: safe.seal(place, proven.seal(row ? safe.open(row) : empty)),
    state: 'ACTIVE' as const,
    reason: null,
  };
  if (row) await changeConnection(tx, row, values);
  else await tx.insert(connections).values({ ...place, integration: integration.id, ...values });
  const key = carrierKey(integration, safe.open({ ...place, secrets: values.secrets }).fields);
  if (key) await claimCarrierAccount(tx, integration, key, { accountId, connectionId: id });
  await setupChanged(tx, accountId, id, `${integration.name} connected`);
};

/** auth `secret` and `none`: proven at once, and nothing is stored unless it is. */
const connectNow = async (
  parts: Parts,
  place: { readonly accountId: string; readonly id: string },
  before: ConnectionRow | null,
  vendor: Vendor,
  { settings, secrets, label }: Wish,
): Promise<void> => {
  const identity = await identify(vendor, { settings, secrets, grant: null }).catch((error: unknown) => {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    throw new Refusal('INVALID', reason, error instanceof Reconnect ? 'input.secrets' : null);
  });
  const { integration } = vendor;
  const seal = (): Content => ({ ...empty, fields: secrets });
  await parts.db.inAccount(place.accountId, (tx) =>
    activate(parts, tx, place, before, { integration, identity, settings, label, seal }),
  );
  parts.carriers.forget(place.id);
};

/** auth `oauth2`: what is stored keeps working until the person has come back with something better. */
const beginSignIn = async (
  { db, safe, now, redirectUri }: Parts,
  place: { readonly accountId: string; readonly id: string },
  before: ConnectionRow | null,
  vendor: Vendor,
  wish: Wish,
): Promise<string> => {
  const { integration } = vendor;
  const app = withApp(vendor);
  const { state, signIn } = newSignIn(wish, now());
  await db.inAccount(place.accountId, async (tx) => {
    const row = before && (await lockConnection(tx, place.accountId, place.id));
    const secrets = safe.seal(place, { ...(row ? safe.open(row) : empty), signIn });
    if (row) await changeConnection(tx, row, { secrets });
    else
      await tx.insert(connections).values({
        ...place,
        integration: integration.id,
        label: wish.label ?? integration.name,
        settings: wish.settings,
        secrets,
        state: 'PENDING',
      });
    await rememberState(tx, place, signIn);
    await setupChanged(tx, place.accountId, place.id, `${integration.name} sign-in begun`);
  });
  return authorizeAddress(app, { ...signIn, state, redirectUri });
};

/**
 * Connects a vendor, or connects one again under its id. Throws a Refusal (several at once as Refusals)
 * that names the field; a failing check is one in the vendor's words.
 */
export const connect = async (parts: Parts, accountId: string, input: ConnectInput): Promise<Connecting> => {
  const { connectionId } = input;
  const before = connectionId
    ? await parts.db.inAccount(accountId, (tx) => readConnection(tx, accountId, connectionId))
    : null;
  const vendor = parts.vendorOf(input.integration);
  if (before && before.integration !== input.integration)
    throw new Refusal(
      'INVALID',
      `This connection is to ${parts.vendorOf(before.integration).integration.name}.`,
      'input.connectionId',
    );
  const wish = readWish(vendor.integration, input, before?.settings);
  const place = { accountId, id: before?.id ?? newId() };
  const authorizeUrl =
    vendor.integration.auth.kind === 'oauth2'
      ? await beginSignIn(parts, place, before, vendor, wish)
      : await connectNow(parts, place, before, vendor, wish).then(() => null);
  parts.setup.forget(accountId);
  return { connectionId: place.id, authorizeUrl };
};
