import type { JudgedCall } from './judge-call.ts';
import type { ChangeRow, Saved } from './save.ts';

/** To be filled with what there is. */
export const savedNothing = (accountId: string): Saved => ({
  accountId,
  calls: [],
  callers: [],
  events: [],
  decisions: [],
  deliveries: [],
  superseded: [],
  changes: [],
});

/** Everything a judged call leaves behind, with what the feed is to say of it. */
export const savedCall = (judged: JudgedCall, now: Date, changes: readonly ChangeRow[]): Saved => {
  const { call, decisions, deliveries, superseded, history, timers } = judged;
  const { accountId } = call;
  const by = {
    accountId,
    companyId: call.companyId,
    callId: call.id,
    callVersion: call.version,
    at: now.toISOString(),
  };
  return {
    ...savedNothing(accountId),
    calls: [call],
    decisions: decisions.map((decision) => ({ ...decision, ...by })),
    deliveries,
    superseded,
    leadHistory: history,
    timers,
    changes,
  };
};
