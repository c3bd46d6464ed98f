import { findPackageJSON } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A file that stands beside the code, by its path from `src/`: `search/like-words.txt`. A build lays these files beside
 * its own code, so this file stays at the top of both (vite.server.config.ts).
 */
export const besideCode = (path: string): URL => new URL(path, import.meta.url);

/** The code of a worker thread, by its path from `src/` without ending: TypeScript in a checkout, else JavaScript. */
export const workerCode = (path: string): URL => besideCode(`${path}${extname(besideCode('').pathname)}`);

/** `package.json`, which npm puts in every package. */
export const packageFile = pathToFileURL(findPackageJSON(import.meta.url) ?? '');

/** A file or folder of the package, by its path from there: `drizzle`, `docs/gong.md`. */
export const inPackage = (path: string): URL => new URL(path, packageFile);
