import { setTimeout as delay } from 'node:timers/promises';

/** Forgets what lies in the past once there is much of it. */
const tidy = (times: Map<string, number>, at: number): void => {
  if (times.size > 10_000) for (const [key, time] of times) if (time < at) times.delete(key);
};

/**
 * Spreads requests so that one linked account gets at most so many a second from this process, and knows which
 * linked accounts a vendor has asked to leave alone for a while.
 */
export const createPace = (now: () => Date) => {
  const nextFree = new Map<string, number>();
  const heldUntil = new Map<string, number>();
  const nextTurn = new Map<string, number>();

  return {
    /** Waits for the next free slot of a linked account, no longer than until `signal` aborts. */
    wait: async (linkedAccountId: string, perSecond: number, signal: AbortSignal): Promise<void> => {
      const at = now().getTime();
      const slot = Math.max(at, nextFree.get(linkedAccountId) ?? 0);
      nextFree.set(linkedAccountId, slot + 1000 / perSecond);
      tidy(nextFree, at);
      if (slot > at) await delay(slot - at, undefined, { signal }).catch(() => undefined);
    },

    /** Nothing more is claimed for this linked account until then. */
    hold: (linkedAccountId: string, until: Date): void =>
      void heldUntil.set(linkedAccountId, until.getTime()),

    held: (): ReadonlyMap<string, number> => {
      const at = now().getTime();
      for (const [key, until] of heldUntil) if (until <= at) heldUntil.delete(key);
      return heldUntil;
    },

    /**
     * When the next of a linked account's deliveries that had to wait gets its turn, not before `from` (ms). One
     * after the other at the rate they could be sent: fifty thousand that all came back at once, only to be
     * told to wait again, would keep the queue from everybody else.
     */
    turn: (linkedAccountId: string, from: number, perSecond: number): number => {
      const at = Math.max(from, nextTurn.get(linkedAccountId) ?? 0);
      nextTurn.set(linkedAccountId, at + 1000 / perSecond);
      tidy(nextTurn, now().getTime());
      return at;
    },

    /** The linked account works again: whoever waits next need not queue up behind earlier ones. */
    clear: (linkedAccountId: string): void => void nextTurn.delete(linkedAccountId),
  };
};

export type Pace = ReturnType<typeof createPace>;
