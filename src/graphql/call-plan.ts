import { clickIdNames } from '../../integrations/kit/vocabulary.ts';
import type { StoredEvidence } from '../attribution/evidence.ts';
import { type PlainFieldName, plainFieldNames } from '../call-fields/call-fields.ts';
import type { Call as StoredCall } from '../calls/call.ts';
import { clickIdsOf } from '../calls/call.ts';
import type { Facts, Leg as LegFacts } from '../calls/facts.ts';
import type { CallColumn, CallRow } from '../calls/read-calls.ts';
import { typedId } from '../ids.ts';
import { amountOf } from '../money.ts';
import type { Call } from './call.ts';
import type { Attribution, Leg, Recording } from './call-parts.ts';
import { customValuesOf } from './custom-field.ts';
import type { Nouns } from './nouns.ts';

interface FieldPlan<Value> {
  readonly columns: readonly CallColumn[];
  /** It is a column of its own name. */
  readonly plain: boolean;
  readonly make: (call: StoredCall, nouns: Nouns) => Value;
}

/** Fields that need more than the row and the setup: they have resolvers, which need these columns. */
const lazy = {
  caller: ['callerId'],
  session: ['sessionId'],
  deliveries: [],
  decisions: [],
  timeline: [],
} as const satisfies Readonly<Record<string, readonly CallColumn[]>>;

type MadeField = Exclude<keyof Call, 'row' | keyof typeof lazy>;

/** A field that is a column. */
const same = <Name extends CallColumn>(name: Name): FieldPlan<StoredCall[Name]> => ({
  columns: [name],
  plain: true,
  make: (call) => call[name],
});

const from = <Value>(columns: readonly CallColumn[], make: FieldPlan<Value>['make']): FieldPlan<Value> => ({
  columns,
  plain: false,
  make,
});

const legOf = (leg: LegFacts): Leg => ({
  key: leg.key,
  destination: leg.destination,
  status: leg.endAt || leg.endReason ? 'ENDED' : leg.answerAt ? 'ANSWERED' : 'RINGING',
  endReason: leg.endReason,
  ringAt: leg.ringAt,
  answerAt: leg.answerAt,
  endAt: leg.endAt,
  talkSeconds: leg.answerAt ? leg.seconds : null,
});

const recordingOf = ({ recordingUrl: url, facts }: StoredCall): Recording | null => {
  if (!url) return null;
  const known = (facts as Facts | null)?.recordings.find((recording) => recording.url === url);
  return { url, seconds: known?.seconds ?? null, voicemail: known?.voicemail ?? false };
};

const attributionOf = ({ confidence, evidence }: StoredCall): Attribution => {
  const stored = evidence as StoredEvidence | null;
  return {
    confidence,
    reason: stored?.reason ?? 'Nothing is known about where this call came from.',
    evidence: stored?.evidence ?? [],
    candidateIds: stored?.candidates ?? [],
  };
};

/** Every other field of `Call` that is made from its row and the setup, with the columns it needs. */
const made: { readonly [Name in MadeField]: FieldPlan<Call[Name]> } = {
  id: from(['id'], (call) => typedId('Call', call.id)),
  version: same('version'),
  answered: from(['answeredAt'], (call) => call.answeredAt !== null),
  ringAt: from(['startedAt'], (call) => call.startedAt),
  company: from(['companyId'], (call, nouns) => nouns.company(call.companyId)),
  number: from(['numberId'], (call, nouns) => nouns.numberOrNull(call.numberId)),
  tracker: from(['trackerId'], (call, nouns) => nouns.trackerOrNull(call.trackerId)),
  clickIds: from([...clickIdNames], clickIdsOf),
  overflow: same('overflow'),
  attribution: from(['confidence', 'evidence'], attributionOf),
  tags: from(['tagIds'], (call, nouns) => nouns.tagsOf(call.tagIds)),
  value: from(['valueMicros', 'valueCurrency'], ({ valueMicros, valueCurrency }) =>
    valueMicros === null || valueCurrency === null
      ? null
      : { amount: amountOf(valueMicros), currency: valueCurrency },
  ),
  scoreReasons: from(['scoreReasons'], ({ scoreReasons }, nouns) =>
    (scoreReasons ?? []).map(({ criterionId, automationId, name, points }) => ({
      criterion: criterionId === null ? null : nouns.scoreCriterionOrNull(criterionId),
      automationId: automationId ? typedId('Automation', automationId) : null,
      name,
      points,
    })),
  ),
  assignee: from(['assigneeId'], (call, nouns) => nouns.agentOrNull(call.assigneeId)),
  customFields: from(['customValues'], (call, nouns) => customValuesOf(call.customValues, nouns)),
  recording: from(['recordingUrl', 'facts'], recordingOf),
  legs: from(['facts'], (call) => ((call.facts as Facts | null)?.legs ?? []).map(legOf)),
};

/** What it takes to show some fields of calls. */
export interface CallPlan {
  readonly columns: ReadonlySet<CallColumn>;
  /** A row that has these columns, as GraphQL shows it. */
  readonly show: (row: CallRow, nouns: Nouns) => Call;
}

const plain: ReadonlySet<string> = new Set(plainFieldNames);
const isPlain = (name: string): name is PlainFieldName => plain.has(name);
const isMade = (name: string): name is MadeField => Object.hasOwn(made, name);
const isLazy = (name: string): name is keyof typeof lazy => Object.hasOwn(lazy, name);

export const planOf = (names: readonly string[]): CallPlan => {
  const fields = names.filter(isMade).map((name) => ({ name, ...made[name] }));
  const derived = fields.filter(({ plain }) => !plain);
  const columns = new Set<CallColumn>([
    'companyId',
    ...names.filter(isPlain),
    ...fields.flatMap((field) => field.columns),
    ...names.filter(isLazy).flatMap((name) => lazy[name]),
  ]);
  return {
    columns,
    show: (row, nouns) => {
      // Cloned, not built field by field: after a dozen V8 makes such an object a slow dictionary.
      const call: Record<string, unknown> = { ...row, row };
      // The statement selected what these fields read, so the partial row is whole to them.
      for (const { name, make } of derived) call[name] = make(row as StoredCall, nouns);
      return call as unknown as Call;
    },
  };
};

/** For calls that were read whole. */
export const wholeCall = planOf([...plainFieldNames, ...Object.keys(made)]);
