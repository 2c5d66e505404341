import type { RunPeriodInput } from '../../../generated/graphql.ts';
import { type DateRange, momentsOf } from '../../../parts/date-range.ts';
import { browserZone } from '../../../parts/locale.ts';

/** The days somebody chose as moments; null while the first day is missing. */
export const periodOf = (range: DateRange): RunPeriodInput | null => {
  const now = new Date();
  const { gte, lt } = momentsOf(range, now, browserZone);
  return gte ? { from: gte, to: lt ?? now.toISOString() } : null;
};
