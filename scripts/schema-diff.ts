import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/**
 * `npm run schema:diff [-- revision]`: what changed in the API since a revision (HEAD), and whether it breaks
 * clients. Exits with 1 when it does, so that a break is a decision and not an accident.
 */
const revision = process.argv[2] ?? 'HEAD';
const file = 'schema/schema.graphql';

const before = (): string | null => {
  try {
    return execFileSync('git', ['show', `${revision}:${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null; // there was none at that revision
  }
};

const old = before();
if (old === null) {
  process.stdout.write(`There is no ${file} at ${revision}: nothing to compare.\n`);
} else {
  const changes = await diff(buildSchema(old), buildSchema(readFileSync(file, 'utf8')));
  const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking);
  for (const change of changes)
    process.stdout.write(`${change.criticality.level.padEnd(13)} ${change.message}\n`);
  process.stdout.write(`${changes.length} changes since ${revision}, ${breaking.length} of them breaking.\n`);
  process.exitCode = breaking.length > 0 ? 1 : 0;
}
