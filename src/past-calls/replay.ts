import { type SQL, sql } from 'drizzle-orm';
import { deliveries } from '../../schema/index.ts';
import { sendsOf } from '../automation/decide.ts';
import { rulesOf } from '../automation/rule.ts';
import { snapshotOf } from '../calls/call.ts';
import { changesOf } from '../conductor/conduct.ts';
import { createLockedCalls, type LockedCall } from '../conductor/locked-calls.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Saved } from '../conductor/save.ts';
import { savedNothing } from '../conductor/saved.ts';
import { type Db, statement } from '../db.ts';
import { planDeliveries } from '../delivery/plan.ts';
import type { Delivery, KnownDelivery } from '../delivery/slots.ts';
import { Refusal } from '../errors.ts';
import { idIn, optionalIdIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { defineRun, type RunHandler } from '../runs/handler.ts';
import type { Runs } from '../runs/runs.ts';

/** Deliveries looked at in one transaction. */
const pageSize = 100;
const mostIds = 1_000;

/** What to send again, as it came in. Ids are typed ids. */
export interface AskedReplay {
  readonly ids?: readonly string[] | null;
  readonly filter?: {
    readonly state?: readonly Delivery['state'][] | null;
    readonly integration?: readonly string[] | null;
    readonly action?: string | null;
    readonly linkedAccountId?: string | null;
    readonly from?: Date | null;
    readonly to?: Date | null;
  } | null;
}

/** The same as it is stored: UUIDs, times ISO 8601, null for any. */
interface ReplayInput {
  readonly ids: readonly string[] | null;
  readonly state: readonly Delivery['state'][] | null;
  readonly integration: readonly string[] | null;
  readonly action: string | null;
  readonly linkedAccountId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

interface ReplayResult {
  /** Deliveries that go again, and those that may not, by reason. */
  readonly sent: number;
  readonly left: Readonly<Record<string, number>>;
}

const chosen = (accountId: string, input: ReplayInput, before: string): SQL => {
  const { ids, state, integration, action, linkedAccountId, from, to } = input;
  return sql.join(
    [
      sql`${deliveries.accountId} = ${accountId}::uuid and ${deliveries.intent} = 'SEND'
        and ${deliveries.createdAt} <= ${before}::timestamptz`,
      ...(ids ? [sql`${deliveries.id} = any(${sql.param(ids)}::uuid[])`] : []),
      ...(state ? [sql`${deliveries.state} = any(${sql.param(state)}::text[])`] : []),
      ...(integration ? [sql`${deliveries.integration} = any(${sql.param(integration)}::text[])`] : []),
      ...(action ? [sql`${deliveries.action} = ${action}`] : []),
      ...(linkedAccountId ? [sql`${deliveries.linkedAccountId} = ${linkedAccountId}::uuid`] : []),
      ...(from ? [sql`${deliveries.createdAt} >= ${from}::timestamptz`] : []),
      ...(to ? [sql`${deliveries.createdAt} < ${to}::timestamptz`] : []),
    ],
    sql` and `,
  );
};

const newerExists = 'A newer version of it exists.';
const underWay: readonly Delivery['state'][] = ['PENDING', 'SENDING', 'RETRYING', 'NEEDS_RECONNECT'];

type Known = readonly KnownDelivery[];

const slotName = ({ linkedAccountId, action, target }: KnownDelivery): string =>
  `${linkedAccountId} ${action} ${target}`;

/** What was skipped reached nobody, so it stands in nobody's way. */
const skipped = ({ state, intent }: KnownDelivery): boolean => state === 'SKIPPED' && intent === 'SEND';

/** Why a delivery cannot go again, or null. */
const whyNot = (row: KnownDelivery, known: Known): string | null => {
  if (underWay.includes(row.state)) return 'It is still on its way.';
  const newer = known.filter(
    (one) => slotName(one) === slotName(row) && one.revision > row.revision && !skipped(one),
  );
  if (newer.some(({ intent }) => intent === 'RETRACT')) return 'It was taken back.';
  if (newer.length > 0) return newerExists;
  return row.state === 'SUPERSEDED' ? `It was withdrawn: ${row.reason}` : null;
};

/**
 * Sends deliveries again as a new revision with the call as it stands now, under the key the vendor knows, so
 * that a vendor that has it already counts it once. Done again, a page finds its own revisions and leaves them.
 */
export const createReplays = (options: ConductorOptions) => {
  const { findAction, consoleUrl, now: clock } = options;
  const db: Db = options.db;
  const change = createLockedCalls(options);

  /** A new revision with what its rule says today, or why there is none. */
  const again = (
    { call, visit, caller, setup }: LockedCall,
    row: KnownDelivery,
    known: Known,
  ): Delivery | string => {
    const snapshot = snapshotOf(call, { visit, caller }, setup, consoleUrl);
    const rule = rulesOf(setup).find(({ id }) => id === row.automationId);
    const wanted = (rule ? sendsOf(rule) : [])
      .filter(
        ({ linkedAccountId, action }) => linkedAccountId === row.linkedAccountId && action === row.action,
      )
      .flatMap(
        (send) =>
          planDeliveries(
            { id: call.id, companyId: call.companyId, snapshot },
            [send],
            [],
            [],
            setup,
            findAction,
            clock(),
          ).deliveries,
      );
    // A message has other words today, and what could not be filled in had no record yet; a record stays one.
    const free = skipped(row) || !findAction(row.integration, row.action)?.retract;
    const same = wanted.find((one) => slotName(one) === slotName(row));
    const planned = same ?? (free && wanted.length === 1 ? wanted[0] : undefined);
    if (!planned) return 'No rule in force asks for it any more.';
    const last = known
      .filter((one) => slotName(one) === slotName(planned))
      .reduce<KnownDelivery | null>(
        (newest, one) => ((newest?.revision ?? 0) > one.revision ? newest : one),
        null,
      );
    if (!last) return planned;
    if (!same) return newerExists;
    // Done again, a page must not add a row for every time it is told no.
    if (planned.reason !== null && skipped(last) && last.reason === planned.reason) return planned.reason;
    return { ...planned, revision: last.revision + 1, key: last.key };
  };

  const page = async (reach: Reach, input: ReplayInput, before: string, position: string | null) => {
    const behind = position === null ? sql`true` : sql`${deliveries.id} > ${position}::uuid`;
    const query = sql`select ${deliveries.id} as id, ${deliveries.callId} as "callId" from ${deliveries}
      where ${chosen(reach.accountId, input, before)} and ${behind} order by ${deliveries.id} limit ${pageSize}`;
    return db.read<{ readonly id: string; readonly callId: string }>(reach, statement(query));
  };

  const handler: RunHandler = defineRun<ReplayInput, ReplayResult>({
    kind: 'REPLAY',
    title: 'Replay',
    rest: 1,
    count: async ({ reach, input, createdAt }) => {
      const query = sql`select count(*)::int as count from ${deliveries} where ${chosen(reach.accountId, input, createdAt)}`;
      return (await db.read<{ count: number }>(reach, statement(query)))[0]?.count ?? 0;
    },
    page: async ({ reach, input, position, result, createdAt, settle }) => {
      const rows = await page(reach, input, createdAt, position);
      const wanted = new Set(rows.map(({ id }) => id));
      let sent = 0;
      let left: Record<string, number> = {};
      const begin = (): void => {
        sent = result?.sent ?? 0;
        left = { ...result?.left };
      };
      const next = rows.length < pageSize ? null : (rows.at(-1)?.id ?? null);
      const done = () => ({ done: rows.length, position: next, result: { sent, left } });
      const leave = (reason: string): void => {
        left[reason] = (left[reason] ?? 0) + 1;
      };
      const each = (locked: LockedCall): Saved | null => {
        const made: Delivery[] = [];
        for (const row of locked.deliveries.filter(({ id }) => wanted.has(id))) {
          const known = [...locked.deliveries, ...made];
          const outcome = whyNot(row, known) ?? again(locked, row, known);
          if (typeof outcome !== 'string') made.push(outcome);
          if (typeof outcome === 'string') leave(outcome);
          else if (outcome.state === 'PENDING') sent += 1;
          else leave(outcome.reason ?? '');
        }
        if (made.length === 0) return null;
        const { call, setup } = locked;
        const changes = changesOf({ call, deliveries: made, superseded: [] }, () => '', [], setup);
        return { ...savedNothing(reach.accountId), deliveries: made, changes };
      };
      const callIds = [...new Set(rows.map(({ callId }) => callId))];
      await change(reach, callIds, { field: null, begin, each, settle: (send) => settle(send, done()) });
      return done();
    },
  });

  return {
    handler,

    /** Starts one; its run's UUID. Throws Refusal naming the field at fault. */
    start: async (runs: Pick<Runs, 'start'>, reach: Reach, { ids, filter }: AskedReplay): Promise<string> => {
      if ((ids == null) === (filter == null))
        throw new Refusal('INVALID', 'Give either ids or filter.', 'input.ids');
      if (ids && (ids.length === 0 || ids.length > mostIds))
        throw new Refusal('TOO_LARGE', `Give 1 to ${mostIds} ids, or a filter.`, 'input.ids');
      const input: ReplayInput = {
        ids: ids?.map((id, at) => idIn('Delivery', id, `input.ids[${at}]`)) ?? null,
        state: filter?.state ?? null,
        integration: filter?.integration ?? null,
        action: filter?.action ?? null,
        linkedAccountId: optionalIdIn(
          'LinkedAccount',
          filter?.linkedAccountId,
          'input.filter.linkedAccountId',
        ),
        from: filter?.from?.toISOString() ?? null,
        to: filter?.to?.toISOString() ?? null,
      };
      return runs.start(reach, { kind: 'REPLAY', input });
    },
  };
};
