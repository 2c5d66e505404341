import { join } from 'node:path';
import { defineConfig } from 'vite';

/** One classic script without imports, for any page. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2018',
    outDir: join(import.meta.dirname, '../../dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    lib: {
      entry: join(import.meta.dirname, 'dni.ts'),
      formats: ['iife'],
      name: 'ringpathScript',
      fileName: () => 'dni.js',
    },
    // Nearly all of it runs on every page. Told so, Chromium compiles it while it loads, on another thread;
    // otherwise each function on the page's own when it is first called.
    rolldownOptions: { output: { postBanner: '//# allFunctionsCalledOnLoad' } },
  },
});
