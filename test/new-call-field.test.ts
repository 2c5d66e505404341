import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../src/project-root.ts';

const root = projectRoot();

/** What is put into a file by hand: behind the first place where this text stands. */
type Insertion = readonly [behind: string, text: string];

/**
 * Every place that a new field of a call takes by hand, a read-only `sentiment` here. Generated files apart: the
 * migration, `schema.graphql`, the console's types. CONTRIBUTING says how many.
 */
const places: Readonly<Record<string, readonly Insertion[]>> = {
  'integrations/kit/vocabulary.ts': [
    [
      'export type LeadStatus = (typeof leadStatuses)[number];\n',
      "export const sentiments = ['GLAD', 'ANGRY'] as const;\nexport type Sentiment = (typeof sentiments)[number];\n",
    ],
    ['  readonly leadStatus: LeadStatus;\n', '  readonly sentiment: Sentiment | null;\n'],
  ],
  'schema/tables/calls.ts': [
    ["from 'drizzle-orm/pg-core';\n", "import { sentiments } from '../../integrations/kit/vocabulary.ts';\n"],
    [
      "    valueCurrency: text('value_currency'),\n",
      "    sentiment: text('sentiment', { enum: sentiments }),\n",
    ],
  ],
  'src/calls/call.ts': [['    leadStatus: call.leadStatus,\n', '    sentiment: call.sentiment,\n']],
  'src/call-fields/lead.ts': [
    ["from 'drizzle-orm';\n", "import type { Sentiment } from '../../integrations/kit/vocabulary.ts';\n"],
    [
      '/** What came of it. */\n',
      `const sentiment = {
  type: 'Sentiment',
  description: 'How a caller sounded.',
  words: {
    GLAD: ['Glad', 'The caller was pleased.'],
    ANGRY: ['Angry', 'The caller was not.'],
  } satisfies Record<Sentiment, Word>,
};
`,
    ],
    [
      "export const leadGroup = inGroup('LEAD', {\n",
      `  sentiment: choice(sentiment, {
    label: 'Sentiment',
    meaning: 'How the caller sounded; missing until somebody said.',
    example: 'GLAD',
    read: (call) => call.sentiment,
    column: calls.sentiment,
  }),
`,
    ],
  ],
  'integrations/kit/testing.ts': [["  leadStatus: 'QUALIFIED',\n", "  sentiment: 'GLAD',\n"]],
  'test/support/arbitrary-snapshots.ts': [
    ['  leadStatuses,\n', '  sentiments,\n'],
    [
      '  leadStatus: fc.constantFrom(...leadStatuses),\n',
      '  sentiment: maybe(fc.constantFrom(...sentiments)),\n',
    ],
  ],
};

let copy: string;

const put = (file: string): void => {
  let text = readFileSync(join(root, file), 'utf8');
  for (const [behind, more] of places[file] ?? []) {
    const at = text.indexOf(behind);
    if (at < 0) throw new Error(`${file} has no place for the field: ${behind}`);
    const end = at + behind.length;
    text = `${text.slice(0, end)}${more}${text.slice(end)}`;
  }
  writeFileSync(join(copy, file), text);
};
const leaveOut = (file: string): void => cpSync(join(root, file), join(copy, file));

/** What a program said, by either way, whether it ended well or not. */
const said = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((done) => {
    const options = { cwd: copy, maxBuffer: 1e8 };
    execFile(process.execPath, [program, ...parameters], options, (_, out, err) => done(`${out}${err}`));
  });

/** What the compiler finds wrong. It is given the parts that spell out a call; the whole takes ten times as long. */
const compiled = (): Promise<string> =>
  said('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.fields.json', '--pretty', 'false']);

/** What `test/call-fields.test.ts` finds in the copy. */
const gaps = (): Promise<string> => said('gaps.ts', []);

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'ringpath-field-'));
  for (const part of ['src', 'schema', 'integrations', 'test', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const files = [
    'src/call-fields/call-fields.ts',
    'src/calls/build.ts',
    'test/support/arbitrary-snapshots.ts',
  ];
  writeFileSync(
    join(copy, 'tsconfig.fields.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: [],
      files: [...files, 'integrations/kit/testing.ts'],
    }),
  );
  writeFileSync(
    join(copy, 'gaps.ts'),
    `import { columnsWithoutEntry, membersWithoutEntry } from './test/support/field-gaps.ts';
console.log([...columnsWithoutEntry(), ...membersWithoutEntry()].join('\\n'));`,
  );
  for (const file of Object.keys(places)) put(file);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a new field of a call', { timeout: 300_000 }, () => {
  it('takes six files by hand, as CONTRIBUTING says', async () => {
    expect(Object.keys(places)).toHaveLength(6);
    const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    expect(guide).toContain('is written in six files by hand');
    expect(await compiled()).toBe('');
    expect((await gaps()).trim()).toBe('');
  });

  it('then filters, fills templates, splits reports and stands in the API', async () => {
    const { printedSchema } = (await import(join(copy, 'src/graphql/emit.ts'))) as {
      printedSchema: () => string;
    };
    const schema = printedSchema();
    const block = (kind: string): string => new RegExp(`\\n${kind} [\\s\\S]*?\\n}`).exec(schema)?.[0] ?? '';
    expect(block('type Call implements Node')).toMatch(/sentiment: Sentiment\n/);
    expect(block('input CallFilter')).toContain('sentiment: SentimentComparison\n');
    expect(block('enum CallReportDimension')).toContain('SENTIMENT\n');
    expect(block('enum Sentiment')).toMatch(/The caller was pleased[\s\S]*GLAD/);
    const { templateFieldsOf } = (await import(join(copy, 'src/template/fields.ts'))) as {
      templateFieldsOf: (custom: ReadonlyMap<string, object>) => ReadonlyMap<string, object>;
    };
    expect(templateFieldsOf(new Map()).has('sentiment')).toBe(true);
  });

  it.each(Object.keys(places))('is missed by name when it is left out of %s', async (file) => {
    leaveOut(file);
    try {
      expect(`${await compiled()}\n${await gaps()}`).toMatch(/sentiment/i);
    } finally {
      put(file);
    }
  });
});
