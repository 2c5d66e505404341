import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder with package.json, `schema/migrations` and `dist`: one level above `src` when TypeScript runs as
 * it is, two when it was built, because `dist` mirrors the tree.
 */
export const projectRoot = (): string => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new Error('There is no package.json above this program. Keep dist inside the project.');
};
