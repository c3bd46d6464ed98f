import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);

/** The page of the API's reference, from a package of files. Installed with ours, it would report each installation. */
const apiReference: Plugin = {
  name: 'api-reference',
  generateBundle() {
    for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE', 'NOTICE'])
      this.emitFile({
        type: 'asset',
        fileName: `api-reference/${name}`,
        source: readFileSync(resolve(`swagger-ui-dist/${name}`)),
      });
  },
};

export default defineConfig({
  root: 'src/web',
  // The licences of what is bundled ask to go along with it.
  build: { outDir: '../../dist/web', emptyOutDir: true, license: { fileName: 'licenses.md' } },
  plugins: [react(), tailwindcss(), apiReference],
  // The server checks that a write's origin and its host are the same.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', changeOrigin: false } } },
});
