import { setTimeout as delay } from 'node:timers/promises';

/**
 * Spreads requests so that one connection gets at most so many a second from this process, and knows which
 * connections a vendor has asked to leave alone for a while.
 */
export const createPace = (now: () => Date) => {
  const nextFree = new Map<string, number>();
  const heldUntil = new Map<string, number>();

  return {
    /** Waits for the next free slot of a connection. */
    wait: async (connectionId: string, perSecond: number): Promise<void> => {
      const at = now().getTime();
      const slot = Math.max(at, nextFree.get(connectionId) ?? 0);
      nextFree.set(connectionId, slot + 1000 / perSecond);
      if (nextFree.size > 10_000) for (const [key, free] of nextFree) if (free < at) nextFree.delete(key);
      if (slot > at) await delay(slot - at);
    },

    /** Nothing more is claimed for this connection until then. */
    hold: (connectionId: string, until: Date): void => void heldUntil.set(connectionId, until.getTime()),

    held: (): readonly string[] => {
      const at = now().getTime();
      for (const [key, until] of heldUntil) if (until <= at) heldUntil.delete(key);
      return [...heldUntil.keys()];
    },
  };
};
