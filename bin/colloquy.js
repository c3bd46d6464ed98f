#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must be able to read this file to say that it is too old.
const major = Number.parseInt(process.versions.node, 10);
if (!(major >= 24)) {
  process.stderr.write(
    `Colloquy needs Node 24 or newer, and this is Node ${process.versions.node}. ` +
      'In a checkout, "npx --no-install colloquy …" or "npm run demo" bring the right one after "npm ci".\n',
  );
  process.exit(2);
}
const { enableCompileCache, registerHooks } = await import('node:module');
const { existsSync } = await import('node:fs');
// A third of a start is compiling; Node keeps what was compiled in the system's folder for temporary files.
enableCompileCache();
// Node parses a package's package.json anew for each of its modules. That of drizzle-orm has 180 KB, and its hundred
// modules took 0.8 s of a start (Node 24.21, 2026-11-28). They are plain files beside each other.
registerHooks({
  resolve: (specifier, context, next) =>
    /^\.\.?\/.+\.js$/.test(specifier) && context.parentURL?.includes('/node_modules/drizzle-orm/')
      ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
// A checkout runs its sources. A package has only what was built of them: Node runs no TypeScript in `node_modules`.
const source = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/server/main.js', import.meta.url);
const { main } = await import(existsSync(source) ? source.href : built.href).catch(reportHalf);
process.exitCode = await main(process.argv.slice(2));

/** The rest of a half-installed package says so itself (src/install-failure.ts). */
function reportHalf(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write(
    'colloquy: this installation is not whole: a file or a package is missing. ' +
      'Install it again: "npm ci" in a checkout, else "npm install" with the package.\n',
  );
  process.exit(1);
}
