import { setTimeout as delay } from 'node:timers/promises';

/** Spreads requests so that one connection gets at most so many a second from this process. */
export const createPace = (now: () => Date) => {
  const nextFree = new Map<string, number>();

  return async (connectionId: string, perSecond: number): Promise<void> => {
    const at = now().getTime();
    const slot = Math.max(at, nextFree.get(connectionId) ?? 0);
    nextFree.set(connectionId, slot + 1000 / perSecond);
    if (nextFree.size > 10_000) for (const [key, free] of nextFree) if (free < at) nextFree.delete(key);
    if (slot > at) await delay(slot - at);
  };
};
