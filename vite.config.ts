import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  // The licences of what is bundled ask to go along with it.
  build: { outDir: '../../dist/web', emptyOutDir: true, license: { fileName: 'licenses.md' } },
  plugins: [react(), tailwindcss()],
  // The server checks that a write's origin and its host are the same.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', changeOrigin: false } } },
});
