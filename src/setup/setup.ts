import type { InferSelectModel } from 'drizzle-orm';
import type {
  accounts,
  agents,
  automations,
  automationVersions,
  companies,
  customFields,
  linkedAccounts,
  scoreCriteria,
  tags,
  trackers,
  trackingNumbers,
} from '../../schema/index.ts';

export type Account = InferSelectModel<typeof accounts>;
export type Company = InferSelectModel<typeof companies>;
export type Tracker = InferSelectModel<typeof trackers>;
export type TrackingNumber = InferSelectModel<typeof trackingNumbers>;
export type Tag = InferSelectModel<typeof tags>;
export type LinkedAccount = Omit<InferSelectModel<typeof linkedAccounts>, 'secrets'>;
/** Whose turn it is stands behind a lock of its own (`conductor/turn-book.ts`); a copy of it would be old. */
export type Agent = Omit<InferSelectModel<typeof agents>, 'lastTurn'>;
export type CustomField = InferSelectModel<typeof customFields>;
export type ScoreCriterion = InferSelectModel<typeof scoreCriteria>;
export type AutomationRow = InferSelectModel<typeof automations> & {
  readonly current: InferSelectModel<typeof automationVersions>;
};

/**
 * What an account is set up to do: the small, rarely changed tables every call is judged by. Read as one
 * consistent picture and shared by everybody, so treat it as frozen.
 */
export interface Setup {
  readonly accountId: string;
  /** Whose things these are: `ALL`, or those of these companies (UUIDs) and of every one. See `viewOf`. */
  readonly seen: 'ALL' | readonly string[];
  readonly version: number;
  readonly account: Account;
  readonly companies: ReadonlyMap<string, Company>;
  readonly trackers: ReadonlyMap<string, Tracker>;
  readonly numbers: ReadonlyMap<string, TrackingNumber>;
  /** The same by E.164. */
  readonly numbersByE164: ReadonlyMap<string, TrackingNumber>;
  readonly tags: ReadonlyMap<string, Tag>;
  /** Oldest first: the order rules are applied in. */
  readonly automations: ReadonlyMap<string, AutomationRow>;
  readonly linkedAccounts: ReadonlyMap<string, LinkedAccount>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Archived ones too: their values are still there. */
  readonly customFields: ReadonlyMap<string, CustomField>;
  readonly scoreCriteria: ReadonlyMap<string, ScoreCriterion>;
}
