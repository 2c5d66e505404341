import { z } from 'zod';
import type { ActionItem, Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { wholeIn } from '../input.ts';
import type { SetupCache } from '../setup/cache.ts';
import { actionIn } from './action-in.ts';
import { type Period, periodIn, withinDays } from './period.ts';

/** Rows of one file; those of one call are never torn apart. */
const mostRows = 50_000;
/** Read, parsed and put into text at once: more would keep this process from everybody else. */
const pageRows = 1_000;

/** Of each record the newest that is to stand at the vendor; none of what was taken back. Call by call. */
const text = `
declare import_rows no scroll cursor for
select newest.*, c.id as call_id, to_json(c.started_at) #>> '{}' as started_at
from calls c
join companies co on co.account_id = c.account_id and co.id = c.company_id
cross join lateral (
  select distinct on (d.target) d.snapshot, d.settings, d.key, d.revision, d.vendor_id, d.uncertain, d.intent
  from deliveries d
  where d.account_id = c.account_id and d.call_id = c.id and d.connection_id = $4 and d.action = $5
    and d.state not in ('SUPERSEDED', 'SKIPPED')
  order by d.target, d.revision desc
) newest
where c.account_id = $1 and ${withinDays} and newest.intent = 'SEND'
  and (c.started_at, c.id) > ($6::timestamptz, $7::uuid)
order by c.started_at, c.id`;

interface Row {
  readonly snapshot: CallSnapshot;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly revision: number;
  readonly vendor_id: string | null;
  readonly uncertain: boolean;
  readonly call_id: string;
  readonly started_at: string;
}

/** The last call of a file, as whoever asks for the next one gives it back. */
interface Place {
  readonly startedAt: string;
  readonly callId: string;
}

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
  readonly connectionId: string;
  readonly action: string;
  /** Where the file before ended. */
  readonly after?: string | null;
  /** About how many it holds. */
  readonly rows?: number | null;
}

/** What was or is to be sent, as a file in the vendor's own import format, for people who upload by hand. */
export const createManualImport =
  (parts: { readonly db: Db; readonly setup: SetupCache; readonly integrations: readonly Integration[] }) =>
  /** Throws Refusal when the vendor has no such format, or the period is no period. */
  async (accountId: string, asked: Asked): Promise<ImportFile> => {
    const { action } = actionIn(asked, await parts.setup.of(accountId), parts.integrations);
    const { manualImport } = action;
    if (!manualImport) throw new Refusal('INVALID', 'This action has no import format of its own.', 'action');
    const { from, to } = periodIn(asked);
    const most = wholeIn(asked.rows ?? mostRows, 'rows', { min: 1, max: mostRows });
    const { startedAt, callId } = asked.after == null ? beginning : placeIn(asked.after);
    const params = [accountId, from, to, asked.connectionId, asked.action, startedAt, callId];
    const itemOf = (row: Row): readonly ActionItem<Record<string, unknown>>[] => {
      const settings = action.settings.safeParse(row.settings);
      if (!settings.success) return [];
      const { snapshot: call, key, revision, uncertain } = row;
      return [{ call, settings: settings.data, key, revision, vendorId: row.vendor_id, uncertain }];
    };
    return parts.db.pipeline(async (send) => {
      send(asAccount(accountId));
      await send({ text, params });
      const lines = [manualImport.head];
      let last: Row | undefined;
      let more = false;
      for (let read = pageRows, total = 0; read === pageRows && !more; ) {
        const page = (await send({
          text: `fetch ${pageRows} from import_rows`,
          params: [],
        })) as unknown as readonly Row[];
        read = page.length;
        const before = last;
        const end = page.findIndex(
          (row, at) => total + at >= most && row.call_id !== (page[at - 1] ?? before)?.call_id,
        );
        more = end !== -1;
        const own = more ? page.slice(0, end) : page;
        total += own.length;
        last = own.at(-1) ?? last;
        lines.push(manualImport.rows(own.flatMap(itemOf)));
      }
      const next = more && last ? textOf({ startedAt: last.started_at, callId: last.call_id }) : null;
      return { result: { fileName: manualImport.fileName, content: lines.join(''), next }, last: [] };
    });
  };
