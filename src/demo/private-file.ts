import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes what only its owner may read. Written beside and moved over, so whoever interrupts it
 * leaves the old file or the new one.
 */
export const writePrivate = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
};

/** Hands the JSON in the file to `take`, unless there is no file. Throws when it is not as `take` wants it. */
export const readPrivate = async (path: string, take: (value: unknown) => void): Promise<void> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  try {
    take(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} cannot be read. Delete the folder, or choose another with --data.`, { cause });
  }
};
