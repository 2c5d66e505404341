/** Things noted now and written soon, one write for all that was noted about one of them. */
export const createLater = <Item>(options: {
  readonly write: (key: string, items: readonly Item[]) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** ms. */
  readonly delay: number;
}) => {
  let noted = new Map<string, Item[]>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  const flush = (): Promise<unknown> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const all = noted;
    noted = new Map();
    const written = [...all].map(([key, items]) => options.write(key, items).catch(options.onError));
    writing = Promise.all([writing, ...written]);
    return writing;
  };

  return {
    note: (key: string, item: Item): void => {
      const known = noted.get(key);
      if (known) known.push(item);
      else noted.set(key, [item]);
      timer ??= setTimeout(() => void flush(), options.delay).unref();
    },

    /** Takes out what was noted about this one, to be written with something else. */
    takeOut: (key: string): readonly Item[] => {
      const items = noted.get(key) ?? [];
      noted.delete(key);
      return items;
    },

    flush,
  };
};
