import { AppError, isAppError, nameFailure } from '../errors.ts';

/** Failures of the engine become `index_unavailable`. */
export async function using<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAppError(error) ? error : toAppError(error);
  }
}

/** Elasticsearch's own message may show the text of a document or a query, so only its kind is told. */
export function toAppError(cause: unknown): AppError {
  const type = (cause as { body?: { error?: { type?: unknown } } }).body?.error?.type;
  const kind = typeof type === 'string' && /^\w+$/.test(type) ? type : null;
  const reason = kind ?? nameFailure(cause);
  return new AppError(
    'index_unavailable',
    `Elasticsearch cannot be used right now (${reason}). Check ELASTICSEARCH_URL and the cluster.`,
    { cause },
  );
}
