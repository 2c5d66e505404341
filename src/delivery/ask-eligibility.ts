import type { Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { SetupCache } from '../setup/cache.ts';
import { actionIn } from './action-in.ts';
import { eligibilityOf } from './eligibility.ts';
import { wishOf } from './plan.ts';

export interface Eligibility {
  readonly eligible: boolean;
  /** Why it would not be sent, for a person; null when it would. */
  readonly reason: string | null;
  /** UUID of the newest delivery of the same to the same place; null when there is none. */
  readonly deliveryId: string | null;
}

interface Asked {
  /** UUIDs. */
  readonly callId: string;
  readonly connectionId: string;
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const newestText = `select d.id from deliveries d
  where d.account_id = $1 and d.call_id = $2 and d.connection_id = $3 and d.action = $4 and d.target = $5
  order by d.revision desc limit 1`;

/** "Why is this call not eligible?", answered before anything is sent. */
export const createEligibility =
  (parts: {
    readonly db: Db;
    readonly setup: SetupCache;
    readonly integrations: readonly Integration[];
    readonly snapshot: (accountId: string, callId: string) => Promise<CallSnapshot | null>;
    readonly now: () => Date;
  }) =>
  /** Throws Refusal when there is no such call, connection or action. */
  async (accountId: string, asked: Asked): Promise<Eligibility> => {
    const { db, setup, integrations, snapshot, now } = parts;
    const call = await snapshot(accountId, asked.callId);
    if (!call) throw new Refusal('NOT_FOUND', 'There is no such call.', 'callId');
    const known = await setup.of(accountId);
    const { connection, action } = actionIn(asked, known, integrations);
    const { integration } = connection;
    const origin = { automationId: '', automationVersion: 0 };
    const given = { connectionId: connection.id, integration, action: action.id, settings: asked.settings };
    const wish = wishOf({ ...origin, ...given }, action, call, known);
    const reason = wish.unfilled ?? eligibilityOf(wish.send, action, call, known, now());
    const params = [accountId, asked.callId, connection.id, action.id, wish.target];
    const [newest] = await db.read<{ id: string }>(accountId, { text: newestText, params });
    return { eligible: reason === null, reason, deliveryId: newest?.id ?? null };
  };
