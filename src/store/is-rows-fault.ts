/**
 * SQLSTATE classes of a statement that the data itself makes impossible: data exception, integrity violation, and a
 * limit passed, as by a key too long for its index.
 */
const OF_DATA = /^(22|23|54)...$/;

/**
 * Whether a write failed by what was written, and not for want of a store: such a row fails alone and again, and others
 * need not wait for it. A store that is away, full or busy says so by other codes.
 */
export function isRowsFault(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RangeError || cause instanceof TypeError) return true;
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && OF_DATA.test(code)) return true;
  }
  return false;
}

/** The code of the fault for a log, which is shown no row. */
export function codeOfFault(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string') return code;
    if (!(cause.cause instanceof Error)) return cause.name;
  }
  return 'unknown';
}
