import type { ActionItem, Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { SetupCache } from '../setup/cache.ts';
import { actionIn } from './action-in.ts';
import { type Period, periodIn, withinDays } from './period.ts';

const mostRows = 50_000;
/** Read and parsed at once: all of them together would keep this process from everybody else. */
const pageRows = 1_000;

/** Of each record the newest that is to stand at the vendor; none of what was taken back. */
const text = `
declare import_rows no scroll cursor for
select newest.* from (
  select distinct on (d.call_id, d.target) d.snapshot, d.settings, d.key, d.revision, d.vendor_id, d.uncertain,
    d.intent, c.started_at
  from calls c
  join companies co on co.account_id = c.account_id and co.id = c.company_id
  join deliveries d on d.account_id = c.account_id and d.call_id = c.id
  where c.account_id = $1 and ${withinDays} and d.connection_id = $4 and d.action = $5
    and d.state not in ('SUPERSEDED', 'SKIPPED')
  order by d.call_id, d.target, d.revision desc
) newest
where newest.intent = 'SEND' order by newest.started_at limit ${mostRows + 1}`;

interface Row {
  readonly snapshot: CallSnapshot;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly revision: number;
  readonly vendor_id: string | null;
  readonly uncertain: boolean;
}

interface Asked extends Period {
  /** UUID. */
  readonly connectionId: string;
  readonly action: string;
}

/** What was or is to be sent, as a file in the vendor's own import format, for people who upload by hand. */
export const createManualImport =
  (parts: { readonly db: Db; readonly setup: SetupCache; readonly integrations: readonly Integration[] }) =>
  /** Throws Refusal when the vendor has no such format, or the period is no period. */
  async (
    accountId: string,
    asked: Asked,
  ): Promise<{ readonly fileName: string; readonly content: string }> => {
    const { action } = actionIn(asked, await parts.setup.of(accountId), parts.integrations);
    const { manualImport } = action;
    if (!manualImport) throw new Refusal('INVALID', 'This action has no import format of its own.', 'action');
    const { from, to } = periodIn(asked);
    const params = [accountId, from, to, asked.connectionId, asked.action];
    const itemOf = (row: Row): readonly ActionItem<Record<string, unknown>>[] => {
      const settings = action.settings.safeParse(row.settings);
      if (!settings.success) return [];
      const { snapshot: call, key, revision, uncertain } = row;
      return [{ call, settings: settings.data, key, revision, vendorId: row.vendor_id, uncertain }];
    };
    const items = await parts.db.pipeline(async (send) => {
      send(asAccount(accountId));
      await send({ text, params });
      const result: ActionItem<Record<string, unknown>>[] = [];
      for (let read = pageRows, total = 0; read === pageRows; ) {
        const page = await send({ text: `fetch ${pageRows} from import_rows`, params: [] });
        read = page.length;
        total += read;
        if (total > mostRows)
          throw new Refusal('TOO_LARGE', `A file holds at most ${mostRows} calls. Ask for fewer days.`, 'to');
        result.push(...page.flatMap((row) => itemOf(row as unknown as Row)));
      }
      return { result, last: [] };
    });
    return { fileName: manualImport.fileName, content: manualImport.write(items) };
  };
