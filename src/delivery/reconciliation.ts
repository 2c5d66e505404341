import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { amountOf } from '../money.ts';
import { type Period, periodIn, withinDays } from './period.ts';

interface Reason {
  readonly reason: string;
  readonly count: number;
}

/** What became of one day's calls at one place of one connection. Each call counts once, as it stands now. */
export interface ReconciliationRow {
  /** UUID. */
  readonly connectionId: string;
  readonly integration: string;
  readonly action: string;
  /** What tells two uses of the action apart: a conversion action's id. Empty where there is but one. */
  readonly target: string;
  /** `2026-11-20`, the company's own day the call began. */
  readonly day: string;
  /** Reached the vendor: accepted, confirmed, rejected or taken back. */
  readonly sent: number;
  /** Taken in and not decided on yet. */
  readonly accepted: number;
  readonly confirmed: number;
  readonly rejected: readonly Reason[];
  readonly skipped: readonly Reason[];
  readonly retracted: number;
  readonly waiting: number;
  /** What the accepted and confirmed calls are worth. */
  readonly values: readonly { readonly amount: string; readonly currency: string }[];
}

const mostRows = 20_000;

/**
 * One row for each record at a vendor, its newest revision that counts: one that was skipped or overtaken
 * speaks for it only when nothing else does.
 */
const text = `
select connection_id, integration, action, target, day::text, outcome,
  case when outcome in ('REJECTED', 'SKIPPED') then coalesce(reason, '') else '' end as reason,
  case when outcome in ('ACCEPTED', 'CONFIRMED') then currency end as currency,
  count(*)::int as count,
  (sum(amount) filter (where outcome in ('ACCEPTED', 'CONFIRMED')) * 1000000)::text as micros
from (
  select distinct on (d.call_id, d.connection_id, d.action, d.target)
    d.connection_id, d.integration, d.action, d.target, d.reason,
    (c.started_at at time zone co.time_zone)::date as day,
    case when d.intent = 'SEND' then d.snapshot #>> '{value,currency}' end as currency, (d.snapshot #>> '{value,amount}')::numeric as amount,
    case when d.state in ('PENDING', 'SENDING', 'RETRYING', 'NEEDS_RECONNECT', 'UNKNOWN') then 'WAITING'
      when d.state = 'SUPERSEDED' then 'SKIPPED' else d.state end as outcome
  from calls c
  join companies co on co.account_id = c.account_id and co.id = c.company_id
  join deliveries d on d.account_id = c.account_id and d.call_id = c.id
  where c.account_id = $1 and ${withinDays} and ($4::uuid is null or d.connection_id = $4)
  order by d.call_id, d.connection_id, d.action, d.target,
    d.state = 'SUPERSEDED', d.state = 'SKIPPED', d.revision desc
) newest
group by 1, 2, 3, 4, 5, 6, 7, 8
order by 5, 1, 3, 4, 9 desc
limit ${mostRows + 1}`;

type Part = Readonly<Record<string, string | number | null>>;

const named = (parts: readonly Part[], outcome: string): readonly Reason[] =>
  parts
    .filter((part) => part['outcome'] === outcome)
    .map((part) => ({ reason: String(part['reason']), count: Number(part['count']) }));

const rowOf = (parts: readonly Part[]): ReconciliationRow => {
  const count = (...outcomes: readonly string[]): number =>
    parts
      .filter((part) => outcomes.includes(String(part['outcome'])))
      .reduce((sum, part) => sum + Number(part['count']), 0);
  const currencies = Map.groupBy(
    parts.filter((part) => part['currency'] !== null),
    (part) => String(part['currency']),
  );
  const of = (name: string): string => String(parts[0]?.[name] ?? '');
  return {
    connectionId: of('connection_id'),
    integration: of('integration'),
    action: of('action'),
    target: of('target'),
    day: of('day'),
    sent: count('ACCEPTED', 'CONFIRMED', 'REJECTED', 'RETRACTED'),
    accepted: count('ACCEPTED'),
    confirmed: count('CONFIRMED'),
    rejected: named(parts, 'REJECTED'),
    skipped: named(parts, 'SKIPPED'),
    retracted: count('RETRACTED'),
    waiting: count('WAITING'),
    values: [...currencies].map(([currency, own]) => ({
      currency,
      amount: amountOf(own.reduce((sum, part) => sum + Math.round(Number(part['micros'] ?? 0)), 0)),
    })),
  };
};

/** What vendors were told, place by place and day by day, to be held against what they show. Oldest day first. */
export const createReconciliation =
  (db: Db) =>
  async (
    accountId: string,
    { connectionId, ...period }: Period & { readonly connectionId: string | null },
  ): Promise<readonly ReconciliationRow[]> => {
    const { from, to } = periodIn(period);
    const parts = await db.read<Part>(accountId, { text, params: [accountId, from, to, connectionId] });
    if (parts.length > mostRows)
      throw new Refusal('TOO_LARGE', 'This is too much for one report. Ask for fewer days.', 'to');
    const place = (part: Part): string =>
      ['connection_id', 'action', 'target', 'day'].map((name) => part[name]).join(' ');
    return [...Map.groupBy(parts, place).values()].map(rowOf);
  };
