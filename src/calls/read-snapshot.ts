import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { SetupCache } from '../setup/cache.ts';
import { type Call, type Caller, snapshotOf, type Visit } from './call.ts';

type ByIds<Row> = (accountId: string, ids: readonly string[]) => Promise<readonly Row[]>;

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
  async (accountId: string, callId: string): Promise<CallSnapshot | null> => {
    const { setup, calls, callers, visits, consoleUrl } = parts;
    const [call] = await calls(accountId, [callId]);
    if (!call) return null;
    const recent = await setup.of(accountId);
    // The call may be of a company made within the second this copy is old.
    const known = recent.companies.has(call.companyId)
      ? recent
      : await setup.current(accountId, recent.version + 1);
    const [[visit], [caller]] = await Promise.all([
      call.sessionId ? visits(accountId, [call.sessionId]) : [],
      call.callerId ? callers(accountId, [call.callerId]) : [],
    ]);
    return snapshotOf(call, { visit: visit ?? null, caller: caller ?? null }, known, consoleUrl);
  };
