import { z } from 'zod';
import type { IngestEvent, IngestRequest } from './sandbox-request.ts';

/** An ad click Google knows of. `at` is ISO 8601. */
export interface SandboxClick {
  readonly kind: 'gclid' | 'gbraid' | 'wbraid';
  readonly at: string;
}

/** A conversion as Google Ads counts it: the latest value, and everything else as it came first. */
export interface LedgerEntry extends IngestEvent {
  readonly customerId: string;
  readonly conversionActionId: string;
  /** How often a later upload with the same transaction id overwrote it. */
  readonly updates: number;
}

const memory = z.object({
  ledger: z.array(z.tuple([z.string(), z.custom<LedgerEntry>((entry) => typeof entry === 'object')])),
  uploads: z.array(
    z.tuple([
      z.string(),
      z.object({ doneAt: z.number(), report: z.looseObject({}), early: z.looseObject({}) }),
    ]),
  ),
});

const longestMs = 90 * 24 * 60 * 60 * 1000;

/** Why Google does not count an event, without its prefix; null when it does. */
const problemOf = (
  event: IngestEvent,
  request: IngestRequest,
  clicks: ReadonlyMap<string, SandboxClick> | undefined,
  recentClickMs: number,
  now: number,
): string | null => {
  if ((event.consent ?? request.consent)?.adUserData === 'CONSENT_DENIED') return 'DENIED_CONSENT';
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

/** What happens after an upload was taken in: rows are matched with clicks and counted, or not. */
export const createProcessing = (options: {
  readonly clicks: ReadonlyMap<string, SandboxClick> | undefined;
  readonly recentClickSeconds: number;
  readonly processingSeconds: number;
  readonly now: () => Date;
}) => {
  const ledger = new Map<string, LedgerEntry>();
  const uploads = new Map<
    string,
    { readonly doneAt: number; readonly report: object; readonly early: object }
  >();

  const count = (
    event: IngestEvent,
    destination: IngestRequest['destinations'][number],
    fallback: string,
  ): void => {
    const { productDestinationId: conversionActionId, operatingAccount } = destination;
    const key = `${conversionActionId} ${event.transactionId ?? fallback}`;
    const before = ledger.get(key);
    const base = before ?? { ...event, customerId: operatingAccount.accountId, conversionActionId };
    ledger.set(key, {
      ...base,
      ...(event.conversionValue === undefined ? {} : { conversionValue: event.conversionValue }),
      ...(event.currency === undefined ? {} : { currency: event.currency }),
      updates: before ? before.updates + 1 : 0,
    });
  };

  const take = (requestId: string, request: IngestRequest): void => {
    const now = options.now().getTime();
    const perDestination = request.destinations.map((destination) => {
      const rows = new Map<string, number[]>();
      let total = 0;
      request.events.forEach((event, index) => {
        const { destinationReferences: wanted = [] } = event;
        if (wanted.length > 0 && !wanted.includes(destination.reference ?? '')) return;
        total += 1;
        const problem = problemOf(event, request, options.clicks, options.recentClickSeconds * 1000, now);
        if (problem === null) count(event, destination, `${requestId}#${index}`);
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
    ledger: (): readonly LedgerEntry[] => [...ledger.values()],
    save: () => ({ ledger: [...ledger], uploads: [...uploads] }),
    restore: (saved: unknown): void => {
      const kept = memory.parse(saved);
      for (const [key, entry] of kept.ledger) ledger.set(key, entry);
      for (const [requestId, upload] of kept.uploads) uploads.set(requestId, upload);
    },
  };
};
