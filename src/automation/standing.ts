import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { judge } from '../filter/judge.ts';
import { typedId, uuidOf } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { withNames } from '../setup/with-names.ts';
import { type Decision, type Send, sendsOf } from './decide.ts';
import { type Rule, rulesOf } from './rule.ts';
import { triggerNamed } from './triggers/list.ts';

/** Whether every call sets its trigger off: what such a rule wants now, it would have wanted then. */
const seesEveryCall = ({ trigger }: Rule): boolean =>
  ['MOMENT', 'EDIT'].includes(triggerNamed(trigger).cause.kind);

/** What the rules in force say of something that was sent earlier, whatever has woken them. */
export type Standing =
  | { readonly kind: 'WANTED'; readonly send: Send }
  | { readonly kind: 'STOPPED'; readonly reason: string }
  /** Nobody can say: the rule is switched off, or its filter never fitted what the rules made of the call. */
  | { readonly kind: 'OPEN' };

const noLongerDone: Standing = { kind: 'STOPPED', reason: 'The rule no longer does this.' };

/** The word of one rule. Null: it has nothing to do with it. */
const wordOf = (
  rule: Rule,
  sends: readonly Send[],
  owner: boolean,
  about: {
    readonly call: CallSnapshot;
    readonly frozen: CallSnapshot | null;
    readonly decisions: readonly Decision[];
    readonly setup: Setup;
  },
): Standing | null => {
  const { call, frozen, decisions, setup } = about;
  const send = sends.at(-1);
  if (!send) return owner ? noLongerDone : null;
  const decided = decisions.find((decision) => decision.automationId === rule.id && !decision.matched);
  const { matched, because } = judge(rule.filter, call);
  if (matched && !decided) return { kind: 'WANTED', send };
  if (!owner) return null;
  // The end of a call is judged from how it stood before any rule touched it. Elsewhere a rule may have made
  // its own filter untrue ("still new → qualified"); one that did not fit what was sent says nothing now.
  if (decided?.trigger === 'CALL_ENDED') return { kind: 'STOPPED', reason: decided.reason };
  const fitted = frozen !== null && judge(rule.filter, frozen).matched;
  return fitted
    ? { kind: 'STOPPED', reason: withNames(because, setup, uuidOf('Company', call.company.id)) }
    : { kind: 'OPEN' };
};

interface Wanted {
  /** The rules that once wanted it. */
  readonly owners: ReadonlySet<string>;
  /** Of them the one whose wish stands now. */
  readonly lastWord: string;
  /** Tells a rule's send of the same thing. */
  readonly isIt: (send: Send) => boolean;
}

/**
 * Asks the rules whether a call should still have what was once wanted for it. `frozen` is the call as it was
 * sent. One rule that wants it is enough; of several the one that had the last word keeps it, else the last
 * of them has it.
 */
export const standingOf = (
  { owners, lastWord, isIt }: Wanted,
  about: Parameters<typeof wordOf>[3],
): Standing => {
  let wanted: Standing | undefined;
  let stopped: Standing | undefined;
  for (const rule of rulesOf(about.setup)) {
    const owner = owners.has(rule.id);
    if (!owner && !seesEveryCall(rule)) continue;
    if (rule.companyId !== null && typedId('Company', rule.companyId) !== about.call.company.id) continue;
    const word = wordOf(rule, sendsOf(rule).filter(isIt), owner, about);
    if (word?.kind === 'WANTED' && rule.id === lastWord) return word;
    if (word?.kind === 'WANTED') wanted = word;
    if (word?.kind === 'STOPPED') stopped ??= word;
  }
  return wanted ?? stopped ?? { kind: 'OPEN' };
};
