/** Every failure a caller can expect, with its HTTP status. A new code without a status does not compile. */
export const ERROR_STATUS = {
  invalid_input: 400,
  invalid_csv: 400,
  unauthenticated: 401,
  forbidden: 403,
  access_unknown: 503,
  not_found: 404,
  conflict: 409,
  cases_lost: 409,
  cases_unmeasured: 503,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  sync_off: 409,
  sync_running: 409,
  not_connected: 409,
  not_configured: 409,
  gong_credentials_refused: 502,
  gong_wrong_host: 502,
  gong_missing_scope: 502,
  gong_reconnect_needed: 409,
  gong_rate_limited: 503,
  gong_unavailable: 503,
  gong_unreadable: 502,
  gong_window_too_long: 502,
  host_refused: 403,
  model_unavailable: 503,
  model_unreadable: 502,
  model_context_exceeded: 502,
  index_unavailable: 503,
  store_unavailable: 503,
  data_folder_in_use: 409,
  port_in_use: 409,
  invalid_settings: 500,
  incomplete_installation: 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * An expected failure. `message` tells the caller what to do next and is safe to show; private detail belongs in
 * `cause`. Programs act on `code`, never on the text.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** When to try again; null when waiting does not help or the time is unknown. */
  readonly retryAt: Date | null;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAt?: Date } = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.retryAt = options.retryAt ?? null;
  }
}

export function isAppError(error: unknown, ...codes: ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
}

/**
 * One sentence for a run, a log or a terminal, for any thrown value. Of an unexpected failure only the kind: the
 * message could repeat anybody's words.
 */
export function describeError(error: unknown): string {
  return error instanceof AppError ? error.message : `Something unexpected failed (${nameFailure(error)}).`;
}

/** The kind of a failure, such as `PostgresError 22021`: of the innermost cause, without the message. */
export function nameFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause instanceof Error ? error.cause : null;
  const own = [error.name, codeOf(error)].filter(Boolean).join(' ');
  const inner = cause && nameFailure(cause);
  return inner && inner !== 'Error' ? inner : own;
}

/** Code of the system, the database or an HTTP answer. Codes of other shapes could be words. */
function codeOf(error: Error): string | null {
  const { code, status, statusCode } = error as { code?: unknown; status?: unknown; statusCode?: unknown };
  for (const value of [code, status, statusCode])
    if (/^[A-Z0-9_]{2,40}$|^[a-z_]{2,40}$/.test(String(value ?? ''))) return String(value);
  return null;
}

/** A failure for the log: kinds and places of the whole chain of causes, with the message of an `AppError` alone. */
export type LoggedFailure = { type: string; message?: string; at: string[]; cause?: LoggedFailure };

/** Codes whose messages repeat what a caller wrote. */
const OF_THE_CALLER: readonly ErrorCode[] = ['invalid_input', 'invalid_csv', 'not_found', 'conflict'];
const MOST_FRAMES = 20;

export function toLoggedFailure(error: unknown): LoggedFailure {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const type = [error.name, codeOf(error)].filter(Boolean).join(' ');
  // A stack begins with the message, whose lines may look like frames.
  const { stack = '', message } = error;
  const after = stack.indexOf(message) + message.length;
  const at = stack
    .slice(after)
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
  return {
    type,
    ...(error instanceof AppError && !OF_THE_CALLER.includes(error.code) && { message }),
    at,
    ...(error.cause !== undefined && { cause: toLoggedFailure(error.cause) }),
  };
}

/** A failure for a terminal, as the log has it. */
export function printFailure(error: unknown): string {
  const { type, message, at, cause } = toLoggedFailure(error);
  const own = [message === undefined ? type : `${type}: ${message}`, ...at.map((frame) => `    ${frame}`)].join('\n');
  return cause && error instanceof Error ? `${own}\ncaused by ${printFailure(error.cause)}` : own;
}
