import { and, eq, sql } from 'drizzle-orm';
import type { Identity, Integration } from '../../integrations/kit/integration.ts';
import { accounts, automationVersions, connections } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { setupChanged } from '../setup/cache.ts';
import { carrierKey, claimCarrierAccount } from './carrier-accounts.ts';
import { type Content, empty } from './content.ts';
import type { Parts } from './parts.ts';
import { type ConnectionRow, changeConnection, lockConnection } from './rows.ts';

/** What a check has proven, about to become the connection. */
export interface Proven {
  readonly integration: Integration;
  readonly identity: Identity;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly label: string | null;
  readonly seal: (held: Content) => Content;
}

export interface Activated {
  /** UUID of the connection that works now. */
  readonly connectionId: string;
  /** Whether it had been connected before. */
  readonly renewed: boolean;
}

interface Place {
  readonly accountId: string;
  readonly id: string;
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

/**
 * The account's connection to this vendor account, the one that works best where there are several from
 * before they were told apart. Whoever looks for the same waits until the transaction ends: an advisory lock and
 * no unique index, which those could not have.
 */
const lockSame = async (
  tx: Tx,
  accountId: string,
  { integration, identity }: Proven,
): Promise<ConnectionRow | null> => {
  const name = `connections:${accountId}:${integration.id}:${identity.externalId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  const best = sql`array_position(array['ACTIVE', 'NEEDS_RECONNECT', 'PENDING', 'DISCONNECTED'], ${connections.state})`;
  const [row] = await tx
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.accountId, accountId),
        eq(connections.integration, integration.id),
        eq(connections.externalId, identity.externalId),
      ),
    )
    .orderBy(best, connections.id)
    .limit(1)
    .for('no key update');
  return row ?? null;
};

/** A connection that was only begun leaves when its vendor account turns out to be connected already. */
const giveWay = async (tx: Tx, begun: ConnectionRow, { label }: ConnectionRow): Promise<void> => {
  const { accountId, id } = begun;
  // Whoever saves a rule holds its connections: after this, such a rule is either seen below or will not find it.
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.accountId, accountId), eq(connections.id, id)))
    .for('update');
  const named = JSON.stringify([{ connectionId: id }]);
  const deleted = await tx
    .delete(connections)
    .where(
      and(
        eq(connections.accountId, accountId),
        eq(connections.id, id),
        sql`not exists (select from ${automationVersions} where ${automationVersions.accountId} = ${accountId}
          and ${automationVersions.actions} @> ${named}::jsonb)`,
        sql`not exists (select from ${accounts} where ${accounts.alertConnectionId} = ${id})`,
      ),
    )
    .returning({ id: connections.id });
  if (deleted.length > 0) return;
  const reason = `This account is connected already, as ${label}. Choose that connection in the rules that use this one.`;
  await changeConnection(tx, begun, { state: 'DISCONNECTED', secrets: null, reason });
};

/**
 * Makes a connection active in the caller's transaction: `before` again, the one the account has to this vendor
 * account already, or a new one at `place`.
 */
export const activate = async (
  { safe }: Parts,
  tx: Tx,
  place: Place,
  before: ConnectionRow | null,
  proven: Proven,
): Promise<Activated> => {
  const { accountId } = place;
  const { integration, identity, settings, label } = proven;
  const own = before && (await lockConnection(tx, accountId, place.id));
  if (own) refuseOther(proven, own);
  if (own?.state === 'DISCONNECTED' && before?.state !== 'DISCONNECTED')
    throw new Refusal('CONFLICT', 'The connection was disconnected meanwhile.', 'input.connectionId');
  const row = own?.externalId ? own : ((await lockSame(tx, accountId, proven)) ?? own);
  const at: Place = { accountId, id: row?.id ?? place.id };
  const renewed = row?.externalId != null;
  const values = {
    label: label ?? (renewed ? row.label : identity.label),
    externalId: identity.externalId,
    settings,
    secrets: safe.seal(at, proven.seal(row ? safe.open(row) : empty)),
    state: 'ACTIVE' as const,
    reason: null,
  };
  if (row) await changeConnection(tx, row, values);
  else await tx.insert(connections).values({ ...at, integration: integration.id, ...values });
  if (own && row && own.id !== row.id) await giveWay(tx, own, row);
  const key = carrierKey(integration, safe.open({ ...at, secrets: values.secrets }).fields);
  if (key) await claimCarrierAccount(tx, integration, key, { accountId, connectionId: at.id });
  const what = renewed ? `${values.label} connected again` : `${integration.name} connected`;
  await setupChanged(tx, accountId, at.id, what);
  return { connectionId: at.id, renewed };
};
