import { z } from 'zod';
import { hashOf, type SandboxLedger } from './sandbox-ledger.ts';
import type { IngestEvent, IngestRequest } from './sandbox-request.ts';

/** An ad click Google knows of. `at` is ISO 8601. */
export interface SandboxClick {
  readonly kind: 'gclid' | 'gbraid' | 'wbraid';
  readonly at: string;
}

const memory = z.object({
  uploads: z.array(
    z.tuple([
      z.string(),
      z.object({ doneAt: z.number(), report: z.looseObject({}), early: z.looseObject({}) }),
    ]),
  ),
});

const longestMs = 90 * 24 * 60 * 60 * 1000;

/** A call Google brought: from a call ad, or to a forwarding number. */
export interface SandboxCall {
  /** E.164 */
  readonly caller: string;
  /** ISO 8601 */
  readonly startedAt: string;
}

/** Why a call of a hashed caller is not counted; null when it is. */
export const callProblem = (
  caller: string,
  startedAt: number,
  calls: readonly SandboxCall[] | undefined,
  recentMs: number,
  now: number,
): string | null => {
  const known = (call: SandboxCall): boolean =>
    hashOf(call.caller) === caller && Date.parse(call.startedAt) === startedAt;
  if (calls && !calls.some(known)) return 'CALL_NOT_FOUND';
  if (now - startedAt > longestMs) return 'EXPIRED_CALL';
  return now - startedAt < recentMs ? 'TOO_RECENT_CALL' : null;
};

/** Why Google does not count an event, without its prefix; null when it does. */
const problemOf = (
  event: IngestEvent,
  request: IngestRequest,
  { clicks, calls, recentClickSeconds }: Pick<Matching, 'clicks' | 'calls' | 'recentClickSeconds'>,
  now: number,
): string | null => {
  const recentClickMs = recentClickSeconds * 1000;
  if ((event.consent ?? request.consent)?.adUserData === 'CONSENT_DENIED') return 'DENIED_CONSENT';
  if (event.callInfo) {
    const caller = event.userData?.userIdentifiers.find((one) => one.phoneNumber)?.phoneNumber ?? '';
    const startedAt = Date.parse(event.callInfo.startTimestamp);
    return callProblem(caller.toLowerCase(), startedAt, calls, recentClickMs, now);
  }
  if (!clicks) return null;
  for (const kind of ['gclid', 'gbraid', 'wbraid'] as const) {
    const id = event.adIdentifiers?.[kind];
    if (!id) continue;
    const click = clicks.get(id);
    if (!click) return 'CLICK_NOT_FOUND';
    if (click.kind !== kind) return `INVALID_${kind.toUpperCase()}`;
    const clickAt = Date.parse(click.at);
    if (Date.parse(event.eventTimestamp) < clickAt) return 'CONVERSION_PRECEDES_CLICK';
    if (now - clickAt > longestMs) return 'EVENT_TOO_OLD';
    if (now - clickAt < recentClickMs) return 'TOO_RECENT_CLICK';
  }
  return null;
};

interface Matching {
  readonly clicks: ReadonlyMap<string, SandboxClick> | undefined;
  readonly calls: readonly SandboxCall[] | undefined;
  readonly recentClickSeconds: number;
  readonly processingSeconds: number;
  readonly now: () => Date;
}

/** What happens after an upload was taken in: rows are matched with clicks and counted, or not. */
export const createProcessing = (options: Matching, ledger: SandboxLedger) => {
  const uploads = new Map<
    string,
    { readonly doneAt: number; readonly report: object; readonly early: object }
  >();

  const take = (requestId: string, request: IngestRequest): void => {
    const now = options.now().getTime();
    const perDestination = request.destinations.map((destination) => {
      const rows = new Map<string, number[]>();
      let total = 0;
      request.events.forEach((event, index) => {
        const { destinationReferences: wanted = [] } = event;
        if (wanted.length > 0 && !wanted.includes(destination.reference ?? '')) return;
        total += 1;
        const problem = problemOf(event, request, options, now);
        const place = {
          customerId: destination.operatingAccount.accountId,
          conversionActionId: destination.productDestinationId,
        };
        if (problem === null && event.callInfo) ledger.countCall(event, place);
        else if (problem === null) ledger.countClick(event, place, `${requestId}#${index}`);
        else rows.set(problem, [...(rows.get(problem) ?? []), index]);
      });
      const bad = [...rows.values()].flat().length;
      const errorCounts = [...rows].map(([reason, recordIndices]) => ({
        reason: `PROCESSING_ERROR_REASON_${reason}`,
        recordCount: String(recordIndices.length),
        recordIndices,
      }));
      return {
        destination,
        requestStatus: bad === 0 ? 'SUCCESS' : bad < total ? 'PARTIAL_SUCCESS' : 'FAILED',
        ...(bad > 0 ? { errorInfo: { errorCounts } } : {}),
        eventsIngestionStatus: { recordCount: String(total) },
      };
    });
    uploads.set(requestId, {
      doneAt: now + options.processingSeconds * 1000,
      report: { requestStatusPerDestination: perDestination },
      early: {
        requestStatusPerDestination: request.destinations.map((destination) => ({
          destination,
          requestStatus: 'PROCESSING',
        })),
      },
    });
  };

  /** The status answer of an upload; null when there is none of this id. */
  const reportOn = (requestId: string): object | null => {
    const upload = uploads.get(requestId);
    if (!upload) return null;
    return upload.doneAt <= options.now().getTime() ? upload.report : upload.early;
  };

  return {
    take,
    reportOn,
    save: () => ({ uploads: [...uploads] }),
    restore: (saved: unknown): void => {
      const kept = memory.parse(saved);
      for (const [requestId, upload] of kept.uploads) uploads.set(requestId, upload);
    },
  };
};
