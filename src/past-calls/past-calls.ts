import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { callers, calls, webSessions } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import { type Db, statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { where } from '../filter/where.ts';
import type { Reach } from '../reach.ts';
import { rowReader, wholeRow } from '../storage/row-reader.ts';
import type { PastCall } from './try-rule.ts';

/** Which past calls. Times ISO 8601, `from` inside and `to` outside. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** UUID; null: every company. */
  readonly companyId: string | null;
  readonly filter: CallFilter;
}

const longestDays = 400;
const dayMs = 86_400_000;

/** Past calls as people ask for them; throws Refusal naming the field below `input.period`. */
export const periodIn = (
  { from, to }: { readonly from: Date; readonly to: Date },
  which: Pick<Period, 'companyId' | 'filter'>,
): Period => {
  if (to <= from) throw new Refusal('INVALID', 'The period must end after it begins.', 'input.period.to');
  if (to.getTime() - from.getTime() > longestDays * dayMs)
    throw new Refusal('TOO_LARGE', `A period has at most ${longestDays} days.`, 'input.period.from');
  return { from: from.toISOString(), to: to.toISOString(), ...which };
};

/** What the carrier told in detail and how the credit was found is large, and no rule asks for it. */
const { facts: _facts, evidence: _evidence, ...asked } = getTableColumns(calls);
const call = rowReader(calls, Object.keys(asked) as Exclude<keyof Call, 'facts' | 'evidence'>[]);
const visit = wholeRow(webSessions);
const caller = wholeRow(callers);

const within = (accountId: string, { from, to, companyId, filter }: Period): SQL => {
  const company = companyId === null ? sql`true` : sql`${calls.companyId} = ${companyId}::uuid`;
  return sql`${calls.accountId} = ${accountId}::uuid and ${calls.startedAt} >= ${from}::timestamptz
    and ${calls.startedAt} < ${to}::timestamptz and ${calls.status} = 'ENDED' and ${company} and ${where(parseCallFilter(filter))}`;
};

/** Whether the caller got through before so many minutes were up. */
const spokenWithin = (minutes: number): SQL => sql`exists (select from calls c
  where c.account_id = ${calls.accountId} and c.caller_id = ${calls.callerId} and c.company_id = ${calls.companyId}
    and c.started_at > ${calls.startedAt} and c.started_at <= ${calls.endedAt} + make_interval(mins => ${minutes}::int)
    and c.answered_at is not null)`;

const placeOf = (position: string): SQL => {
  const [at = '', id = ''] = position.split(' ');
  return sql`(${calls.startedAt}, ${calls.id}) > (${at}::timestamptz, ${id}::uuid)`;
};

type Raw = Record<string, unknown>;

/** Ended calls of a period, whole and oldest first, a page in one statement. */
export const createPastCalls = (db: Db) => ({
  count: async (reach: Reach, period: Period): Promise<number> => {
    const query = sql`select count(*)::int as count from ${calls} where ${within(reach.accountId, period)}`;
    return (await db.read<{ count: number }>(reach, statement(query)))[0]?.count ?? 0;
  },

  /** `minutes`: of a rule that asks whether somebody called back; null asks nothing. */
  page: async (
    reach: Reach,
    period: Period,
    at: { readonly position: string | null; readonly limit: number; readonly minutes: number | null },
  ): Promise<{ readonly rows: readonly PastCall[]; readonly position: string | null }> => {
    const behind = at.position === null ? sql`true` : placeOf(at.position);
    const query = sql`select coalesce(json_agg(page), '[]'::json) as page from (
      select ${call.list},
        (select row_to_json(v) from (select ${visit.list} from ${webSessions} where ${webSessions.accountId} = ${calls.accountId}
          and ${webSessions.id} = ${calls.sessionId}) v) as visit,
        (select row_to_json(v) from (select ${caller.list} from ${callers} where ${callers.accountId} = ${calls.accountId}
          and ${callers.id} = ${calls.callerId}) v) as caller,
        ${at.minutes === null ? sql`null::boolean` : spokenWithin(at.minutes)} as spoken,
        exists (select from transcripts t where t.account_id = ${calls.accountId} and t.call_id = ${calls.id}) as transcript,
        exists (select from crm_outcomes o where o.account_id = ${calls.accountId} and o.call_id = ${calls.id}) as "crmOutcome"
      from ${calls} where ${within(reach.accountId, period)} and ${behind}
      order by ${calls.startedAt}, ${calls.id} limit ${at.limit}) page`;
    const [answer] = await db.read<{ page: Raw[] }>(reach, statement(query));
    const rows = (answer?.page ?? []).map(
      (row): PastCall => ({
        call: { ...(call.readJson(row) as Omit<Call, 'facts' | 'evidence'>), facts: null, evidence: null },
        visit: row['visit'] === null ? null : visit.readJson(row['visit'] as Raw),
        caller: row['caller'] === null ? null : caller.readJson(row['caller'] as Raw),
        spoken: row['spoken'] as boolean | null,
        transcript: row['transcript'] === true,
        crmOutcome: row['crmOutcome'] === true,
      }),
    );
    const last = rows.length < at.limit ? undefined : rows.at(-1)?.call;
    return { rows, position: last ? `${last.startedAt} ${last.id}` : null };
  },
});
