import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts';
import type { Viewer } from '../viewer.ts';

export type HttpEnv = { Variables: { requestId: string; viewer: Viewer | null } };

/**
 * Gives a schema the types of the sent JSON. OpenAPI already shows a codec's text side and no answer is parsed again,
 * so only the types change.
 */
export const asSent = <S extends z.ZodType>(schema: S) => schema as unknown as z.ZodType<z.input<S>, z.input<S>>;

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema: asSent(schema) } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** A list of thousands may be wrong in each of its entries. */
const MOST_PROBLEMS = 10;

/** A router that answers schema failures in our error shape. */
export const router = () =>
  new OpenAPIHono<HttpEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      const more = problems.length - MOST_PROBLEMS;
      const told = problems.slice(0, MOST_PROBLEMS).join(' ');
      return errorAnswer(c, 'invalid_input', more > 0 ? `${told} And ${more} more.` : told);
    },
  });

export function errorAnswer(c: Context<HttpEnv>, code: ErrorCode, message: string) {
  const status: (typeof ERROR_STATUS)[ErrorCode] = ERROR_STATUS[code];
  return c.json({ error: { code, message, requestId: c.get('requestId') } }, status);
}

/** @throws AppError `unauthenticated`. */
export function viewerOf(c: Context<HttpEnv>): Viewer {
  const viewer = c.get('viewer');
  if (viewer) return viewer;
  throw new AppError('unauthenticated', 'Sign in first, or send "Authorization: Bearer <api key>".');
}
