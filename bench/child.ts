import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';

/** A server in a process of its own, for the one that measures it. */
export interface Child {
  readonly url: string;
  /** CPU ms it has used so far. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** In the child: says where it listens, answers for its CPU, and stops with its parent. */
export const serve = (url: string, stop: () => Promise<void>): void => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: (user + system) / 1000 });
  });
  process.on('disconnect', () => void stop());
  process.send?.({ url });
};

const ask = async <Answer>(child: ChildProcess, question: object): Promise<Answer> => {
  const answered = once(child, 'message') as Promise<[Answer]>;
  child.send(question);
  return (await answered)[0];
};

/** Starts `bench/<name>` and waits until it listens. `BENCH_PROF` names a folder for CPU profiles. */
export const startChild = async (name: string, args: readonly string[]): Promise<Child> => {
  const profile = process.env['BENCH_PROF'];
  const child = fork(join(import.meta.dirname, `${name}${extname(import.meta.filename)}`), args, {
    execArgv: profile
      ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`]
      : [],
  });
  const ended = once(child, 'exit');
  const started = once(child, 'message') as Promise<[{ url: string }]>;
  const first = await Promise.race([started, ended.then(() => null)]);
  if (!first) throw new Error(`bench/${name} ended before it listened.`);
  return {
    url: first[0].url,
    cpu: async () => (await ask<{ cpu: number }>(child, { cpu: true })).cpu,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
};
