/**
 * Many small writes as few large ones. The first arrival schedules a flush; what comes while
 * `maxInFlight` flushes run joins the next. Under load a transaction carries dozens of calls for the price
 * of one commit; alone, an item goes at once. An item is answered only after its transaction committed.
 *
 * When a batch fails for what is in it, its items are tried one by one, so one poisoned item fails alone.
 */
export const createGroupCommit = <Item, Result>(options: {
  readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one group are cheaper to flush together, so they are kept together where that is fair. */
  readonly groupOf: (item: Item) => string;
  /** Items of one key are never in two flushes at once: a later one waits for the flush of the earlier. */
  readonly keyOf: (item: Item) => string;
  /** True for a failure that no item caused: the database is away, and trying one by one only takes longer. */
  readonly isOutage: (error: unknown) => boolean;
  readonly maxBatch: number;
  readonly maxInFlight: number;
}) => {
  interface Waiting {
    readonly item: Item;
    readonly group: string;
    readonly key: string;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  const { groupOf, keyOf, maxBatch, maxInFlight } = options;
  let queue: Waiting[] = [];
  let inFlight = 0;
  const keysInFlight = new Set<string>();
  /** Items in those flushes. */
  let underway = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await options.flush(batch.map((waiting) => waiting.item));
      for (const [at, waiting] of batch.entries()) waiting.resolve(results[at] as Result);
    } catch (error) {
      if (batch.length === 1 || options.isOutage(error)) {
        for (const waiting of batch) waiting.reject(error);
        return;
      }
      for (const waiting of batch) await settle([waiting]);
    }
  };

  const pump = (): void => {
    scheduled = false;
    while (queue.length > 0 && inFlight < maxInFlight) {
      // Its share of all that is on the way: of two flushes with equally many items one can be judged
      // while the database writes the other. A small one beside a large one would stay that way.
      const share = Math.min(maxBatch, Math.ceil((underway + queue.length) / maxInFlight));
      const [ready = [], held = []] =
        keysInFlight.size === 0
          ? [queue]
          : [false, true].map((busy) => queue.filter(({ key }) => keysInFlight.has(key) === busy));
      if (ready.length === 0) break;
      const ordered = [...Map.groupBy(ready, ({ group }) => group).values()].flatMap((group) => [
        ...Map.groupBy(group, ({ key }) => key).values(),
      ]);
      const batch: Waiting[] = [];
      // All of a key or none of it, unless it alone is more than fits.
      while (ordered[0] && (batch.length === 0 || batch.length + ordered[0].length <= share))
        batch.push(...(ordered.shift() ?? []));
      const over = batch.splice(maxBatch);
      queue = [...over, ...ordered.flat(), ...held];
      const keys = new Set(batch.map(({ key }) => key));
      for (const key of keys) keysInFlight.add(key);
      inFlight += 1;
      underway += batch.length;
      void settle(batch).finally(() => {
        inFlight -= 1;
        for (const key of keys) keysInFlight.delete(key);
        underway -= batch.length;
        schedule();
      });
    }
    if (inFlight === 0) for (const done of idle.splice(0)) done();
  };

  /** Not at once: the other requests of this turn of the event loop, and those just answered, may join. */
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(pump);
  };

  return {
    add: (item: Item): Promise<Result> =>
      new Promise((resolve, reject) => {
        queue.push({ item, group: groupOf(item), key: keyOf(item), resolve, reject });
        schedule();
      }),

    /** Resolves when nothing waits and nothing runs. */
    drained: (): Promise<void> =>
      new Promise((resolve) => {
        if (inFlight === 0 && !scheduled) resolve();
        else idle = [...idle, resolve];
      }),
  };
};
