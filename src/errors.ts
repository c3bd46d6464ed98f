/** Every failure that a caller can be expected to meet, with the HTTP status it answers. A new code without a status does not compile. */
export const ERROR_STATUS = {
  invalid_input: 400,
  invalid_csv: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
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
  model_unavailable: 503,
  model_unreadable: 502,
  model_context_exceeded: 502,
  index_unavailable: 503,
  store_unavailable: 503,
  data_folder_in_use: 409,
  port_in_use: 409,
  invalid_settings: 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * An expected failure. `message` tells the caller what to do next and is safe to show; private detail belongs in `cause`.
 * Programs act on `code`, never on the text.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** When trying again makes sense; null where time alone does not help, or nobody knows. */
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

/** One sentence for a log or a terminal, whatever was thrown. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
