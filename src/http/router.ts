import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts';
import type { Viewer } from '../viewer.ts';

export type HttpEnv = { Variables: { requestId: string; viewer: Viewer | null } };

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'invalid_input', description: 'Stable; programs act on it.' }),
      message: z.string().openapi({ description: 'Says what to correct.' }),
      requestId: z.string(),
    }),
  })
  .openapi('Error');

type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 500 | 502 | 503;

/** The error answers that any route may give, for its OpenAPI entry. */
export const errorResponses = {
  400: { description: 'The input needs a correction.', content: { 'application/json': { schema: errorSchema } } },
  401: { description: 'Not signed in.', content: { 'application/json': { schema: errorSchema } } },
  403: { description: 'Not allowed.', content: { 'application/json': { schema: errorSchema } } },
  404: { description: 'Not there, or not for this viewer.', content: { 'application/json': { schema: errorSchema } } },
} as const;

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** A router whose schema failures have our error shape. */
export const router = () =>
  new OpenAPIHono<HttpEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      return errorAnswer(c, 'invalid_input', problems.join(' '));
    },
  });

export function errorAnswer(c: Context<HttpEnv>, code: ErrorCode, message: string) {
  const status: ErrorStatus = ERROR_STATUS[code];
  return c.json({ error: { code, message, requestId: c.get('requestId') } }, status);
}

/** @throws AppError `unauthenticated`. */
export function viewerOf(c: Context<HttpEnv>): Viewer {
  const viewer = c.get('viewer');
  if (viewer) return viewer;
  throw new AppError('unauthenticated', 'Sign in first, or send "Authorization: Bearer <api key>".');
}

/** @throws AppError `unauthenticated`, `forbidden`. */
export function adminOf(c: Context<HttpEnv>): Viewer {
  const viewer = viewerOf(c);
  if (viewer.role === 'admin') return viewer;
  throw new AppError('forbidden', 'Only an admin of the organization can do this.');
}
