/**
 * Turns changes into what a subscription shows; null leaves one out. Use it instead of an `async function*`
 * around the feed: a generator that waits for the next change cannot be ended before that change comes, so
 * every subscriber that left would stay behind in it.
 */
export const mapChanges = <From, To>(
  changes: AsyncIterableIterator<From>,
  map: (change: From) => To | null | Promise<To | null>,
): AsyncIterableIterator<To> => ({
  next: async () => {
    for (;;) {
      const step = await changes.next();
      if (step.done) return { done: true, value: undefined };
      const value = await map(step.value);
      if (value !== null) return { done: false, value };
    }
  },
  return: async () => {
    await changes.return?.();
    return { done: true, value: undefined };
  },
  [Symbol.asyncIterator]() {
    return this;
  },
});
