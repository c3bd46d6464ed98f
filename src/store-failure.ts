import { AppError } from './errors.ts';

const FAILURES: readonly { codes: RegExp; message: string }[] = [
  {
    codes:
      /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CONN\w+|08\w{3}|57P0[123]|53300|ERR_WORKER_OUT_OF_MEMORY)$/,
    message: 'The store does not answer. Try again in a moment; nothing that was kept is lost.',
  },
  {
    codes: /^(?:ENOSPC|EDQUOT|53100)$/,
    message: 'The disk of the store is full, so nothing new can be kept. Whoever runs Colloquy has to make room.',
  },
  {
    codes: /^(?:EROFS|EACCES|EPERM|25006|42501)$/,
    message: 'The store takes no writes, so nothing new can be kept. Whoever runs Colloquy has to open it for writing.',
  },
  {
    codes: /^(?:53[024]00|25P02|57014|55P03)$/,
    message: 'The store has too much to do. Try again in a moment.',
  },
  {
    codes: /^(?:XX00[12]|58P01|58030)$/,
    message:
      'Files of the store are damaged. Whoever runs Colloquy has to restore a backup: docs/operations.md says how.',
  },
];

/**
 * What an unexpected failure tells of the store, by the codes of Postgres, its driver and the system: away, full, busy,
 * without writes or damaged. Null when the failure is of another kind.
 */
export function toStoreFailure(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return null;
    const { code } = cause as { code?: unknown };
    const known = typeof code === 'string' && FAILURES.find(({ codes }) => codes.test(code));
    if (known) return new AppError('store_unavailable', known.message, { cause: error });
  }
  return null;
}
