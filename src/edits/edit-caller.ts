import { sql } from 'drizzle-orm';
import { callers } from '../../schema/index.ts';
import { type Db, type Statement, statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { withCustomValues } from '../leads/custom-values.ts';
import { emailIn } from '../leads/email.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { ChangeCalls } from './change-calls.ts';

const whole = wholeRow(callers);

/** People's changes to callers. The rules judge the caller's newest call again, as it is the one that is about. */
export const createCallerEdits = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly change: ChangeCalls;
}) => {
  const { db, setup, change } = parts;

  const find = async (reach: Reach, id: string, field: string) => {
    const query = sql`select ${whole.list}, (select c.id from calls c where c.account_id = callers.account_id
        and c.caller_id = callers.id order by c.started_at desc limit 1) as newest
      from ${callers} where ${callers.accountId} = ${reach.accountId}::uuid and ${callers.id} = ${id}::uuid`;
    const [row] = await db.read<Record<string, unknown>>(reach, statement(query));
    if (!row) throw new Refusal('NOT_FOUND', 'There is no such caller in this account.', field);
    return { caller: whole.read({ ...row }), newest: (row['newest'] ?? null) as string | null };
  };

  const store = (reach: Reach, newest: string | null, write: Statement, news: string) =>
    change(reach, newest === null ? [] : [newest], null, ({ call }) => ({ call, news: [news] }), {
      first: [write],
    });

  return {
    updateCaller: async (
      reach: Reach,
      id: string,
      given: { readonly email?: string | null },
    ): Promise<void> => {
      const { caller, newest } = await find(reach, id, 'input.id');
      const email = given.email === undefined ? caller.email : emailIn(given.email);
      if (email === caller.email) return;
      const write = statement(sql`update callers set email = ${email}
        where account_id = ${reach.accountId}::uuid and id = ${id}::uuid`);
      await store(reach, newest, write, `The caller's e-mail was ${email ? 'written' : 'removed'}.`);
    },

    setCallerFields: async (
      reach: Reach,
      id: string,
      values: Readonly<Record<string, unknown>>,
    ): Promise<void> => {
      const { accountId } = reach;
      const { caller, newest } = await find(reach, id, 'input.callerId');
      const about = { subject: 'CALLER', companyId: caller.companyId } as const;
      const known = await setup.fresh(reach);
      const next = withCustomValues(caller.customValues, values, about, known, 'input.values');
      // As a patch, so that two people who fill in two fields at once both do.
      const ids = [...new Set([...Object.keys(caller.customValues), ...Object.keys(next)])];
      const gone = ids.filter((field) => !(field in next));
      const put = Object.fromEntries(
        Object.entries(next).filter(([field, value]) => caller.customValues[field] !== value),
      );
      if (gone.length === 0 && Object.keys(put).length === 0) return;
      const write = statement(sql`update callers
        set custom_values = (custom_values - ${sql.param(gone)}::text[]) || ${JSON.stringify(put)}::jsonb
        where account_id = ${accountId}::uuid and id = ${id}::uuid`);
      await store(reach, newest, write, "The caller's details were changed.");
    },
  };
};
