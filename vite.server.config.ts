import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const OUT = 'dist/server';

/** Every file of the server that is no code: weights, lists of words, the demo's world. */
const dataFiles = () =>
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join('src', 'web')));

/**
 * The server as JavaScript, for packages and images: Node runs no TypeScript below `node_modules`. Packages stay
 * outside, since some have native parts, WebAssembly and files of their own. Names stay as they are, so that a stack
 * can be read without the maps.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: OUT,
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'src/cli/main.ts',
        'shipped-files': 'src/shipped-files.ts',
        'search/embedded-worker': 'src/search/embedded-worker.ts',
        'store/pglite-worker': 'src/store/pglite-worker.ts',
        'search/minilm-worker': 'src/search/minilm-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  plugins: [
    {
      name: 'data-files',
      writeBundle() {
        for (const file of dataFiles()) cpSync(file, file.replace('src', OUT));
      },
    },
  ],
});
