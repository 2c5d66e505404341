import { getTableColumns } from 'drizzle-orm';
import { countryOf } from '../../integrations/kit/phone.ts';
import { calls } from '../../schema/index.ts';
import { newId } from '../ids.ts';
import { flowOfCall } from '../routing/route.ts';
import type { Setup, TrackingNumber } from '../setup/setup.ts';
import type { Call } from './call.ts';
import type { Facts, Parties } from './facts.ts';
import { progressOf } from './progress.ts';

type Columns = (typeof calls)['_']['columns'];
type Unknown = {
  readonly [Key in keyof Columns as Columns[Key]['_']['notNull'] extends true ? never : Key]: null;
};

/** Every column that may be null, and is until something is known. */
const unknown = Object.fromEntries(
  Object.entries(getTableColumns(calls)).flatMap(([key, { notNull }]) => (notNull ? [] : [[key, null]])),
) as Unknown; // the table says at run time what its type says before

/** A call nobody has attributed yet, from its first facts. */
export const newCall = (
  origin: { readonly carrier: string; readonly callKey: string; readonly receivedAt: string },
  parties: Parties,
  number: TrackingNumber,
  setup: Setup,
): Call => {
  const tracker = setup.trackers.get(number.trackerId);
  if (!tracker) throw new Error(`Number ${number.id} has no tracker in its account's setup.`);
  return {
    ...unknown,
    accountId: setup.accountId,
    id: newId(),
    companyId: tracker.companyId,
    carrier: origin.carrier,
    callKey: origin.callKey,
    version: 0,
    direction: parties.direction,
    status: 'RINGING',
    startedAt: origin.receivedAt,
    firstTime: false,
    numberId: number.id,
    trackingNumber: number.number,
    trackerId: tracker.id,
    confidence: 'NONE',
    evidence: null,
    facts: null,
    overflow: false,
    tagIds: [],
    leadStatus: 'NEW',
    test: false,
    customValues: {},
    createdAt: origin.receivedAt,
  };
};

/** The telephone number at the other end; null when it is none, or withheld. */
const otherEnd = ({ direction, from, to }: Parties): string | null =>
  direction === 'INBOUND' ? from : to.startsWith('+') ? to : null;

/** The call with its facts read anew: times, outcome, caller. Attribution and edits stay as they are. */
export const withFacts = (call: Call, facts: Facts, receivedAt: string, setup: Setup): Call => {
  const tracker = setup.trackers.get(call.trackerId ?? '');
  const company = setup.companies.get(call.companyId);
  const { recording, ...progress } = progressOf(facts, receivedAt, flowOfCall(call, setup));
  const { parties } = facts;
  const other = parties ? otherEnd(parties) : null;
  const country = parties?.geography.country ?? (other ? countryOf(other) : null);
  return {
    ...call,
    ...progress,
    destination: progress.destination ?? tracker?.destination ?? '',
    direction: parties?.direction ?? call.direction,
    callerNumber: other,
    test: company?.testNumbers.includes(other ?? '') ?? false,
    withheld: parties?.withheld ?? null,
    callerName: parties?.callerName ?? null,
    country,
    region: parties?.geography.region ?? null,
    city: parties?.geography.city ?? null,
    recordingUrl: recording?.url ?? null,
    facts,
  };
};

export type CallMoment = 'CALL_STARTED' | 'CALL_ANSWERED' | 'CALL_ENDED' | 'CALL_UPDATED';

/** What a rule about the end of a call could have been judged by. */
const ending = ({
  startedAt,
  answeredAt,
  endedAt,
  outcome,
  talkSeconds,
  durationSeconds,
  callerNumber,
}: Call): string =>
  JSON.stringify([startedAt, answeredAt, endedAt, outcome, talkSeconds, durationSeconds, callerNumber]);

/**
 * What has happened between two versions of a call. An ended call whose end late callbacks changed is
 * judged as ended again, so callbacks in any order lead to the same decisions.
 */
export const momentsBetween = (before: Call | null, after: Call): readonly CallMoment[] => {
  const moments: CallMoment[] = [];
  if (!before) moments.push('CALL_STARTED');
  if (after.answeredAt && !before?.answeredAt) moments.push('CALL_ANSWERED');
  if (after.endedAt && (!before?.endedAt || ending(before) !== ending(after))) moments.push('CALL_ENDED');
  return moments.length > 0 ? moments : ['CALL_UPDATED'];
};
