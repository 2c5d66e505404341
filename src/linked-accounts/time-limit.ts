/** The work's result, or `failure` when the signal aborts first. The work is left to itself then. */
export const untilAborted = <Value>(
  work: Promise<Value>,
  signal: AbortSignal,
  failure: () => Error,
): Promise<Value> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(failure());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
