import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Decision, Send } from '../automation/decide.ts';
import { standingOf } from '../automation/standing.ts';
import { newId, typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { templateFieldsOf } from '../template/fields.ts';
import { fillSettings } from '../template/settings.ts';
import { eligibilityOf, withheldReason, wrongReason } from './eligibility.ts';
import { type Delivery, type KnownDelivery, type Slot, sameContent, slotOf } from './slots.ts';

export interface Plan {
  readonly deliveries: readonly Delivery[];
  /** Earlier deliveries that need not be sent any more, because a newer one replaces them or the rule no longer matches. */
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
  /** As they were made, and which of them a later rule had the last word over. */
  readonly decisions: readonly Decision[];
}

type FindAction = (integration: string, action: string) => Action | undefined;

/** A send with its settings filled in for the call, and the record at the vendor it is about. */
interface Wish {
  readonly send: Send;
  readonly action: Action | undefined;
  readonly target: string;
  readonly slot: string;
  /** Why the settings could not be filled in; null when they were. */
  readonly unfilled: string | null;
}

const keyOf = (id: string): string => `rp_${typedId('Delivery', id).slice(4)}`;
const slotName = (row: Pick<Delivery, 'linkedAccountId' | 'action' | 'target'>): string =>
  `${row.linkedAccountId} ${row.action} ${row.target}`;

/** The one place where a rule's send becomes a record at a vendor: what is frozen is the filled-in settings. */
export const wishOf = (send: Send, action: Action | undefined, call: CallSnapshot, setup: Setup): Wish => {
  if (!action) return { send, action, target: '', slot: slotName({ ...send, target: '' }), unfilled: null };
  const fields = templateFieldsOf(setup.customFields);
  const { settings, data, problems } = fillSettings(action.settings, send.settings, fields, call);
  const target = data ? (action.target?.(data) ?? '') : '';
  const [problem] = problems;
  const unfilled = problem ? `The field “${problem.label}” cannot be filled in. ${problem.message}` : null;
  return { send: { ...send, settings }, action, target, slot: slotName({ ...send, target }), unfilled };
};

/** Of two rules with different wishes for one record the later one wins, and the earlier one's decision says so. */
const overruledBy =
  (earlier: Wish, { send: later }: Wish, setup: Setup) =>
  (decision: Decision): Decision => {
    const { automationId, integration, action, settings } = earlier.send;
    if (decision.automationId !== automationId || later.automationId === automationId) return decision;
    if (isDeepStrictEqual(settings, later.settings)) return decision;
    const name = setup.automations.get(later.automationId)?.name ?? '';
    return {
      ...decision,
      reason: `${decision.reason}; ${integration}.${action} is told what the later rule “${name}” says`,
    };
  };

const changed = 'The call changed before it was sent.';
const unmatched = 'The call was judged again and the rule no longer matches.';

/**
 * Turns what rules want into deliveries with the call frozen in them. One (call, linked account, action,
 * target) is one record at the vendor: a second wish for it is a new revision under the same key, unless the
 * vendor would be told the same again. What no rule wants any more is taken back.
 */
export const planDeliveries = (
  call: { readonly id: string; readonly companyId: string; readonly snapshot: CallSnapshot },
  sends: readonly Send[],
  decisions: readonly Decision[],
  known: readonly KnownDelivery[],
  setup: Setup,
  findAction: FindAction,
  now: Date,
): Plan => {
  const planned: Delivery[] = [];
  const superseded: { id: string; reason: string }[] = [];
  const at = now.toISOString();
  const { snapshot } = call;
  const linkedAccountOf = (id: string) => setup.linkedAccounts.get(id);
  const wishFor = (one: Send): Wish => wishOf(one, findAction(one.integration, one.action), snapshot, setup);

  const give = (
    slot: Slot,
    row: Pick<Delivery, 'linkedAccountId' | 'integration' | 'action' | 'target' | 'intent' | 'settings'> &
      Pick<Delivery, 'automationId' | 'automationVersion' | 'snapshot' | 'state' | 'reason'>,
    instead: string,
  ): void => {
    const id = newId();
    superseded.push(...slot.unsent.map((older) => ({ id: older.id, reason: instead })));
    planned.push({
      ...row,
      accountId: setup.accountId,
      companyId: call.companyId,
      id,
      callId: call.id,
      revision: (slot.rows.at(-1)?.revision ?? 0) + 1,
      key: slot.rows[0]?.key ?? keyOf(id),
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
  };

  /** Nothing of this may stay at the vendor. */
  const takeBack = (slot: Slot, action: Action | undefined, why: string, instead: string): void => {
    const { held, newest } = slot;
    if (!held) superseded.push(...slot.unsent.map(({ id }) => ({ id, reason: instead })));
    if (!held || newest?.intent === 'RETRACT') return;
    const linkedAccount = linkedAccountOf(held.linkedAccountId);
    const kept =
      !linkedAccount || linkedAccount.state === 'DISCONNECTED'
        ? 'The linked account was removed, so the vendor keeps what was sent.'
        : action?.retract
          ? null
          : 'The vendor offers no way to take this back and keeps what was sent.';
    const { linkedAccountId, integration, target, settings, automationId, automationVersion } = held;
    const about = { linkedAccountId, integration, action: held.action, target, settings };
    const of = { automationId, automationVersion, snapshot: held.snapshot ?? snapshot };
    const state = kept === null ? 'PENDING' : 'SKIPPED';
    const reason = kept === null ? `To be taken back: ${why}` : `${kept} ${why}`;
    give(slot, { ...about, ...of, intent: 'RETRACT', state, reason }, instead);
  };

  const send = ({ send: wanted, action, target, unfilled }: Wish, slot: Slot): void => {
    const { newest, held } = slot;
    const wrong = held && action?.retract ? wrongReason(wanted, action, snapshot) : null;
    if (wrong) {
      takeBack(slot, action, wrong, wrong);
      return;
    }
    const before = newest?.intent === 'SEND' && newest.snapshot ? newest : null;
    const linkedAccount = linkedAccountOf(wanted.linkedAccountId)?.settings ?? {};
    const content = { snapshot, settings: wanted.settings };
    const told = before && { snapshot: before.snapshot as CallSnapshot, settings: before.settings };
    if (told && sameContent(action, told, content, linkedAccount)) return;
    const reason = unfilled ?? eligibilityOf(wanted, action, snapshot, setup, now);
    const last = slot.rows.at(-1);
    if (reason && last?.state === 'SKIPPED' && last.intent === 'SEND' && last.reason === reason) return;
    const state = reason ? 'SKIPPED' : 'PENDING';
    give(slot, { ...wanted, target, snapshot, intent: 'SEND', state, reason }, changed);
  };

  /** What was wanted earlier and no rule asked for just now. */
  const lookAgain = (slot: Slot, name: string): void => {
    const { newest } = slot;
    const row = slot.held ?? newest ?? slot.rows.at(-1);
    if (!row) return;
    const action = findAction(row.integration, row.action);
    const owners = new Set(slot.rows.map((one) => one.automationId));
    const refused = decisions.some((one) => owners.has(one.automationId) && !one.matched);
    // What can neither be taken back nor waits to count is no record to be kept true, but a message: only its
    // own rule's no counts.
    const kept = action?.retract !== undefined || (!newest && action?.worth !== undefined);
    if (!kept && !refused) return;
    const withheld = action?.retract && withheldReason(snapshot);
    if (withheld) {
      takeBack(slot, action, withheld, withheld);
      return;
    }
    const frozen = row.snapshot as CallSnapshot | null;
    const isIt = (one: Send) => wishFor(one).slot === name;
    const lastWord = (newest ?? row).automationId;
    const standing = standingOf({ owners, lastWord, isIt }, { call: snapshot, frozen, decisions, setup });
    if (standing.kind === 'STOPPED') takeBack(slot, action, standing.reason, unmatched);
    if (standing.kind !== 'WANTED' || !kept) return;
    // The call was edited and its rule not woken: the vendor still learns of another value, and of what had
    // been missing.
    if (newest?.intent !== 'SEND' || action?.preview) send(wishFor(standing.send), slot);
  };

  const slots = Map.groupBy(known, slotName);
  const wishes = new Map<string, Wish>();
  let said = decisions;
  for (const wanted of sends) {
    const wish = wishFor(wanted);
    const earlier = wishes.get(wish.slot);
    if (earlier) said = said.map(overruledBy(earlier, wish, setup));
    wishes.set(wish.slot, wish);
  }
  for (const wish of wishes.values()) send(wish, slotOf(slots.get(wish.slot) ?? []));
  for (const [name, rows] of slots) if (!wishes.has(name)) lookAgain(slotOf(rows), name);
  return { deliveries: planned, superseded, decisions: said };
};
