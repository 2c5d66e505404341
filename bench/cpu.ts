import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Linux counts in hundredths of a second. */
const msPerTick = 10;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
  /** Of its children that have ended. */
  readonly childrenMs: number;
}

const read = async (pid: string): Promise<Process | null> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (!text) return null;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return {
    pid: Number(pid),
    parent,
    ms: (user + system) * msPerTick,
    childrenMs: (childrenUser + childrenSystem) * msPerTick,
  };
};

/**
 * CPU milliseconds the PostgreSQL in `folder` has used so far, all its processes together; null where the
 * system does not tell. On a machine that others use too this says more than the clock.
 */
export const postgresCpu = async (folder: string): Promise<number | null> => {
  try {
    const postmaster = Number(
      (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0],
    );
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const all = (await Promise.all(pids.map(read))).filter((process) => process !== null);
    const own = all.filter(({ pid, parent }) => pid === postmaster || parent === postmaster);
    const ended = own.find(({ pid }) => pid === postmaster)?.childrenMs ?? 0;
    return own.length > 0 ? own.reduce((sum, { ms }) => sum + ms, ended) : null;
  } catch {
    return null; // not Linux, or the files are not ours to read
  }
};

/** Of this process, milliseconds. */
export const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
