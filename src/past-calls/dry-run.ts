import type { Integration } from '../../integrations/kit/integration.ts';
import { type RuleBody, type RuleInput, ruleCompanyIn, ruleIn } from '../automation/rule-input.ts';
import { minutesUnspoken } from '../automation/timers.ts';
import { createTurns } from '../automation/turns.ts';
import type { ConductorContext } from '../conductor/conduct.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { idIn } from '../input.ts';
import { nobody, type Reach, systemReach } from '../reach.ts';
import { defineRun, type RunHandler } from '../runs/handler.ts';
import type { Runs } from '../runs/runs.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';
import { createTally, type DryRunResult, emptyDryRun } from './dry-run-result.ts';
import { createPastCalls, type Period, periodIn } from './past-calls.ts';
import { tryRule } from './try-rule.ts';

/** Calls read at once: large enough that a hundred thousand take seconds, small enough to let others in. */
const pageSize = 2_000;
/** Pages kept ready, one a run; as many as runs are worked on at once, and some to spare. */
const mostAhead = 4;
/** Calls judged before others have their turn on this thread. */
const judgedAtOnce = 100;

/** What a dry run is asked for, as it came in. */
export interface AskedDryRun {
  /** Typed id of a saved rule: tried as it is, or held against `rule`, its next version. */
  readonly automationId?: string | null;
  readonly rule?: RuleInput | null;
  readonly period: { readonly from: Date; readonly to: Date };
  /** Typed id. */
  readonly companyId?: string | null;
}

/** The same as it is stored. */
interface DryRunInput {
  readonly rule: RuleBody & Pick<AutomationRow, 'id' | 'name' | 'companyId'>;
  readonly period: Period;
}

/** The setup with this rule in force, in the place the saved one has or behind all others. */
const withRule = (setup: Setup, { id, name, companyId, ...body }: DryRunInput['rule']): Setup => {
  const saved = setup.automations.get(id);
  const about = { accountId: setup.accountId, createdAt: saved?.createdAt ?? new Date(0) };
  const version = (saved?.version ?? 0) + 1;
  const row: AutomationRow = {
    ...about,
    id,
    name,
    companyId,
    enabled: true,
    version,
    current: { ...about, companyId, automationId: id, version, ...nobody, ...body },
  };
  return { ...setup, automations: new Map(setup.automations).set(id, row) };
};

/** Lets whatever waits on this thread go first. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Tries rules on past calls through the functions that judge live ones. Nothing is changed or sent. */
export const createDryRuns = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly integrations: readonly Integration[];
  readonly context: Pick<ConductorContext, 'consoleUrl' | 'findAction' | 'now'>;
}) => {
  const { db, setup, integrations, context } = parts;
  const past = createPastCalls(db);
  type Page = ReturnType<typeof past.page>;
  /** The page after the one that is being judged, by run: the database reads while this thread judges. */
  const ahead = new Map<string, { readonly position: string; readonly page: Page }>();

  /** The page at this position, and the next one put on its way. */
  const pageOf = async (
    runId: string,
    position: string | null,
    read: (at: string | null) => Page,
  ): Promise<Awaited<Page>> => {
    const waiting = ahead.get(runId);
    ahead.delete(runId);
    const page = await (waiting && waiting.position === position ? waiting.page : read(position));
    if (page.position !== null) {
      const next = read(page.position);
      // Who asks for it hears of its failure; a run that was cancelled never asks, and leaves its page here.
      next.catch(() => undefined);
      const [oldest] = ahead.keys();
      if (oldest !== undefined && ahead.size >= mostAhead) ahead.delete(oldest);
      ahead.set(runId, { position: page.position, page: next });
    }
    return page;
  };

  const handler: RunHandler = defineRun<DryRunInput, DryRunResult>({
    kind: 'DRY_RUN',
    title: 'Dry run',
    rest: 0,
    count: ({ reach, input }) => past.count(reach, input.period),
    page: async ({ id: runId, reach, input, position, result }) => {
      const current = await setup.of(reach);
      const { id } = input.rule;
      const minutes = minutesUnspoken(input.rule);
      const page = await pageOf(runId, position, (at) =>
        past.page(reach, input.period, {
          position: at,
          limit: pageSize,
          minutes,
        }),
      );
      const tried = withRule(current, input.rule);
      const [row, saved] = [tried.automations.get(id), current.automations.get(id)];
      const inForce = saved?.enabled ? saved : null;
      const whole = await setup.of(systemReach(reach.accountId, 'runs'));
      const tally = createTally(result ?? emptyDryRun(inForce?.version ?? null), context.findAction, {
        linkedAccounts: whole.linkedAccounts,
        showsRequests: current.seen === 'ALL',
      });
      const judging = { ...context, turn: createTurns() };
      for (const [at, one] of page.rows.entries()) {
        if (at % judgedAtOnce === 0) await turn();
        const then = inForce && tryRule(inForce, one, current, judging);
        tally.add(one, row ? tryRule(row, one, tried, judging) : null, then);
      }
      return { done: page.rows.length, position: page.position, result: tally.result() };
    },
  });

  const ruleOf = (asked: AskedDryRun, known: Setup): DryRunInput['rule'] => {
    const { automationId, rule } = asked;
    const id = automationId == null ? null : idIn('Automation', automationId, 'input.automationId');
    const saved = id === null ? undefined : known.automations.get(id);
    if (id !== null && !saved)
      throw new Refusal('NOT_FOUND', 'There is no such automation in this account.', 'input.automationId');
    if (!rule) {
      if (!saved) throw new Refusal('INVALID', 'Give automationId, rule, or both.', 'input.rule');
      const { trigger, triggerSettings, filter, actions } = saved.current;
      const body = { trigger, triggerSettings, filter, actions } as RuleBody;
      return { id: saved.id, name: saved.name, companyId: saved.companyId, ...body };
    }
    const companyId = saved ? saved.companyId : ruleCompanyIn(rule.companyId, known);
    const body = ruleIn(rule, { setup: known, integrations, companyId }, 'input.rule');
    return { id: saved?.id ?? newId(), name: saved?.name ?? 'The rule you try', companyId, ...body };
  };

  return {
    handler,

    /** Starts one; its run's UUID. Throws Refusal naming the field at fault. */
    start: async (runs: Pick<Runs, 'start'>, reach: Reach, asked: AskedDryRun): Promise<string> => {
      // Somebody may have made the tag a moment ago through another process.
      const known = await setup.fresh(reach);
      const rule = ruleOf(asked, known);
      const companyId = ruleCompanyIn(asked.companyId, known) ?? rule.companyId;
      const input: DryRunInput = { rule, period: periodIn(asked.period, { companyId, filter: {} }) };
      const automationId = known.automations.has(rule.id) ? rule.id : null;
      return runs.start(reach, { kind: 'DRY_RUN', input, automationId });
    },
  };
};
