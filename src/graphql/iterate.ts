/**
 * The items of a source that `choose` makes something of; null leaves one out. Not a generator: one that
 * waits for its source cannot be returned before the next item comes, and a closed socket would hang on.
 */
export const chosen = <Item, Chosen>(
  source: AsyncIterable<Item>,
  choose: (item: Item) => Promise<Chosen | null>,
): AsyncIterableIterator<Chosen> => {
  const items = source[Symbol.asyncIterator]();
  const end: IteratorReturnResult<undefined> = { done: true, value: undefined };
  return {
    next: async () => {
      for (;;) {
        const item = await items.next();
        if (item.done) return end;
        const value = await choose(item.value);
        if (value !== null) return { done: false, value };
      }
    },
    return: async () => {
      await items.return?.();
      return end;
    },
    throw: async (error: unknown) => {
      await items.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
