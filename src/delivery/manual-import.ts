import { z } from 'zod';
import type { Action, ActionItem, Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { wholeIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import { actionIn } from './action-in.ts';
import { createLanes } from './lanes.ts';
import { aroundDays, onDays, type Period, periodIn } from './period.ts';

/** Rows of one file; those of one call are never torn apart. */
const mostRows = 50_000;
/** Calls read, and their rows put into text, at once: more would keep this process and a connection from everybody else. */
const pageCalls = 1_000;
/** Files this process makes at once, of which an account has one. Each takes what time there is on its thread. */
const mostAtOnce = 2;

/** Of each record the newest that is to stand at the vendor; none of what was taken back. Call by call, also those without. */
const text = `
select newest.*, c.id as call_id, to_json(c.started_at) #>> '{}' as started_at
from (
  select c.account_id, c.id, c.company_id, c.started_at from calls c
  where c.account_id = $1 and ${aroundDays} and (c.started_at, c.id) > ($6::timestamptz, $7::uuid)
  order by c.started_at, c.id limit ${pageCalls}
) c
join companies co on co.account_id = c.account_id and co.id = c.company_id
left join lateral (
  select distinct on (d.target) d.snapshot, d.settings, d.key, d.revision, d.vendor_id, d.uncertain, d.intent
  from deliveries d
  where d.account_id = c.account_id and d.call_id = c.id and d.linked_account_id = $4 and d.action = $5
    and d.state not in ('SUPERSEDED', 'SKIPPED')
  order by d.target, d.revision desc
) newest on newest.intent = 'SEND' and ${onDays}
order by c.started_at, c.id`;

/** A plan made for any period takes it for a short one, and reads and sorts for every page all that is left of a long one. */
const planAnew: Statement = {
  text: "select set_config('plan_cache_mode', 'force_custom_plan', true)",
  params: [],
};

interface CallRow {
  readonly call_id: string;
  readonly started_at: string;
  /** Null where there is nothing of this call to import. */
  readonly key: string | null;
}

interface Row extends CallRow {
  readonly key: string;
  readonly snapshot: CallSnapshot;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly vendor_id: string | null;
  readonly uncertain: boolean;
}

/** The last call of a file, as whoever asks for the next one gives it back. */
interface Place {
  readonly startedAt: string;
  readonly callId: string;
}

const placeOf = ({ started_at: startedAt, call_id: callId }: CallRow): Place => ({ startedAt, callId });

const beginning: Place = { startedAt: '-infinity', callId: '00000000-0000-0000-0000-000000000000' };

const textOf = ({ startedAt, callId }: Place): string =>
  Buffer.from(`${startedAt} ${callId}`).toString('base64url');

const placeIn = (given: string): Place => {
  const [startedAt = '', callId = ''] = Buffer.from(given, 'base64url').toString().split(' ');
  const known = z.object({ startedAt: z.iso.datetime({ offset: true }), callId: z.uuid() });
  const place = known.safeParse({ startedAt, callId });
  if (place.success) return place.data;
  throw new Refusal('INVALID', 'Give what the file before said as `next`.', 'after');
};

/** A file, or the part of it that fits into one. */
interface ImportFile {
  readonly fileName: string;
  readonly content: string;
  /** What to give as `after` for the rest; null when this is the last. */
  readonly next: string | null;
}

interface Asked extends Period {
  /** UUID. */
  readonly linkedAccountId: string;
  readonly action: string;
  /** Where the file before ended. */
  readonly after?: string | null;
  /** About how many it holds. */
  readonly rows?: number | null;
}

const isToSend = (row: CallRow): row is Row => row.key !== null;

const itemsOf =
  ({ settings: schema }: Action) =>
  (row: Row): readonly ActionItem<Record<string, unknown>>[] => {
    const settings = schema.safeParse(row.settings);
    if (!settings.success) return [];
    const { snapshot: call, key, revision, vendor_id: vendorId, uncertain } = row;
    return [{ call, settings: settings.data, key, revision, vendorId, uncertain }];
  };

/**
 * What was or is to be sent, as a file in the vendor's own import format, for people who upload by hand. A
 * file is read in pages that are transactions of their own: however long it takes, nothing waits for it.
 */
export const createManualImport = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly integrations: readonly Integration[];
}) => {
  const enter = createLanes();

  const inTurn = async <Made>(accountId: string, make: () => Promise<Made>): Promise<Made> => {
    const leaveOwn = await enter(accountId, 1);
    const leave = await enter('files', mostAtOnce);
    return make().finally(() => {
      leave();
      leaveOwn();
    });
  };

  /** Throws Refusal when the vendor has no such format, or the period is no period. */
  return async (reach: Reach, asked: Asked): Promise<ImportFile> => {
    const { action } = actionIn(asked, await parts.setup.of(reach), parts.integrations);
    const { manualImport } = action;
    if (!manualImport) throw new Refusal('INVALID', 'This action has no import format of its own.', 'action');
    const { from, to } = periodIn(asked);
    const most = wholeIn(asked.rows ?? mostRows, 'rows', { min: 1, max: mostRows });
    const first = asked.after == null ? beginning : placeIn(asked.after);
    const { fileName, head, rows: linesOf } = manualImport;

    const pageAfter = ({ startedAt, callId }: Place) => {
      const params = [reach.accountId, from, to, asked.linkedAccountId, asked.action, startedAt, callId];
      return parts.db.pipeline(async (send) => {
        send(asAccount(reach));
        send(planAnew);
        return { result: (await send({ text, params })) as unknown as readonly CallRow[], last: [] };
      });
    };

    const make = async (): Promise<ImportFile> => {
      const lines = [head];
      let last: Row | undefined;
      for (let after = first, total = 0; ; ) {
        const page = await pageAfter(after);
        const rows = page.filter(isToSend);
        const before = last;
        const end = rows.findIndex(
          (row, at) => total + at >= most && row.call_id !== (rows[at - 1] ?? before)?.call_id,
        );
        const own = end === -1 ? rows : rows.slice(0, end);
        total += own.length;
        last = own.at(-1) ?? last;
        lines.push(linesOf(own.flatMap(itemsOf(action))));
        if (end !== -1 && last) return { fileName, content: lines.join(''), next: textOf(placeOf(last)) };
        const seen = page.at(-1);
        if (!seen || new Set(page.map((row) => row.call_id)).size < pageCalls)
          return { fileName, content: lines.join(''), next: null };
        after = placeOf(seen);
      }
    };
    return inTurn(reach.accountId, make);
  };
};
