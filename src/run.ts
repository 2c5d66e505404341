import type { Logger } from 'pino';
import type { Stop } from './stops.ts';

/** npm passes on the Ctrl-C its child has already had from the terminal: two signals, one key press. */
const samePressMs = 1_000;

/**
 * Runs a program until SIGINT, SIGTERM or SIGHUP, lets it stop and exits with 0; a second signal does not
 * wait. A start that fails is told in one line, exit code 1.
 */
export const run = (logger: Logger, start: () => Promise<{ readonly stop: Stop }>): void => {
  let pressedAt: number | null = null;
  const starting = start();

  const end = async (code: number): Promise<void> => {
    try {
      await (await starting).stop();
      process.exit(code);
    } catch {
      process.exit(1);
    }
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (pressedAt !== null) {
        if (Date.now() - pressedAt > samePressMs) process.exit(130);
        return;
      }
      pressedAt = Date.now();
      void end(0);
    });
  }
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a failure nobody handled'));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a failure nobody caught; stopping');
    void end(1);
  });

  starting.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    logger.debug({ err: error }, 'the start failed');
    process.exit(1);
  });
};
