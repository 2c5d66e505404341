/**
 * Many small writes as few large ones. The first arrival schedules a flush; what comes while
 * `maxInFlight` flushes run joins the next. Under load a transaction carries dozens of calls for the price
 * of one commit; alone, an item goes at once. An item is answered only after its transaction committed.
 *
 * When a batch fails for what is in it, its items are tried one by one, so one poisoned item fails alone.
 */
export const createGroupCommit = <Item, Result>(options: {
  readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** True for a failure that no item caused: the database is away, and trying one by one only takes longer. */
  readonly isOutage: (error: unknown) => boolean;
  readonly maxBatch: number;
  readonly maxInFlight: number;
}) => {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let queue: Waiting[] = [];
  let inFlight = 0;
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
    while (queue.length > 0 && inFlight < options.maxInFlight) {
      const batch = queue.slice(0, options.maxBatch);
      queue = queue.slice(options.maxBatch);
      inFlight += 1;
      void settle(batch).finally(() => {
        inFlight -= 1;
        pump();
        if (inFlight === 0 && queue.length === 0) for (const done of idle.splice(0)) done();
      });
    }
  };

  return {
    add: (item: Item): Promise<Result> =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        // Let the other requests of this turn of the event loop join.
        setImmediate(pump);
      }),

    /** Resolves when nothing waits and nothing runs. */
    drained: (): Promise<void> =>
      new Promise((resolve) => {
        if (inFlight === 0 && queue.length === 0 && !scheduled) resolve();
        else idle = [...idle, resolve];
      }),
  };
};
