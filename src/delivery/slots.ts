import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { deliveries } from '../../schema/index.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { unsent } from './states.ts';

/** A delivery as stored, times as text. */
export type Delivery = JsonRow<typeof deliveries>;

/** What earlier deliveries of the same call are known by. */
export type KnownDelivery = Pick<
  Delivery,
  | 'id'
  | 'linkedAccountId'
  | 'integration'
  | 'action'
  | 'target'
  | 'revision'
  | 'key'
  | 'state'
  | 'intent'
  | 'uncertain'
  | 'reason'
  | 'automationId'
  | 'automationVersion'
  | 'vendorId'
  | 'settings'
> & {
  /** Null where nobody will compare with it: superseded and skipped. */
  readonly snapshot: unknown;
};

/**
 * The revisions of one (call, linked account, action, target), oldest first: one record at the vendor. All that
 * is planned next follows from them.
 */
export interface Slot {
  readonly rows: readonly KnownDelivery[];
  /** The newest that stands: it was not overtaken, and if it is to be sent it was not skipped. */
  readonly newest: KnownDelivery | undefined;
  /** The newest that is at the vendor or may be; undefined when there certainly is nothing to take back. */
  readonly held: KnownDelivery | undefined;
  /** Those that need not be sent any more once something newer is planned. */
  readonly unsent: readonly KnownDelivery[];
}

const there: readonly KnownDelivery['state'][] = ['ACCEPTED', 'CONFIRMED', 'SENDING', 'UNKNOWN'];
const maybeThere: readonly KnownDelivery['state'][] = [
  'RETRYING',
  'NEEDS_RECONNECT',
  'SUPERSEDED',
  // Given up without an answer.
  'REJECTED',
];

export const slotOf = (known: readonly KnownDelivery[]): Slot => {
  const rows = known.toSorted((a, b) => a.revision - b.revision);
  const stands = ({ state, intent }: KnownDelivery): boolean =>
    state !== 'SUPERSEDED' && (state !== 'SKIPPED' || intent === 'RETRACT');
  const gone = rows.findLastIndex((row) => row.state === 'RETRACTED');
  return {
    rows,
    newest: rows.findLast(stands),
    held: rows
      .slice(gone + 1)
      .findLast(
        ({ intent, state, uncertain }) =>
          intent === 'SEND' && (there.includes(state) || (uncertain && maybeThere.includes(state))),
      ),
    unsent: rows.filter((row) => unsent.includes(row.state)),
  };
};

interface Content {
  readonly snapshot: CallSnapshot;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The requests as the action would send them; null when it cannot say, or finds the content unfit. */
const shown = (
  action: Action,
  { snapshot, settings }: Content,
  linkedAccount: Content['settings'],
): unknown => {
  const parsed = action.settings.safeParse(settings);
  if (!action.preview || !parsed.success) return null;
  // Every version has a number of its own, which alone is no news.
  const item = {
    call: { ...snapshot, version: 0 },
    settings: parsed.data,
    key: '',
    revision: 1,
    vendorId: null,
  };
  try {
    return action.preview([{ ...item, uncertain: false }], linkedAccount);
  } catch {
    return null;
  }
};

const facts = ({ version: _, url: __, ...rest }: CallSnapshot): object => rest;

/** Would the vendor be told the same? By what the action sends where it can say, else by everything in the call. */
export const sameContent = (
  action: Action | undefined,
  before: Content,
  after: Content,
  linkedAccount: Readonly<Record<string, unknown>>,
): boolean => {
  if (!isDeepStrictEqual(before.settings, after.settings)) return false;
  const [was, is] = action
    ? [shown(action, before, linkedAccount), shown(action, after, linkedAccount)]
    : [null, null];
  return was === null || is === null
    ? isDeepStrictEqual(facts(before.snapshot), facts(after.snapshot))
    : isDeepStrictEqual(was, is);
};
