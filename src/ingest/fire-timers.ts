import { directory } from '../../schema/index.ts';
import { allRulesOf, isUnreadable, type Rule } from '../automation/rule.ts';
import { isTimed, minutesUnspoken, type Timer, whyNotWaiting } from '../automation/timers.ts';
import { minutesIn } from '../automation/triggers/settings.ts';
import type { Call } from '../calls/call.ts';
import { changesOf } from '../conductor/conduct.ts';
import { judgeCall } from '../conductor/judge-call.ts';
import { createLockedCalls, type LockedCall } from '../conductor/locked-calls.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Saved } from '../conductor/save.ts';
import { savedCall, savedNothing } from '../conductor/saved.ts';
import { updateText } from '../conductor/update-text.ts';
import { asAccount, type Statement } from '../db.ts';
import { systemReach } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import { isOurFault } from './failed.ts';

/** Accounts asked in one statement whether timers are due. */
const accountsAtOnce = 500;
/** Calls judged in one transaction. */
const callsAtOnce = 50;
/** Calls of one account before the next account has its turn. */
const callsPerTurn = 500;

const dueStatement = (accountIds: readonly string[], now: Date): Statement => ({
  text: `select w.id as account_id, t.call_id from unnest($1::uuid[]) w (id) cross join lateral (
    select t.call_id from timers t where t.account_id = w.id and t.state = 'WAITING' and t.due_at <= $2::timestamptz
    order by t.due_at limit ${callsPerTurn}) t`,
  params: [accountIds, now.toISOString()],
});

/** Asked again behind the lock: another process may have fired them meanwhile. */
const ownStatement = ({ accountId, id }: Call, now: Date): Statement => ({
  text: `select t.automation_id, t.automation_version, to_json(t.due_at) #>> '{}' as due_at, to_json(t.created_at) #>> '{}' as created_at
    from timers t where t.account_id = $1 and t.call_id = $2 and t.state = 'WAITING' and t.due_at <= $3::timestamptz`,
  params: [accountId, id, now.toISOString()],
});

/**
 * Whether they have spoken since: the caller got through later, or was reached by a call the company placed
 * from one of its numbers here. A call from its own phones comes past no number of ours.
 */
const spokenStatement = (call: Call): Statement => ({
  text: `select exists (select from calls c where c.account_id = $1 and c.caller_id = $2 and c.company_id = $4
    and c.started_at > $3::timestamptz and c.answered_at is not null) as spoken`,
  params: [call.accountId, call.callerId, call.startedAt, call.companyId],
});

interface Due {
  readonly automationId: string;
  readonly timer: (state: Timer['state'], reason: string) => Timer;
}

const dueOf = (call: Call, row: Readonly<Record<string, unknown>>): Due => {
  const automationId = String(row['automation_id']);
  return {
    automationId,
    timer: (state, reason) => ({
      accountId: call.accountId,
      companyId: call.companyId,
      callId: call.id,
      automationId,
      automationVersion: Number(row['automation_version']),
      dueAt: new Date(String(row['due_at'])).toISOString(),
      createdAt: new Date(String(row['created_at'])).toISOString(),
      state,
      reason,
    }),
  };
};

const failed = 'Something went wrong in Ringpath itself; the log of the server says what.';

/** For a call that cannot be judged: its timers must not come up again with every sweep. */
const giveUpStatement = (accountId: string, callId: string, now: Date): Statement => ({
  text: `update timers set state = 'CANCELLED', reason = $4
    where account_id = $1 and call_id = $2 and state = 'WAITING' and due_at <= $3::timestamptz`,
  params: [accountId, callId, now.toISOString(), failed],
});

/** The rule a timer speaks for, or why it is silent now. */
const ruleFor = ({ automationId }: Due, setup: Setup): Rule | string => {
  const rule = allRulesOf(setup).find(({ id }) => id === automationId);
  if (!rule) return 'The rule was switched off before the time was up.';
  if (isUnreadable(rule)) return 'The rule can no longer be read; save it anew.';
  return isTimed(rule) ? rule : 'The rule no longer waits for time to pass.';
};

