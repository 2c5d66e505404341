import type { Setup, Tracker } from '../setup/setup.ts';
import type { Flow } from './flow.ts';
import { flowOf } from './tracker-flow.ts';

/** Who answers calls to this number, and how; null when nobody has it. */
export const routeOf = (
  dialled: string | null,
  setup: Setup | undefined,
): { readonly tracker: Tracker; readonly flow: Flow } | null => {
  const number = setup?.numbersByE164.get(dialled ?? '');
  const tracker = number && setup?.trackers.get(number.trackerId);
  const company = tracker && setup?.companies.get(tracker.companyId);
  return company ? { tracker, flow: flowOf(tracker, company, number.target) } : null;
};

/** The flow a call goes through; null when its tracker is gone. */
export const flowOfCall = (
  call: { readonly trackerId: string | null; readonly companyId: string; readonly numberId: string | null },
  setup: Setup,
): Flow | null => {
  const tracker = setup.trackers.get(call.trackerId ?? '');
  const company = setup.companies.get(call.companyId);
  if (!tracker || !company) return null;
  return flowOf(tracker, company, setup.numbers.get(call.numberId ?? '')?.target ?? null);
};
