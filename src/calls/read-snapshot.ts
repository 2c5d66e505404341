import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import { type Call, type Caller, snapshotOf, type Visit } from './call.ts';

type ByIds<Row> = (reach: Reach, ids: readonly string[]) => Promise<readonly Row[]>;

/** A call as it stands now, as rules and integrations see it; null when the account has none of this id (UUID). */
export const createSnapshotRead =
  (parts: {
    readonly setup: SetupCache;
    readonly calls: ByIds<Call>;
    readonly callers: ByIds<Caller>;
    readonly visits: ByIds<Visit>;
    /** The console's root, without a trailing slash. */
    readonly consoleUrl: string;
  }) =>
  async (reach: Reach, callId: string): Promise<CallSnapshot | null> => {
    const { setup, calls, callers, visits, consoleUrl } = parts;
    const [call] = await calls(reach, [callId]);
    if (!call) return null;
    const recent = await setup.of(reach);
    // The call may be of a company made within the second this copy is old.
    const known = recent.companies.has(call.companyId)
      ? recent
      : await setup.current(reach, recent.version + 1);
    const [[visit], [caller]] = await Promise.all([
      call.sessionId ? visits(reach, [call.sessionId]) : [],
      call.callerId ? callers(reach, [call.callerId]) : [],
    ]);
    return snapshotOf(call, { visit: visit ?? null, caller: caller ?? null }, known, consoleUrl);
  };
