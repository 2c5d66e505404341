import { z } from 'zod';
import type { VendorError } from '../kit/exchange.ts';

/** Requests of all linked accounts together: Google counts by the Cloud project the sign-in belongs to. */
export const allowances = ['ingest', 'status'].map((key) => ({
  key,
  perMinute: 300,
  perDay: 100_000,
  dayZone: 'America/Los_Angeles',
}));

const detail = z.object({
  metadata: z.object({ quota_limit: z.string() }).optional().catch(undefined),
  /** google.rpc.RetryInfo: seconds with an `s`. */
  retryDelay: z.string().optional(),
});
const body = z.object({ error: z.object({ details: z.array(detail).default([]) }) });

const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** Seconds until Google's quota day ends; an hour off on the two nights a year the clocks change. */
export const untilPacificMidnight = (now: Date): number => {
  const part = Object.fromEntries(pacific.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return 86_400 - ((part['hour'] ?? 0) * 3600 + (part['minute'] ?? 0) * 60 + (part['second'] ?? 0));
};

/** Which quota ran out; null when Google does not say. */
export const quotaLimit = (refusal: VendorError): string | null => {
  const parsed = body.safeParse(refusal.body);
  const found = parsed.success && parsed.data.error.details.find(({ metadata }) => metadata);
  return found ? (found.metadata?.quota_limit ?? null) : null;
};

/** Seconds to wait: as long as Google says, else until the quota it names is full again. */
export const quotaWait = (refusal: VendorError, now: Date = new Date()): number => {
  const parsed = body.safeParse(refusal.body);
  const delay = parsed.success && parsed.data.error.details.find(({ retryDelay }) => retryDelay)?.retryDelay;
  const told = Number(refusal.headers['retry-after']) || Number(delay ? delay.replace(/s$/, '') : 0);
  if (told > 0) return Math.ceil(told);
  return /day/i.test(quotaLimit(refusal) ?? '') ? untilPacificMidnight(now) : 60;
};
