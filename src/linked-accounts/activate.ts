import { and, eq, sql } from 'drizzle-orm';
import type { Identity, Integration } from '../../integrations/kit/integration.ts';
import { accounts, automationVersions, linkedAccounts } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { setupChanged } from '../setup/cache.ts';
import { carrierKey, claimCarrierAccount } from './carrier-accounts.ts';
import { type Content, empty } from './content.ts';
import type { Parts } from './parts.ts';
import { changeLinkedAccount, type LinkedAccountRow, lockLinkedAccount } from './rows.ts';

/** What a check has proven, about to become the linked account. */
export interface Proven {
  readonly integration: Integration;
  readonly identity: Identity;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly label: string | null;
  readonly seal: (held: Content) => Content;
}

export interface Activated {
  /** UUID of the linked account that works now. */
  readonly linkedAccountId: string;
  /** Whether it had been connected before. */
  readonly renewed: boolean;
}

interface Place {
  readonly accountId: string;
  readonly id: string;
}

/**
 * Another vendor account is refused: deliveries of this linked account hold record ids of the old one, and
 * rules name its conversion actions and properties. Corrections would land on strangers' records.
 */
const refuseOther = ({ integration, identity }: Proven, row: LinkedAccountRow): void => {
  if (row.externalId === null || row.externalId === identity.externalId) return;
  throw new Refusal(
    'CONFLICT',
    `This leads to ${identity.label} (${identity.externalId}), and this one is linked to another ${integration.name} account (${row.externalId}). Use that account, or make a new linked account for this one.`,
    'input.linkedAccountId',
  );
};

/**
 * The linked account of this vendor account, the one that works best where there are several from
 * before they were told apart. Whoever looks for the same waits until the transaction ends: an advisory lock and
 * no unique index, which those could not have.
 */
const lockSame = async (
  tx: Tx,
  accountId: string,
  { integration, identity }: Proven,
): Promise<LinkedAccountRow | null> => {
  const name = `linked-accounts:${accountId}:${integration.id}:${identity.externalId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  const best = sql`array_position(array['ACTIVE', 'NEEDS_RECONNECT', 'PENDING', 'DISCONNECTED'], ${linkedAccounts.state})`;
  const [row] = await tx
    .select()
    .from(linkedAccounts)
    .where(
      and(
        eq(linkedAccounts.accountId, accountId),
        eq(linkedAccounts.integration, integration.id),
        eq(linkedAccounts.externalId, identity.externalId),
      ),
    )
    .orderBy(best, linkedAccounts.id)
    .limit(1)
    .for('no key update');
  return row ?? null;
};

/** A linked account that was only begun leaves when its vendor account turns out to be connected already. */
const giveWay = async (tx: Tx, begun: LinkedAccountRow, { label }: LinkedAccountRow): Promise<void> => {
  const { accountId, id } = begun;
  // Whoever saves a rule holds its linked accounts: after this, such a rule is either seen below or will not find it.
  await tx
    .select({ id: linkedAccounts.id })
    .from(linkedAccounts)
    .where(and(eq(linkedAccounts.accountId, accountId), eq(linkedAccounts.id, id)))
    .for('update');
  const named = JSON.stringify([{ linkedAccountId: id }]);
  const deleted = await tx
    .delete(linkedAccounts)
    .where(
      and(
        eq(linkedAccounts.accountId, accountId),
        eq(linkedAccounts.id, id),
        sql`not exists (select from ${automationVersions} where ${automationVersions.accountId} = ${accountId}
          and ${automationVersions.actions} @> ${named}::jsonb)`,
        sql`not exists (select from ${accounts} where ${accounts.alertLinkedAccountId} = ${id})`,
      ),
    )
    .returning({ id: linkedAccounts.id });
  if (deleted.length > 0) return;
  const reason = `This account is connected already, as ${label}. Choose that linked account in the rules that use this one.`;
  await changeLinkedAccount(tx, begun, { state: 'DISCONNECTED', secrets: null, reason });
};

/**
 * Makes a linked account active in the caller's transaction: `before` again, the one the account has to this vendor
 * account already, or a new one at `place`.
 */
export const activate = async (
  { safe }: Parts,
  tx: Tx,
  place: Place,
  before: LinkedAccountRow | null,
  proven: Proven,
): Promise<Activated> => {
  const { accountId } = place;
  const { integration, identity, settings, label } = proven;
  const own = before && (await lockLinkedAccount(tx, accountId, place.id));
  if (own) refuseOther(proven, own);
  if (own?.state === 'DISCONNECTED' && before?.state !== 'DISCONNECTED')
    throw new Refusal('CONFLICT', 'The linked account was disconnected meanwhile.', 'input.linkedAccountId');
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
  if (row) await changeLinkedAccount(tx, row, values);
  else await tx.insert(linkedAccounts).values({ ...at, integration: integration.id, ...values });
  if (own && row && own.id !== row.id) await giveWay(tx, own, row);
  const key = carrierKey(integration, safe.open({ ...at, secrets: values.secrets }).fields);
  if (key) await claimCarrierAccount(tx, integration, key, { accountId, linkedAccountId: at.id });
  const what = renewed ? `${values.label} connected again` : `${integration.name} connected`;
  await setupChanged(tx, { accountId, companyId: null }, at.id, what);
  return { linkedAccountId: at.id, renewed };
};
