import { describe, expect, it } from 'vitest';
import { circles, type SourceFile, sourceFiles } from './support/imports.ts';

const files = sourceFiles();
const tests = (file: SourceFile): boolean => /(\.test\.ts$|^test\/)/.test(file.path);
const product = files.filter((file) => !tests(file) && !file.path.startsWith('bench/'));

/** Named files directly below `src`, and the two folders everybody stands on. */
const leaf = /^src\/(storage\/)?[a-z-]+\.ts$/;
const vocabulary = ['integrations/kit/'];
const ground = ['schema/', 'src/storage/', ...vocabulary];

/**
 * Who may import whom. Stages are a sequence, so each folder lists those before it; itself and the leaves
 * need no entry. The composition (`ringpath`, `main`, `demo`, `http`) may import everything.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/setup/': ground,
  'src/identity/': ground,
  'src/live/': ground,
  'src/call-fields/': ground,
  'src/filter/': [...ground, 'src/call-fields/'],
  'src/template/': [...ground, 'src/call-fields/'],
  'src/linked-accounts/': [...ground, 'src/setup/'],
  'src/routing/': [...ground, 'src/setup/', 'src/filter/'],
  'src/calls/': [...ground, 'src/setup/', 'src/filter/', 'src/live/', 'src/routing/'],
  'src/tracking/': [...ground, 'src/setup/', 'src/filter/'],
  'src/reports/': [...ground, 'src/setup/', 'src/call-fields/', 'src/filter/'],
  'src/leads/': [...ground, 'src/setup/', 'src/filter/', 'src/calls/'],
  'src/attribution/': [...ground, 'src/setup/', 'src/filter/', 'src/calls/', 'src/tracking/'],
  'src/automation/': [
    ...ground,
    'src/setup/',
    'src/identity/',
    'src/filter/',
    'src/calls/',
    'src/leads/',
    'src/attribution/',
    'src/template/',
  ],
  'src/runs/': [...ground, 'src/identity/'],
  'src/delivery/': [...ground, 'src/setup/', 'src/automation/', 'src/template/', 'integrations/registry.ts'],
  'src/conductor/': [
    ...ground,
    'src/setup/',
    'src/filter/',
    'src/calls/',
    'src/leads/',
    'src/tracking/',
    'src/attribution/',
    'src/automation/',
    'src/delivery/',
  ],
  'src/ingest/': [...ground, 'src/setup/', 'src/routing/', 'src/calls/', 'src/automation/', 'src/conductor/'],
  'src/edits/': [
    ...ground,
    'src/setup/',
    'src/filter/',
    'src/calls/',
    'src/leads/',
    'src/attribution/',
    'src/automation/',
    'src/conductor/',
  ],
  'src/past-calls/': [
    ...ground,
    'src/setup/',
    'src/identity/',
    'src/filter/',
    'src/calls/',
    'src/leads/',
    'src/automation/',
    'src/delivery/',
    'src/runs/',
    'src/conductor/',
    'src/edits/',
  ],
  'src/graphql/': ['schema/', 'integrations/', 'src/'],
  'src/browser/': [],
  'src/console/': [],
};

const stages = Object.keys(allowed);
const folderOf = (path: string): string | undefined => stages.find((stage) => path.startsWith(stage));

describe('the import table', () => {
  it.each(stages)('%s imports only what stands before it', (stage) => {
    const outside = product
      .filter((file) => file.path.startsWith(stage))
      .flatMap((file) =>
        file.imports
          .map(({ path }) => path)
          .filter((path) => !path.startsWith(stage))
          .filter((path) => !((allowed[stage] ?? []).length > 0 && leaf.test(path)))
          .filter((path) => !(allowed[stage] ?? []).some((ok) => path.startsWith(ok)))
          .map((path) => `${file.path} → ${path}`),
      );
    expect(outside).toEqual([]);
  });

  it('knows every folder of src', () => {
    const free = ['src/http/', 'src/demo/', 'src/storage/'];
    const unknown = product.filter(
      ({ path }) =>
        path.startsWith('src/') &&
        !leaf.test(path) &&
        !folderOf(path) &&
        !free.some((folder) => path.startsWith(folder)),
    );
    expect(unknown.map((file) => file.path)).toEqual([]);
  });

  it('lets an integration know the kit, its SDK and itself, and nothing else', () => {
    const outside = product
      .filter(({ path }) => /^integrations\/[a-z-]+\//.test(path))
      .flatMap((file) => {
        const own = file.path.split('/').slice(0, 2).join('/');
        return file.imports
          .filter(
            ({ path }) =>
              !path.startsWith(`${own}/`) &&
              (own === 'integrations/kit' || !path.startsWith('integrations/kit/')),
          )
          .map(({ path }) => `${file.path} → ${path}`);
      });
    expect(outside).toEqual([]);
  });

  it('keeps the registry to the manifests', () => {
    const registry = files.find((file) => file.path === 'integrations/registry.ts');
    const others = registry?.imports.filter(
      ({ path }) => !/^integrations\/([a-z-]+\/index|kit\/[a-z-]+)\.ts$/.test(path),
    );
    expect(others).toEqual([]);
  });

  it('keeps the schema to Drizzle and the words everybody shares', () => {
    const outside = product
      .filter(({ path }) => path.startsWith('schema/'))
      .flatMap((file) => file.imports.map(({ path }) => path))
      .filter((path) => !path.startsWith('schema/') && path !== 'integrations/kit/vocabulary.ts');
    expect(outside).toEqual([]);
    const packages = product
      .filter(({ path }) => path.startsWith('schema/'))
      .flatMap((file) => file.packages);
    expect([...new Set(packages)].filter((name) => !name.startsWith('drizzle-orm'))).toEqual([]);
  });

  it('lets only the API layer, its transports and the console know GraphQL', () => {
    const users = product.filter(({ packages }) =>
      packages.some((name) => name === 'graphql' || name === 'type-graphql'),
    );
    const strangers = users.filter(({ path }) => !/^src\/(graphql|http|console)\//.test(path));
    expect(strangers.map((file) => file.path)).toEqual([]);
  });

  it('reads the environment in main alone', () => {
    const readers = product.filter(({ text }) => /process\.env\b/.test(text)).map((file) => file.path);
    expect(readers).toEqual(['src/main.ts']);
  });
});

describe('the files', () => {
  it('import in no circle', () => {
    expect(circles(product)).toEqual([]);
  });

  it('stay small: 400 lines, tests 600, the median 100', () => {
    const long = files.filter((file) => file.lines > (tests(file) ? 600 : 400));
    expect(long.map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
    const sorted = product.map((file) => file.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  it('have names that say what they hold', () => {
    const vague =
      /(^|\/)(utils?|helpers?|misc|common|manager|service)s?(\.|\/)|class \w*(Manager|Service|Helper)\b/;
    const offenders = product.filter(
      ({ path, text }) => vague.test(path) || /class \w*(Manager|Service|Helper)\b/.test(text),
    );
    expect(offenders.map((file) => file.path)).toEqual([]);
  });

  it('silence no error and leave nothing for later', () => {
    const marks = new RegExp(
      [
        '@ts-(ignore|nocheck|expect-error)',
        'as a' + 'ny\\b',
        'TO' + 'DO',
        'FIX' + 'ME',
        '\\.(only|todo)\\(',
      ].join('|'),
    );
    const offenders = files.filter(
      ({ text, path }) => marks.test(text) && path !== 'test/architecture.test.ts',
    );
    expect(offenders.map((file) => file.path)).toEqual([]);
  });

  it('are re-exported by the schema alone', () => {
    const barrels = product
      .filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text))
      .map((file) => file.path);
    expect(barrels).toEqual(['schema/index.ts']);
  });
});
