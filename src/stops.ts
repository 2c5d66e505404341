import type { Logger } from 'pino';

export type Stop = () => Promise<unknown>;

/** Whatever starts hands in its stop; they run in reverse order, and one that fails holds up none. */
export const createStops = (logger: Logger) => {
  const stops: Stop[] = [];
  return {
    add: (stop: Stop): void => void stops.push(stop),
    all: async (): Promise<void> => {
      for (const stop of stops.splice(0).reverse()) {
        await stop().catch((error: unknown) => logger.error({ err: error }, 'a part did not stop cleanly'));
      }
    },
  };
};
