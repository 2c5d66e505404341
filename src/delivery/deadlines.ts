/** Attempts that begin within so many ms share a signal. */
const shared = 100;

/**
 * Signals that abort when an attempt's time is up or the worker must stop. Each attempt gets at least its time
 * and at most `shared` ms more: a timer and a composite signal for each would be as much work for the garbage
 * collector as the request itself.
 */
export const createDeadlines = (stopping: AbortSignal) => {
  const newest = new Map<number, { readonly signal: AbortSignal; readonly until: number }>();

  /** `ms`: the attempt's time. */
  return (ms: number): AbortSignal => {
    const at = performance.now();
    const known = newest.get(ms);
    if (known && at < known.until) return known.signal;
    const signal = AbortSignal.any([AbortSignal.timeout(ms + shared), stopping]);
    newest.set(ms, { signal, until: at + shared });
    return signal;
  };
};
