import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

it('is built to one old-fashioned script of at most 3 kB gzipped', async () => {
  const outputs = (await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput[];
  const files = outputs.flatMap(({ output }) => output);
  expect(files.map((file) => file.fileName)).toEqual(['dni.js']);
  const [script] = files;
  const code = script?.type === 'chunk' ? script.code : '';
  expect(code).toContain('dni/sessions');
  // Chromium heeds this only in front of all code.
  expect(code).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
  expect(gzipSync(code).length).toBeLessThanOrEqual(3 * 1024);
  // Syntax newer than ES2018 would stop older browsers at the first line, and with it every number.
  expect(code).not.toMatch(/\?\.[a-z([]|\?\?|\(\?<[!=]|^(?:import|export)\b/);
});
