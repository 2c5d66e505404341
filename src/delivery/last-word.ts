import { NoAnswer } from '../../integrations/kit/errors.ts';

/**
 * What an action makes of it, for so many seconds after its time is up; then NoAnswer. An SDK that waits for an
 * answer without looking at the signal would hold its turn and its linked account's place for ever.
 */
export const lastWord = <Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  seconds: number,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const timeIsUp = (): void => {
      const lost = () => reject(new NoAnswer('The time was up and nothing came back.'));
      timer = setTimeout(lost, seconds * 1000);
    };
    const end = (): void => {
      signal.removeEventListener('abort', timeIsUp);
      clearTimeout(timer);
    };
    if (signal.aborted) timeIsUp();
    else signal.addEventListener('abort', timeIsUp);
    work.then(resolve, reject).finally(end);
  });
