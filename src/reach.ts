/** Who does something: an API key, a person, a rule, or Ringpath itself. */
export type Actor =
  | {
      readonly kind: 'KEY' | 'PERSON' | 'RULE';
      /** UUID of the API key, the person or the automation. */
      readonly id: string;
    }
  | {
      readonly kind: 'SYSTEM';
      readonly id: null;
      /** The part of the server, for people who read logs: `delivery`. */
      readonly part: string;
    };

/**
 * Whose rows somebody may read or change. `identity` makes one from a key, `systemReach` one for work of the server's
 * own; everything that opens the database takes one first, and the database refuses what lies outside it.
 */
export interface Reach {
  /** UUID of the tenant. */
  readonly accountId: string;
  /** `ALL` also takes in what belongs to no company; a list (UUIDs, sorted) only what is of these companies. */
  readonly companies: 'ALL' | readonly string[];
  readonly actor: Actor;
  /** Names of call fields that are hidden. Always empty today: people's roles will fill it. */
  readonly masks: readonly string[];
}

const nothing: readonly string[] = [];

/** The server's own reach in an account, all of it. `part` says which part of the server works. */
export const systemReach = (accountId: string, part: string): Reach => ({
  accountId,
  companies: 'ALL',
  actor: { kind: 'SYSTEM', id: null, part },
  masks: nothing,
});

/** An actor as tables hold it, in two columns. */
export interface StoredActor {
  readonly actorKind: Actor['kind'];
  /** UUID; null for Ringpath itself. */
  readonly actorId: string | null;
}

export const storedActor = ({ kind, id }: Actor): StoredActor => ({ actorKind: kind, actorId: id });

/** Ringpath itself, for what follows from something else. */
export const nobody: StoredActor = { actorKind: 'SYSTEM', actorId: null };

/** The reach of an API key. */
export const keyReach = (accountId: string, keyId: string, companies: Reach['companies'] = 'ALL'): Reach => ({
  accountId,
  companies,
  actor: { kind: 'KEY', id: keyId },
  masks: nothing,
});

/** Equal for reaches that see the same. Who it is plays no part: nothing that is shared shows the asker. */
export const reachKey = ({ accountId, companies, masks }: Reach): string =>
  JSON.stringify([accountId, companies, masks]);
