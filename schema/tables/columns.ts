import { sql } from 'drizzle-orm';
import { customType, pgPolicy, pgRole, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { type ClickIdName, clickIdNames } from '../../integrations/kit/vocabulary.ts';

/** The tenant, first in every primary and foreign key, so tables can be distributed by account. */
export const accountId = () => uuid('account_id').notNull();

export const id = () => uuid('id').notNull();

export const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

const clickId = (name: ClickIdName) => text(name);

/** A column for each click id ad platforms know. */
export const clickIds = () =>
  Object.fromEntries(clickIdNames.map((name) => [name, clickId(name)])) as Record<
    ClickIdName,
    ReturnType<typeof clickId>
  >;

export const createdAt = () => time('created_at').notNull().defaultNow();

/** What the server works as. Migrations make it. */
const app = pgRole('ringpath_app').existing();

/**
 * The wall between accounts. Unset reads as null, so a connection that forgot to say whose it is sees
 * nothing. `force row level security` stands in the migrations: drizzle-kit cannot say it. There too the role
 * `ringpath_ingest` gets a wall of its own around the tables that callbacks write: it names several accounts,
 * since one transaction takes in what came for all of them.
 */
export const tenantPolicy = (column: 'account_id' | 'id' = 'account_id') => {
  const own = sql.raw(`${column} = nullif(current_setting('app.account_id', true), '')::uuid`);
  return pgPolicy('account_wall', { to: app, using: own, withCheck: own });
};

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
});

/** A 64-bit transaction id, ordered like the transactions began. Read as text: it outgrows a double. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
