import { allRulesOf, isUnreadable } from '../automation/rule.ts';
import { ruleCompanyIn } from '../automation/rule-input.ts';
import { minutesUnspoken } from '../automation/timers.ts';
import { triggerNamed } from '../automation/triggers/list.ts';
import type { Call } from '../calls/call.ts';
import { changesOf } from '../conductor/conduct.ts';
import { judgeCall } from '../conductor/judge-call.ts';
import { createLockedCalls, type LockedCall } from '../conductor/locked-calls.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Saved } from '../conductor/save.ts';
import { savedCall } from '../conductor/saved.ts';
import { updateText } from '../conductor/update-text.ts';
import type { Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import { parseFilterOf } from '../leads/mentions.ts';
import type { Reach } from '../reach.ts';
import { defineRun, type RunHandler } from '../runs/handler.ts';
import type { Runs } from '../runs/runs.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';
import { createPastCalls, type Period, periodIn } from './past-calls.ts';
import { couldWake, momentOf } from './try-rule.ts';

/** Calls looked at in one transaction: callbacks of the same calls wait for it. */
const pageSize = 100;

/** What a backfill is asked for, as it came in. Ids are typed ids. */
export interface AskedBackfill {
  readonly automationId: string;
  readonly period: { readonly from: Date; readonly to: Date };
  /** A CallFilter: which calls of the period; every one unless given. */
  readonly filter?: unknown;
  readonly companyId?: string | null;
}

interface BackfillInput {
  readonly automationId: string;
  /** Another version would be another rule. */
  readonly version: number;
  readonly period: Period;
}

/** What a backfill has done so far, in calls and deliveries. */
interface BackfillResult {
  /** Calls the rule judged. */
  readonly judged: number;
  readonly matched: number;
  /** Calls this version of the rule had judged before. */
  readonly known: number;
  /** Deliveries that were queued, and that were skipped. */
  readonly sent: number;
  readonly skipped: number;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
const nothing: BackfillResult = { judged: 0, matched: 0, known: 0, sent: 0, skipped: 0 };

const decidedStatement = (
  { accountId, id }: Call,
  { id: rule, version, current }: AutomationRow,
): Statement => ({
  text: `select exists (select from decisions d where d.account_id = $1 and d.call_id = $2 and d.automation_id = $3
    and d.automation_version = $4 and d.trigger = $5) as decided`,
  params: [accountId, id, rule, version, current.trigger],
});

/** The rule as it was when it was asked for; throws Refusal when it is no longer that. */
const ruleIn = ({ automationId, version }: BackfillInput, setup: Setup): AutomationRow => {
  const row = setup.automations.get(automationId);
  const rule = allRulesOf(setup).find(({ id }) => id === automationId);
  if (!row || !rule) throw new Refusal('CONFLICT', 'The rule was switched off.');
  if (isUnreadable(rule)) throw new Refusal('CONFLICT', 'The rule can no longer be read; save it anew.');
  if (row.version !== version)
    throw new Refusal('CONFLICT', 'The rule was changed while it was being applied. Start again.');
  return row;
};

/**
 * Applies rules to past calls as if they had been in force: decisions, what they do to the call, deliveries.
 * A call that the same version has judged before is left alone, so it may run again.
 */
export const createBackfills = (options: ConductorOptions) => {
  const { db, setup, now: clock } = options;
  const past = createPastCalls(db);
  const change = createLockedCalls(options);

  const judged = (locked: LockedCall, row: AutomationRow): Saved => {
    const { call, visit, caller, deliveries, setup: current, turns } = locked;
    const now = clock();
    const fired = [{ trigger: triggerNamed(row.current.trigger).name, automationId: row.id }];
    const result = judgeCall(call, fired, { visit, caller }, deliveries, current, { ...options, turns, now });
    const news = [`The rule “${row.name}” was applied to this past call.`];
    const matched = result.decisions.some((decision) => decision.matched);
    // Nothing happened to a call that did not match; its decision says why.
    const changes = matched
      ? changesOf(result, () => updateText(call, result.call, current, news), ['CALL_UPDATED'], current)
      : [];
    return savedCall(result, now, changes);
  };

  const handler: RunHandler = defineRun<BackfillInput, BackfillResult>({
    kind: 'BACKFILL',
    title: 'Backfill',
    rest: 1,
    count: ({ reach, input }) => past.count(reach, input.period),
    page: async ({ reach, input, position, result, settle }) => {
      const known = await setup.of(reach);
      const { current } = ruleIn(input, known);
      const minutes = minutesUnspoken(current);
      const page = await past.page(reach, input.period, { position, limit: pageSize, minutes });
      const ids = page.rows
        // What still waits for its time is its timer's.
        .filter((one) => couldWake(current, one) && momentOf(current, one.call) <= clock())
        .map(({ call }) => call.id);
      let tally: Writable<BackfillResult> = { ...nothing, ...result };
      const done = () => ({ done: page.rows.length, position: page.position, result: tally });
      await change(reach, ids, {
        field: null,
        begin: () => {
          tally = { ...nothing, ...result };
        },
        settle: (send) => settle(send, done()),
        each: async (locked) => {
          const row = ruleIn(input, locked.setup);
          const [found] = await locked.send(decidedStatement(locked.call, row));
          if (found?.['decided'] === true) {
            tally.known += 1;
            return null;
          }
          const saved = judged(locked, row);
          tally.judged += 1;
          if (saved.decisions.some((one) => one.automationId === row.id && one.matched)) tally.matched += 1;
          const skipped = saved.deliveries.filter(({ state }) => state === 'SKIPPED').length;
          tally.skipped += skipped;
          tally.sent += saved.deliveries.length - skipped;
          return saved;
        },
      });
      return done();
    },
  });

  return {
    handler,

    /** Starts one; its run's UUID. Throws Refusal naming the field at fault. */
    start: async (runs: Pick<Runs, 'start'>, reach: Reach, asked: AskedBackfill): Promise<string> => {
      const known = await setup.fresh(reach);
      const automationId = idIn('Automation', asked.automationId, 'input.automationId');
      const row = known.automations.get(automationId);
      if (!row)
        throw new Refusal('NOT_FOUND', 'There is no such automation in this account.', 'input.automationId');
      if (!row.enabled)
        throw new Refusal(
          'CONFLICT',
          'This automation is switched off. Switch it on first.',
          'input.automationId',
        );
      const filter = parseFilterOf(asked.filter, known, 'input.filter');
      const companyId = row.companyId ?? ruleCompanyIn(asked.companyId, known);
      const period = periodIn(asked.period, { companyId, filter });
      const input: BackfillInput = { automationId, version: row.version, period };
      return runs.start(reach, { kind: 'BACKFILL', input, automationId });
    },
  };
};