/**
 * Fires the timers that are due the conductor's way: locked, judged, saved. Each exactly once, because its
 * state is read behind the call's lock and left in the transaction that saves what the rule did.
 */
export const createFireTimers = (options: ConductorOptions) => {
  const { db, ...context } = options;
  const change = createLockedCalls(options);

  const haveSpoken = async ({ call, send }: LockedCall): Promise<boolean> =>
    (await send(spokenStatement(call)))[0]?.['spoken'] === true;

  const judged = (
    { call, visit, caller, deliveries, setup, turns }: LockedCall,
    rules: readonly Rule[],
    now: Date,
  ): Saved => {
    const fired = rules.map(({ id, trigger }) => ({ trigger, automationId: id }));
    const result = judgeCall(call, fired, { visit, caller }, deliveries, setup, { ...context, turns, now });
    const news = rules.map(
      ({ name, triggerSettings }) =>
        `The rule “${name}” looked at the call ${minutesIn(triggerSettings)} min after its end.`,
    );
    const changes = changesOf(
      result,
      () => updateText(call, result.call, setup, news),
      ['CALL_UPDATED'],
      setup,
    );
    return savedCall(result, now, changes);
  };

  const fire = async (locked: LockedCall, now: Date): Promise<Saved | null> => {
    const { call, setup, send } = locked;
    const due = (await send(ownStatement(call, now))).map((row) => dueOf(call, row));
    if (due.length === 0) return null;
    const timers: Timer[] = [];
    const rules: Rule[] = [];
    for (const one of due) {
      const rule = ruleFor(one, setup);
      const silent = typeof rule === 'string' ? rule : (whyNotWaiting(call, rule.trigger)?.reason ?? null);
      const late = silent === null && typeof rule !== 'string' && minutesUnspoken(rule) !== null;
      const reason = late && (await haveSpoken(locked)) ? 'They have spoken since.' : silent;
      if (reason !== null || typeof rule === 'string') {
        timers.push(one.timer('CANCELLED', reason ?? ''));
      } else {
        rules.push(rule);
        timers.push(one.timer('DONE', 'The time was up and the rule looked at the call.'));
      }
    }
    const saved = rules.length > 0 ? judged(locked, rules, now) : savedNothing(call.accountId);
    return { ...saved, timers };
  };

  const fireAll = (accountId: string, callIds: readonly string[], now: Date) =>
    change(systemReach(accountId, 'ingest'), callIds, { each: (locked) => fire(locked, now), field: null });

  const giveUp = async (accountId: string, callId: string, now: Date, error: unknown): Promise<void> => {
    if (!isOurFault(error)) throw error;
    const last = [asAccount(systemReach(accountId, 'ingest')), giveUpStatement(accountId, callId, now)];
    await db.pipeline(async () => ({ result: undefined, last }));
    options.onFailed?.(error);
  };

  const fireAccount = async (accountId: string, callIds: readonly string[], now: Date): Promise<void> => {
    for (let from = 0; from < callIds.length; from += callsAtOnce) {
      const some = callIds.slice(from, from + callsAtOnce);
      try {
        await fireAll(accountId, some, now);
      } catch (error) {
        if (!isOurFault(error)) throw error;
        // One of them is at fault; the others have their turn alone.
        for (const callId of some)
          await fireAll(accountId, [callId], now).catch((own: unknown) =>
            giveUp(accountId, callId, now, own),
          );
      }
    }
  };

  /** Looks through every account once. What goes wrong in one leaves the others alone. */
  return async (now: Date = context.now()): Promise<void> => {
    const accounts = await db.orm.selectDistinct({ id: directory.accountId }).from(directory);
    for (let at = 0; at < accounts.length; at += accountsAtOnce) {
      const ids = accounts.slice(at, at + accountsAtOnce).map(({ id }) => id);
      const found = await db.across(ids, async (send) => ({
        result: await send(dueStatement(ids, now)),
        last: [],
      }));
      for (const [accountId, rows] of Map.groupBy(found, (row) => String(row['account_id'])))
        await fireAccount(accountId, [...new Set(rows.map((row) => String(row['call_id'])))], now).catch(
          (error: unknown) => options.onFailed?.(error),
        );
    }
  };
};
