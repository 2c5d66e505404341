import type { Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { deliveries } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type Reach, systemReach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import { fromJson } from '../storage/json-rows.ts';
import { actionIn } from './action-in.ts';
import { eligibilityOf } from './eligibility.ts';
import { wishOf } from './plan.ts';
import { type KnownDelivery, sameContent, slotOf } from './slots.ts';

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
  readonly linkedAccountId: string;
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const knownText = `select to_jsonb(d) as delivery from deliveries d
  where d.account_id = $1 and d.call_id = $2 and d.linked_account_id = $3 and d.action = $4 and d.target = $5`;

/** Why the same would not be sent once more, by what became of it. */
const sameAgain = ({ state, reason }: KnownDelivery): string => {
  if (state === 'ACCEPTED' || state === 'CONFIRMED') return 'Exactly this is there already.';
  if (state === 'REJECTED') return `Exactly this was sent already and refused: ${reason}`;
  return 'Exactly this is on its way already.';
};

/** "Why is this call not eligible?", answered before anything is sent. */
export const createEligibility =
  (parts: {
    readonly db: Db;
    readonly setup: SetupCache;
    readonly integrations: readonly Integration[];
    readonly snapshot: (reach: Reach, callId: string) => Promise<CallSnapshot | null>;
    readonly now: () => Date;
  }) =>
  /** Throws Refusal when there is no such call, linked account or action. */
  async (reach: Reach, asked: Asked): Promise<Eligibility> => {
    const { db, setup, integrations, snapshot, now } = parts;
    const call = await snapshot(reach, asked.callId);
    if (!call) throw new Refusal('NOT_FOUND', 'There is no such call.', 'callId');
    const known = await setup.of(reach);
    const { linkedAccount, action } = actionIn(asked, known, integrations);
    // Its settings decide what is the same, and a limited reach does not see them.
    const whole = await setup.of(systemReach(reach.accountId, 'delivery'));
    const accountSettings = whole.linkedAccounts.get(linkedAccount.id)?.settings ?? {};
    const { integration } = linkedAccount;
    const origin = { automationId: '', automationVersion: 0 };
    const given = {
      linkedAccountId: linkedAccount.id,
      integration,
      action: action.id,
      settings: asked.settings,
    };
    const wish = wishOf({ ...origin, ...given }, action, call, known);
    const params = [reach.accountId, asked.callId, linkedAccount.id, action.id, wish.target];
    const rows = await db.read<{ readonly delivery: Readonly<Record<string, unknown>> }>(reach, {
      text: knownText,
      params,
    });
    const slot = slotOf(rows.map(({ delivery }) => fromJson(deliveries, delivery)));
    const { newest } = slot;
    const before = newest?.intent === 'SEND' ? newest : null;
    const wanted = { snapshot: call, settings: wish.send.settings };
    const told = before && { snapshot: before.snapshot as CallSnapshot, settings: before.settings };
    const duplicate =
      before && told && sameContent(action, told, wanted, accountSettings) ? sameAgain(before) : null;
    const reason = wish.unfilled ?? eligibilityOf(wish.send, action, call, known, now()) ?? duplicate;
    return { eligible: reason === null, reason, deliveryId: slot.rows.at(-1)?.id ?? null };
  };
