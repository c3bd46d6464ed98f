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
const { enableCompileCache } = await import('node:module');
// A third of a start is compiling; Node keeps what was compiled in the system's folder for temporary files.
enableCompileCache();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
