import type { Action } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { deliveries } from '../../schema/index.ts';
import type { Decision, Send } from '../automation/decide.ts';
import { newId, typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { unsent } from './states.ts';

/** A delivery as stored, times as text. */
export type Delivery = JsonRow<typeof deliveries>;

/** What earlier deliveries of the same call are known by. */
export type KnownDelivery = Pick<
  Delivery,
  'id' | 'connectionId' | 'action' | 'target' | 'revision' | 'key' | 'state' | 'automationId' | 'vendorId'
>;

export interface Plan {
  readonly deliveries: readonly Delivery[];
  /** Earlier deliveries that need not be sent any more, because a newer one replaces them or the rule no longer matches. */
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
}

type FindAction = (integration: string, action: string) => Action | undefined;

const keyOf = (id: string): string => `rp_${typedId('Delivery', id).slice(4)}`;

const skipReason = (
  send: Send,
  action: Action | undefined,
  call: CallSnapshot,
  setup: Setup,
  now: Date,
): string | null => {
  if (!action) return `This installation has no action ${send.integration}.${send.action}.`;
  const connection = setup.connections.get(send.connectionId);
  if (!connection || connection.state === 'DISCONNECTED') return 'The connection was removed.';
  const settings = action.settings.safeParse(send.settings);
  if (!settings.success) return `The action's settings no longer fit: ${settings.error.issues[0]?.message}`;
  return action.ineligible?.(call, settings.data, now) ?? null;
};

/**
 * Turns what rules want into deliveries with the call frozen in them. One (call, connection, action,
 * target) is one record at the vendor: a second wish for it is a new revision under the same key.
 */
export const planDeliveries = (
  call: { readonly id: string; readonly snapshot: CallSnapshot },
  sends: readonly Send[],
  decisions: readonly Decision[],
  known: readonly KnownDelivery[],
  setup: Setup,
  findAction: FindAction,
  now: Date,
): Plan => {
  const planned = new Map<string, Delivery>();
  const superseded: { id: string; reason: string }[] = [];
  const at = now.toISOString();

  for (const send of sends) {
    const action = findAction(send.integration, send.action);
    const settings = action?.settings.safeParse(send.settings);
    const target = settings?.success ? (action?.target?.(settings.data) ?? '') : '';
    const slot = `${send.connectionId} ${send.action} ${target}`;
    if (planned.has(slot)) continue; // two rules with the same wish are one wish
    const earlier = known.filter((row) => `${row.connectionId} ${row.action} ${row.target}` === slot);
    for (const row of earlier) {
      if (unsent.includes(row.state))
        superseded.push({ id: row.id, reason: 'The call changed before it was sent.' });
    }
    const id = newId();
    const reason = skipReason(send, action, call.snapshot, setup, now);
    planned.set(slot, {
      accountId: setup.accountId,
      id,
      callId: call.id,
      connectionId: send.connectionId,
      integration: send.integration,
      action: send.action,
      target,
      revision: Math.max(0, ...earlier.map((row) => row.revision)) + 1,
      key: earlier[0]?.key ?? keyOf(id),
      intent: 'SEND',
      settings: send.settings,
      snapshot: call.snapshot,
      automationId: send.automationId,
      automationVersion: send.automationVersion,
      state: reason ? 'SKIPPED' : 'PENDING',
      reason,
      vendorId: null,
      vendorUrl: null,
      receipt: null,
      uncertain: false,
      attemptCount: 0,
      dueAt: at,
      acceptedAt: null,
      confirmedAt: null,
      createdAt: at,
      changedAt: at,
    });
  }

  const failed = new Set(
    decisions.filter((decision) => !decision.matched).map((decision) => decision.automationId),
  );
  for (const row of known) {
    const replaced = superseded.some((entry) => entry.id === row.id);
    if (!replaced && failed.has(row.automationId) && unsent.includes(row.state)) {
      superseded.push({ id: row.id, reason: 'The call was judged again and the rule no longer matches.' });
    }
  }
  return { deliveries: [...planned.values()], superseded };
};
