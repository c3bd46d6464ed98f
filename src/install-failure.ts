import { fileURLToPath } from 'node:url';
import { AppError } from './errors.ts';
import { inPackage } from './shipped-files.ts';

/**
 * What an unexpected failure tells of the installation: a package that is not there, a file of ours that is gone, or
 * a library of another platform. Null when the failure is of another kind.
 */
export function toInstallFailure(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return null;
    const missing = whatIsMissing(cause);
    if (missing === null) continue;
    const message = `This installation is not whole: ${missing}. Install it again: "npm ci" in a checkout, else "npm install" with the package.`;
    return new AppError('incomplete_installation', message, { cause: error });
  }
  return null;
}

function whatIsMissing(error: Error): string | null {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    const [, name] = /Cannot find (?:package|module) '([^']+)'/.exec(message) ?? [];
    return `${name?.startsWith(PACKAGE) ? name.slice(PACKAGE.length) : (name ?? 'a package')} is missing`;
  }
  if (code === 'ERR_DLOPEN_FAILED') return 'a library in it is of another platform';
  if (code === 'ENOENT' && path?.startsWith(PACKAGE) && isOurs(path)) return `${path.slice(PACKAGE.length)} is missing`;
  return null;
}

const PACKAGE = fileURLToPath(inPackage('.'));

/** Data may stand in the package's folder too: in a checkout, DATA_DIR does. */
const OURS = ['dist/', 'drizzle/', 'search-mappings/', 'docs/', 'src/', 'node_modules/'];
const isOurs = (path: string): boolean => OURS.some((folder) => path.slice(PACKAGE.length).startsWith(folder));
