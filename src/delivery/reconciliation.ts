import type { Integration } from '../../integrations/kit/integration.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';
import { type Period, partsOf, periodIn, withinDays } from './period.ts';
import { createToldValues, type StandingRow } from './told-values.ts';

interface Reason {
  readonly reason: string;
  readonly count: number;
}

/** What became of one day's calls at one place of one linked account. Each call counts once, as it stands now. */
export interface ReconciliationRow {
  /** UUID. */
  readonly linkedAccountId: string;
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
  /** What the vendor was told that the accepted and confirmed calls are worth; empty where it is told no value. */
  readonly values: readonly { readonly amount: string; readonly currency: string }[];
}

const mostRows = 20_000;
/** Counted in one statement. A year of a large account would take longer than a statement may. */
const daysAtOnce = 31;

/**
 * One row for each record at a vendor, its newest revision that counts: one that was skipped or overtaken
 * speaks for it only when nothing else does.
 */
const newest = `
  select distinct on (d.call_id, d.linked_account_id, d.action, d.target) d.*,
    (c.started_at at time zone co.time_zone)::date as day,
    case when d.state in ('PENDING', 'SENDING', 'RETRYING', 'NEEDS_RECONNECT', 'UNKNOWN') then 'WAITING'
      when d.state = 'SUPERSEDED' then 'SKIPPED' else d.state end as outcome
  from calls c
  join companies co on co.account_id = c.account_id and co.id = c.company_id
  join deliveries d on d.account_id = c.account_id and d.call_id = c.id
  where c.account_id = $1 and ${withinDays} and ($4::uuid is null or d.linked_account_id = $4)
  order by d.call_id, d.linked_account_id, d.action, d.target,
    d.state = 'SUPERSEDED', d.state = 'SKIPPED', d.revision desc`;

const countsText = `
select linked_account_id, integration, action, target, day::text, outcome,
  case when outcome in ('REJECTED', 'SKIPPED') then coalesce(reason, '') else '' end as reason, count(*)::int as count
from (${newest}) newest
group by 1, 2, 3, 4, 5, 6, 7
order by 5, 1, 3, 4, 8 desc
limit ${mostRows + 1}`;

/** What stands at vendors, to be asked for its worth. `$5`: the actions that can say, as `google-ads.upload-conversion`. */
const standingText = `
select linked_account_id, action, target, day::text, integration, settings, snapshot, key, revision, vendor_id, uncertain
from (${newest}) newest
where outcome in ('ACCEPTED', 'CONFIRMED') and intent = 'SEND' and integration || '.' || action = any($5::text[])`;

interface Place {
  readonly linked_account_id: string;
  readonly action: string;
  readonly target: string;
  readonly day: string;
}

interface Part extends Place {
  readonly integration: string;
  readonly outcome: string;
  readonly reason: string;
  readonly count: number;
}

const placeOf = ({ linked_account_id, action, target, day }: Place): string =>
  `${linked_account_id} ${action} ${target} ${day}`;

const named = (parts: readonly Part[], outcome: string): readonly Reason[] =>
  parts.filter((part) => part.outcome === outcome).map(({ reason, count }) => ({ reason, count }));

const rowOf = (parts: readonly [Part, ...Part[]], values: ReconciliationRow['values']): ReconciliationRow => {
  const count = (...outcomes: readonly string[]): number =>
    parts.filter(({ outcome }) => outcomes.includes(outcome)).reduce((sum, part) => sum + part.count, 0);
  const [{ linked_account_id: linkedAccountId, integration, action, target, day }] = parts;
  return {
    linkedAccountId,
    integration,
    action,
    target,
    day,
    sent: count('ACCEPTED', 'CONFIRMED', 'REJECTED', 'RETRACTED'),
    accepted: count('ACCEPTED'),
    confirmed: count('CONFIRMED'),
    rejected: named(parts, 'REJECTED'),
    skipped: named(parts, 'SKIPPED'),
    retracted: count('RETRACTED'),
    waiting: count('WAITING'),
    values,
  };
};

/** What vendors were told, place by place and day by day, to be held against what they show. Oldest day first. */
export const createReconciliation = (db: Db, integrations: readonly Integration[]) => {
  const told = createToldValues(integrations);

  /** By place. A day at a time: the calls themselves are read. */
  const valuesOn = async (reach: Reach, day: string, linkedAccountId: string | null) => {
    const params = [reach.accountId, day, day, linkedAccountId, told.names];
    const rows = await db.read<StandingRow & Place>(reach, { text: standingText, params });
    return [...Map.groupBy(rows, placeOf)].map(([place, own]) => [place, told.sumOf(own)] as const);
  };

  return async (
    reach: Reach,
    { linkedAccountId, ...period }: Period & { readonly linkedAccountId: string | null },
  ): Promise<readonly ReconciliationRow[]> => {
    const parts: Part[] = [];
    for (const { from, to } of partsOf(periodIn(period), daysAtOnce)) {
      const params = [reach.accountId, from, to, linkedAccountId];
      for (const part of await db.read<Part>(reach, { text: countsText, params })) parts.push(part);
      if (parts.length > mostRows)
        throw new Refusal('TOO_LARGE', 'This is too much for one report. Ask for fewer days.', 'to');
    }
    const standing = parts.filter(({ outcome }) => outcome === 'ACCEPTED' || outcome === 'CONFIRMED');
    const values = new Map<string, ReconciliationRow['values']>();
    for (const day of new Set(standing.map((part) => part.day)))
      for (const [place, sums] of await valuesOn(reach, day, linkedAccountId)) values.set(place, sums);
    return [...Map.groupBy(parts, placeOf)].map(([place, own]) =>
      rowOf(own as [Part, ...Part[]], values.get(place) ?? []),
    );
  };
};
