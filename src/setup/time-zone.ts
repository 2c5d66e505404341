import { sql } from 'drizzle-orm';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';

const refused = (field: string): Refusal =>
  new Refusal('INVALID', 'This is not an IANA time zone like America/New_York.', field);

/** An IANA zone as the runtime spells it. An offset is none: PostgreSQL reads its sign the other way round. */
export const timeZoneIn = (given: string, field: string): string => {
  const name = given.trim();
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) throw refused(field);
  try {
    // Throws on a name it does not know; the answer may be an alias, so what was given is kept.
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return name;
  } catch {
    throw refused(field);
  }
};

/** The database has its own list of zones, and days are counted there. */
export const checkZoneInDatabase = async (tx: Tx, name: string, field: string): Promise<void> => {
  const [row] = await tx.execute(
    sql`select exists (select from pg_timezone_names where lower(name) = lower(${name})) as known`,
  );
  if (!row?.['known']) throw refused(field);
};
