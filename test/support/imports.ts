import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folders = ['integrations', 'schema', 'src', 'test', 'bench'];

export interface SourceFile {
  /** Path from the project's root. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Files of the project it imports; `types` only when it needs nothing of them at run time. */
  readonly imports: readonly { readonly path: string; readonly types: boolean }[];
  /** Packages and built-in modules it imports. */
  readonly packages: readonly string[];
}

const statement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

const read = (path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  const found = [...text.matchAll(statement)].map(([whole, type, target = '']) => {
    const names = /\{([^}]*)\}/.exec(whole)?.[1];
    const onlyTypes =
      names?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false;
    return { target, types: type !== undefined || onlyTypes };
  });
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: found
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target, types }) => ({
        path: relative(root, normalize(join(root, path, '..', target))),
        types,
      })),
    packages: found.filter(({ target }) => !target.startsWith('.')).map(({ target }) => target),
  };
};

/** Every TypeScript file of the project but generated ones. */
export const sourceFiles = (): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter(
        (path) => /\.tsx?$/.test(path) && !path.includes('/generated/') && !path.includes('node_modules'),
      )
      .map(read),
  );

/** Circles of run-time imports, each as the files in it. */
export const circles = (files: readonly SourceFile[]): readonly string[][] => {
  const next = new Map(
    files.map((file) => [file.path, file.imports.filter(({ types }) => !types).map(({ path }) => path)]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') return void found.push([...trail.slice(trail.indexOf(path)), path]);
    state.set(path, 'open');
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of files) visit(path, []);
  return found;
};
