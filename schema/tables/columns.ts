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

/** Who did it: a key, a person, a rule by its id, or Ringpath itself. */
export const actor = () => ({
  actorKind: text('actor_kind', { enum: ['KEY', 'PERSON', 'RULE', 'SYSTEM'] })
    .notNull()
    .default('SYSTEM'),
  actorId: uuid('actor_id'),
});

/** The company a row is of. On the child of a call it repeats the call's, so that the company wall needs no join. */
export const companyId = () => uuid('company_id').notNull();

// As a test for null, since the planner takes nearly every row to pass one; as an equation it would expect one in 200,
// and plan lists of an account's calls for a handful of rows.
const every = "nullif(current_setting('app.every_company', true), '') is not null";
const companies = "(nullif(current_setting('app.companies', true), '')::uuid[])";

const wall = (name: string, command: 'all' | 'select' | 'insert' | 'update' | 'delete', rule: string) => {
  const holds = sql.raw(rule);
  const reads = command !== 'insert' && { using: holds };
  const writes = (command === 'all' || command === 'insert' || command === 'update') && { withCheck: holds };
  return pgPolicy(name, { as: 'restrictive', for: command, to: app, ...reads, ...writes });
};

/**
 * The wall between companies, inside the account's: a reach limited to companies sees and writes only rows of these.
 * A row of no company (null, where a table allows it) is the account's alone. A transaction that has not said its
 * companies sees nothing. Only settings are compared: distributed PostgreSQL takes no subselects in policies.
 */
export const companyWall = (column: 'company_id' | 'id' = 'company_id') =>
  wall('company_wall', 'all', `${every} or ${column} = any ${companies}`);

/** The same where null stands for every company: a limited reach sees such rows too, and changes none of them. */
export const sharedCompanyWall = () => {
  const own = `${every} or company_id = any ${companies}`;
  return [
    wall('company_wall', 'select', `${every} or company_id is null or company_id = any ${companies}`),
    wall('company_wall_insert', 'insert', own),
    wall('company_wall_update', 'update', own),
    wall('company_wall_delete', 'delete', own),
  ];
};

/** The same for rows of several companies: seen by who sees all of these. Null is the account's alone. */
export const companiesWall = () => wall('company_wall', 'all', `${every} or company_ids <@ ${companies}`);

/** Around what concerns the account as a whole: hidden from a limited reach. */
export const accountOnlyWall = () => wall('company_wall', 'all', every);

/** Around what a limited reach sees and moves on, but neither makes nor removes. */
export const standingWall = () => [
  wall('company_wall', 'insert', every),
  wall('company_wall_delete', 'delete', every),
];

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
});

/** A 64-bit transaction id, ordered like the transactions began. Read as text: it outgrows a double. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
