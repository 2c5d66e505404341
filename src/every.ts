import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does `work` again and again, so many seconds after it has ended: two never run side by side, and one that
 * fails is tried again in its turn. The stop waits for what is under way.
 */
export const every = (
  seconds: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): (() => Promise<void>) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = async (): Promise<void> => {
    for (;;) {
      await pause(seconds * 1000, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await work().catch(onError);
    }
  };
  const ended = rounds();
  return () => {
    stopping.abort();
    return ended;
  };
};
