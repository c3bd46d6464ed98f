import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { marked } from 'marked';
import { inPackage } from '../shipped-files.ts';
import type { HttpEnv } from './router.ts';

const WEB = fileURLToPath(inPackage('dist/web'));

const NOT_BUILT =
  'The web application is not built. In a checkout run "npm run build" once, then reload; an installed package is to be installed again. The API answers under /api/v1.';

/**
 * The built web application. A missing file under /assets answers 404; every other path answers index.html, because the
 * browser does the routing.
 */
export function webFiles() {
  const app = new Hono<HttpEnv>();
  if (!existsSync(WEB)) return app.get('*', (c) => c.text(NOT_BUILT, 503));
  app.use(
    '/assets/*',
    serveStatic({ root: WEB, onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable') }),
  );
  app.get('/assets/*', (c) => c.notFound());
  app.get('/favicon.svg', serveStatic({ root: WEB }));
  app.get('*', async (c) => {
    c.header('Cache-Control', 'no-cache');
    return c.html(await readFile(join(WEB, 'index.html'), 'utf8'));
  });
  return app;
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Colloquy API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="docs"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const START = `window.SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });`;

const GUIDE = fileURLToPath(inPackage('docs/gong.md'));
const GUIDE_CSS = `body{font:16px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse}td,th{border:1px solid #8886;padding:.3rem .6rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.75rem;background:#8882;border-radius:.5rem}h2{margin-top:2.5rem}:target{outline:2px solid #0f766e;outline-offset:.4rem}`;

/** The integration's guide, with an anchor on each section for links from pages and messages. */
async function guidePage(): Promise<string> {
  const body = (await marked.parse(await readFile(GUIDE, 'utf8'))).replace(
    /<h2>(.*?)<\/h2>/g,
    (_, title: string) => `<h2 id="${title.toLowerCase().replace(/[^a-z]+/g, '-')}">${title}</h2>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gong · Colloquy</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.svg">
<style>${GUIDE_CSS}</style></head><body><main><p><a href="/">Colloquy</a></p>${body}</main></body></html>`;
}

/** The API's reference, with all files served from here: the content security policy allows no other origin. */
export function docsPage() {
  const app = new Hono<HttpEnv>();
  app.get('/', (c) => c.html(PAGE));
  app.get('/gong', async (c) => c.html(await guidePage()));
  app.get('/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get(
    '/:file{swagger-ui\\.css|swagger-ui-bundle\\.js}',
    serveStatic({ root: join(WEB, 'api-reference'), rewriteRequestPath: (path) => basename(path) }),
  );
  return app;
}
