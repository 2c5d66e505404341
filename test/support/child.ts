import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of this file, once it has said that it is ready. It ends with this one at the latest. */
export const startChild = async (path: string, input: object): Promise<ChildProcess> => {
  const child = fork(path, [JSON.stringify(input)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', process.env['TEST_LOG'] ? 'inherit' : 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The worker ended: ${code}.`)));
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message'), ended]);
  return child;
};

export const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

/** Without a chance to say goodbye. */
export const killChild = async (child: ChildProcess): Promise<void> => {
  if (!isAlive(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
