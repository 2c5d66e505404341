import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IngestEvent } from './sandbox-request.ts';

/** A conversion as Google Ads counts it, by whichever API: the latest value, and the rest as it came first. */
export interface LedgerEntry extends IngestEvent {
  readonly customerId: string;
  readonly conversionActionId: string;
  /** How often a later upload or adjustment overwrote its value. */
  readonly updates: number;
  /** How often a call was uploaded again, which Google drops. */
  readonly duplicates?: number;
  readonly retracted?: boolean;
  /** When it was adjusted last, by the sender's own time in ISO 8601. */
  readonly adjustedAt?: string;
}

export type Place = Pick<LedgerEntry, 'customerId' | 'conversionActionId'>;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const memory = z.array(
  z.tuple([z.string(), z.custom<LedgerEntry>((entry) => typeof entry === 'object' && entry !== null)]),
);

const clickKey = ({ conversionActionId }: Place, transactionId: string): string =>
  `${conversionActionId} ${transactionId}`;

const callKey = ({ conversionActionId }: Place, event: IngestEvent): string => {
  const caller = event.userData?.userIdentifiers.find((one) => one.phoneNumber)?.phoneNumber ?? '';
  const startedAt = Date.parse(event.callInfo?.startTimestamp ?? '');
  return `${conversionActionId} call ${caller.toLowerCase()} ${startedAt}`;
};

/** The conversions Google Ads holds. */
export const createLedger = () => {
  const entries = new Map<string, LedgerEntry>();

  const change = (key: string, entry: LedgerEntry, money: Partial<IngestEvent>): void => {
    entries.set(key, {
      ...entry,
      ...(money.conversionValue === undefined ? {} : { conversionValue: money.conversionValue }),
      ...(money.currency === undefined ? {} : { currency: money.currency }),
      updates: entry.updates + 1,
    });
  };

  /** Without a transaction id nothing is ever the same again; `fallback` tells it apart. */
  const countClick = (event: IngestEvent, place: Place, fallback: string): void => {
    const key = clickKey(place, event.transactionId ?? fallback);
    const before = entries.get(key);
    if (before) change(key, before, event);
    else entries.set(key, { ...event, ...place, updates: 0 });
  };

  /** False when Google has the call already: it keeps what it has. */
  const countCall = (event: IngestEvent, place: Place): boolean => {
    const key = callKey(place, event);
    const before = entries.get(key);
    entries.set(
      key,
      before ? { ...before, duplicates: (before.duplicates ?? 0) + 1 } : { ...event, ...place, updates: 0 },
    );
    return !before;
  };

  return {
    countClick,
    countCall,
    find: (place: Place, transactionId: string): LedgerEntry | undefined =>
      entries.get(clickKey(place, transactionId)),
    restate: (place: Place, transactionId: string, adjustedAt: string, money: Partial<IngestEvent>): void => {
      const key = clickKey(place, transactionId);
      const before = entries.get(key);
      if (before) change(key, { ...before, adjustedAt }, money);
    },
    retract: (place: Place, transactionId: string, adjustedAt: string): void => {
      const key = clickKey(place, transactionId);
      const before = entries.get(key);
      if (before) entries.set(key, { ...before, adjustedAt, retracted: true, updates: before.updates + 1 });
    },
    all: (): readonly LedgerEntry[] => [...entries.values()],
    save: () => [...entries],
    restore: (saved: unknown): void => {
      for (const [key, entry] of memory.parse(saved)) entries.set(key, entry);
    },
  };
};

export type SandboxLedger = ReturnType<typeof createLedger>;
