import type { Logger } from 'pino';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { Db } from '../db.ts';
import type { createRequeue } from '../delivery/requeue.ts';
import type { DeliveryTuning } from '../delivery/tuning.ts';
import type { CallEdits } from '../edits/edits.ts';
import type { Identity } from '../identity/identity.ts';
import type { Viewer } from '../identity/scopes.ts';
import type { LinkedAccounts } from '../linked-accounts/linked-accounts.ts';
import type { Live } from '../live/hub.ts';
import type { BulkTags } from '../past-calls/bulk-tags.ts';
import type { RuleRunStarts } from '../past-calls/rule-runs.ts';
import type { Reach } from '../reach.ts';
import type { Runs } from '../runs/runs.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Features, Reads } from './features.ts';
import type { Loaders } from './loaders.ts';
import type { Nouns } from './nouns.ts';

/** What the API is made of. `main` puts it together. */
export interface GraphqlServices {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly identity: Identity;
  readonly integrations: readonly Integration[];
  /** The console's root, without a trailing slash. */
  readonly consoleUrl: string;
  readonly edits: CallEdits;
  readonly bulk: BulkTags;
  readonly linkedAccounts: Pick<LinkedAccounts, 'connect' | 'finishSignIn' | 'disconnect'>;
  readonly deliveries: Pick<ReturnType<typeof createRequeue>, 'retry'>;
  /** The delivery stage's times, which say when a linked account counts as paused. */
  readonly tuning: DeliveryTuning;
  readonly live: Pick<Live, 'subscribe' | 'position'>;
  readonly runs: Pick<Runs, 'start' | 'cancel'>;
  readonly ruleRuns: RuleRunStarts;
  readonly log: Logger;
}

/**
 * The account's setup as GraphQL shows it, at most a second old. Given the ids of companies or linked accounts
 * that rows refer to, it is read anew when it does not know one of them.
 */
export type NounsFor = (ids?: readonly string[]) => Promise<Nouns>;

/** What every resolver gets. One for each request; subscriptions keep theirs. */
export interface GraphqlContext {
  readonly viewer: Viewer;
  /** Whose rows the asker may read and change. */
  readonly reach: Reach;
  readonly services: GraphqlServices;
  readonly features: Features;
  readonly reads: Reads;
  readonly loaders: Loaders;
  readonly nouns: NounsFor;
  /** Where the account's feed stood when this was first asked; every later asker gets the same. */
  readonly changeCursor: () => Promise<string>;
}
