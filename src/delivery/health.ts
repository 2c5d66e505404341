import type { Db } from '../db.ts';
import type { Reach } from '../reach.ts';
import type { DeliveryTuning } from './tuning.ts';

export const healthStates = ['HEALTHY', 'FAILING', 'PAUSED', 'DEAD'] as const;

/** Whether a linked account's vendor answers, and what it is waiting for when it does not. */
export interface Health {
  readonly state: (typeof healthStates)[number];
  /** Attempts in a row that found the vendor dead. */
  readonly failures: number;
  /** ISO 8601; null when it is not paused. */
  readonly pausedUntil: string | null;
  readonly reason: string | null;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly failures: number;
  readonly paused_until: string | null;
  readonly told: boolean;
  readonly reason: string | null;
}

const text = `select c.id, c.state, c.failures, to_json(c.paused_until) #>> '{}' as paused_until,
    c.told_at is not null as told, c.reason
  from linked_accounts c where c.account_id = $1 and c.id = any($2::uuid[])`;

const stateOf = ({ state, failures, told }: Row, { failuresToPause }: DeliveryTuning): Health['state'] => {
  if (state === 'NEEDS_RECONNECT' || state === 'DISCONNECTED' || told) return 'DEAD';
  if (failures >= failuresToPause) return 'PAUSED';
  return failures > 0 ? 'FAILING' : 'HEALTHY';
};

/** Read anew each time: it changes with every answer of a vendor, which the setup does not. */
export const createHealthReads =
  (db: Db, tuning: DeliveryTuning) =>
  async (reach: Reach, linkedAccountIds: readonly string[]): Promise<ReadonlyMap<string, Health>> => {
    const rows = await db.read<Row>(reach, { text, params: [reach.accountId, linkedAccountIds] });
    return new Map(
      rows.map((row) => {
        const state = stateOf(row, tuning);
        const pausedUntil = row.paused_until && new Date(row.paused_until).toISOString();
        const reason = state === 'HEALTHY' ? null : row.reason;
        return [row.id, { state, failures: row.failures, pausedUntil, reason }];
      }),
    );
  };
