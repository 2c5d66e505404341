import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../integrations/kit/integration.ts';
import { redact } from '../../integrations/kit/redact.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { type Delivery, sameContent } from '../delivery/slots.ts';
import type { Setup } from '../setup/setup.ts';
import type { PastCall, Tried } from './try-rule.ts';

/** One delivery a sample shows. Ids are UUIDs. */
interface SampleDelivery {
  readonly linkedAccountId: string;
  readonly integration: string;
  readonly action: string;
  /** Why it would be skipped; null when it would be sent. */
  readonly skipped: string | null;
  /** The request as it would be sent, redacted; null when the action cannot say. */
  readonly request: string | null;
}

interface Sample {
  readonly callId: string;
  readonly reason: string;
  readonly deliveries: readonly SampleDelivery[];
}

/** What a dry run has found so far. */
export interface DryRunResult {
  /** Calls that could have woken the rule. */
  readonly woken: number;
  readonly matched: number;
  readonly sent: number;
  /** How many would be skipped, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many of those sent would be skipped if the rule were applied only now, by reason. */
  readonly tooLate?: Readonly<Record<string, number>>;
  /** How many would be sent, by `linkedAccount integration action`. */
  readonly targets: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
  readonly unmatched: readonly Omit<Sample, 'deliveries'>[];
  /** The version in force this was held against; null: none is. */
  readonly against: number | null;
  readonly added: Compared;
  readonly removed: Compared;
  readonly changed: Compared;
}

/** How many calls, and the first of them (UUIDs). */
interface Compared {
  readonly count: number;
  readonly callIds: readonly string[];
}

const mostSamples = 10;
const mostUnmatched = 5;
const mostIds = 20;
/** Reasons may hold values; beyond so many they are counted together. */
const mostReasons = 50;
const otherReasons = 'Other reasons.';

const none: Compared = { count: 0, callIds: [] };

export const emptyDryRun = (against: number | null): DryRunResult => ({
  woken: 0,
  matched: 0,
  sent: 0,
  skipped: {},
  tooLate: {},
  targets: {},
  samples: [],
  unmatched: [],
  against,
  added: none,
  removed: none,
  changed: none,
});

type FindAction = (integration: string, action: string) => Action | undefined;

/** The account's linked accounts, whole, since their settings decide what is the same. */
interface Vendors extends Pick<Setup, 'linkedAccounts'> {
  /** False for who does not see those settings: a request says them. */
  readonly showsRequests: boolean;
}

/** The request as the action would send it, redacted; null when it cannot say. */
const requestOf = (row: Delivery, action: Action | undefined, vendors: Vendors): string | null => {
  const settings = action?.settings.safeParse(row.settings);
  if (!vendors.showsRequests || !action?.preview || !settings?.success) return null;
  const item = { settings: settings.data, key: row.key, revision: row.revision, vendorId: null };
  const call = row.snapshot as CallSnapshot;
  try {
    const linkedAccount = vendors.linkedAccounts.get(row.linkedAccountId)?.settings ?? {};
    return redact(action.preview([{ ...item, call, uncertain: false }], linkedAccount));
  } catch {
    // It would be rejected when it is sent; the sample stays, without a request.
    return null;
  }
};

const sampleOf = (callId: string, tried: Tried, findAction: FindAction, vendors: Vendors): Sample => ({
  callId,
  reason: tried.reason,
  deliveries: tried.deliveries.map((row) => ({
    linkedAccountId: row.linkedAccountId,
    integration: row.integration,
    action: row.action,
    skipped: row.state === 'SKIPPED' ? row.reason : null,
    request: requestOf(row, findAction(row.integration, row.action), vendors),
  })),
});

const slotName = (row: Delivery): string => `${row.linkedAccountId} ${row.action} ${row.target}`;

/** Whether the vendors would be told the same, and what is skipped is skipped for the same reason. */
const sameSends = (before: Tried, after: Tried, findAction: FindAction, vendors: Vendors): boolean => {
  if (before.deliveries.length !== after.deliveries.length) return false;
  return after.deliveries.every((row) => {
    const was = before.deliveries.find((one) => slotName(one) === slotName(row));
    if (was?.state !== row.state || was.reason !== row.reason) return false;
    if (row.state === 'SKIPPED') return true;
    const linkedAccount = vendors.linkedAccounts.get(row.linkedAccountId)?.settings ?? {};
    const content = (one: Delivery) => ({
      snapshot: one.snapshot as CallSnapshot,
      settings: one.settings,
    });
    return (
      (isDeepStrictEqual(was.snapshot, row.snapshot) && isDeepStrictEqual(was.settings, row.settings)) ||
      sameContent(findAction(row.integration, row.action), content(was), content(row), linkedAccount)
    );
  });
};

/** Counts what a rule would have made of past calls, and what the version in force makes of them. */
export const createTally = (start: DryRunResult, findAction: FindAction, vendors: Vendors) => {
  const counts = { woken: start.woken, matched: start.matched, sent: start.sent };
  const skipped = new Map(Object.entries(start.skipped));
  const tooLate = new Map(Object.entries(start.tooLate ?? {}));
  const targets = new Map(Object.entries(start.targets));
  const samples = [...start.samples];
  const unmatched = [...start.unmatched];
  const compared = { added: start.added, removed: start.removed, changed: start.changed };
  const more = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  const because = (map: Map<string, number>, reason: string) =>
    more(map, map.has(reason) || map.size < mostReasons ? reason : otherReasons);
  const note = (name: keyof typeof compared, callId: string): void => {
    const { count, callIds } = compared[name];
    compared[name] = { count: count + 1, callIds: count < mostIds ? [...callIds, callId] : callIds };
  };

  const take = (callId: string, tried: Tried): void => {
    counts.woken += 1;
    if (!tried.matched) {
      if (unmatched.length < mostUnmatched) unmatched.push({ callId, reason: tried.reason });
      return;
    }
    counts.matched += 1;
    if (samples.length < mostSamples) samples.push(sampleOf(callId, tried, findAction, vendors));
    for (const row of tried.deliveries) {
      if (row.state !== 'SKIPPED') {
        counts.sent += 1;
        more(targets, `${row.linkedAccountId} ${row.integration} ${row.action}`);
        if (row.tooLate !== null) because(tooLate, row.tooLate);
      } else because(skipped, row.reason ?? '');
    }
  };

  return {
    /** `inForce`: what the version in force makes of the same call; null when none is. */
    add: ({ call }: Pick<PastCall, 'call'>, tried: Tried | null, inForce: Tried | null): void => {
      if (tried) take(call.id, tried);
      const [now, then] = [tried?.matched ?? false, inForce?.matched ?? false];
      if (now && !then) note('added', call.id);
      if (then && !now) note('removed', call.id);
      if (now && then && tried && inForce && !sameSends(inForce, tried, findAction, vendors))
        note('changed', call.id);
    },

    result: (): DryRunResult => ({
      ...counts,
      skipped: Object.fromEntries(skipped),
      tooLate: Object.fromEntries(tooLate),
      targets: Object.fromEntries(targets),
      samples,
      unmatched,
      against: start.against,
      ...compared,
    }),
  };
};
