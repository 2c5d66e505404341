import type { Logger } from 'pino';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { LeadStatus, Money } from '../../integrations/kit/vocabulary.ts';
import type { Db } from '../db.ts';
import type { Identity } from '../identity/identity.ts';
import type { Viewer } from '../identity/scopes.ts';
import type { Change } from '../live/feed.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Features, Reads } from './features.ts';
import type { Loaders } from './loaders.ts';
import type { Nouns } from './nouns.ts';

/** Edits of calls by people. Each returns when it is committed and throws Refusal on bad input. Ids are UUIDs. */
export interface CallEdits {
  /** Adds the tags to every call, or takes them off. Refuses unknown calls and tags by `input.callIds`, `input.tagIds`. */
  readonly tagCalls: (
    accountId: string,
    callIds: readonly string[],
    tagIds: readonly string[],
    add: boolean,
  ) => Promise<void>;
  /** Sets what is given; null clears value and note. Checks amount and currency (`input.value`). */
  readonly updateCall: (
    accountId: string,
    callId: string,
    change: {
      readonly leadStatus?: LeadStatus;
      readonly value?: Money | null;
      readonly note?: string | null;
    },
  ) => Promise<void>;
}

export interface ConnectInput {
  /** Id of the integration. */
  readonly integration: string;
  readonly label: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  /** UUID of the connection to authorise anew; null makes one. */
  readonly connectionId: string | null;
  /** Path of the console the browser returns to after an OAuth consent. */
  readonly returnTo: string | null;
}

/** Authorised accounts at vendors. */
export interface Connections {
  /** `authorizeUrl`: where the person agrees; null when nothing is left to do. */
  readonly connect: (
    accountId: string,
    input: ConnectInput,
  ) => Promise<{ readonly connectionId: string; readonly authorizeUrl: string | null }>;
  readonly disconnect: (accountId: string, connectionId: string) => Promise<void>;
}

export interface Deliveries {
  /** Sends again what can be sent again. Throws Refusal when its state does not allow it. */
  readonly retry: (accountId: string, deliveryId: string) => Promise<void>;
}

export interface LiveFeed {
  /** Changes after the cursor (null: from now on), each once, until the consumer returns. */
  readonly subscribe: (options: {
    readonly accountId: string;
    readonly after: string | null;
    readonly kinds: readonly Change['kind'][] | null;
  }) => AsyncIterable<Change>;
}

/** What the API is made of. `main` puts it together. */
export interface GraphqlServices {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly identity: Identity;
  readonly integrations: readonly Integration[];
  readonly edits: CallEdits;
  readonly connections: Connections;
  readonly deliveries: Deliveries;
  readonly live: LiveFeed;
  readonly log: Logger;
}

/**
 * The account's setup as GraphQL shows it, at most a second old. Given the ids of companies or connections
 * that rows refer to, it is read anew when it does not know one of them.
 */
export type NounsFor = (ids?: readonly string[]) => Promise<Nouns>;

/** What every resolver gets. One for each request; subscriptions keep theirs. */
export interface GraphqlContext {
  readonly viewer: Viewer;
  readonly accountId: string;
  readonly services: GraphqlServices;
  readonly features: Features;
  readonly reads: Reads;
  readonly loaders: Loaders;
  readonly nouns: NounsFor;
}
