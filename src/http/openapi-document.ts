import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ERROR_STATUS, ErrorCode } from '../errors.ts';
import type { HttpEnv } from './router.ts';

/**
 * The OpenAPI document of the API. Each operation has every failure, as middleware may answer any before its route:
 * no address with U+0000, no body that is too large, nobody without a session.
 */
export function openApiDocument(api: OpenAPIHono<HttpEnv>) {
  const registry = api.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  for (const entry of registry.definitions)
    if (entry.type === 'route') entry.route.responses = { ...ERROR_RESPONSES, ...entry.route.responses };
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Colloquy',
      version: '1',
      description:
        'Answers from recorded customer calls. Times are ISO-8601 with zone, positions in milliseconds; `from` is inclusive, `to` exclusive.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }],
  });
}

const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'invalid_input', description: 'Stable; programs act on it.' }),
      message: z.string().openapi({ description: 'Says what to correct.' }),
      requestId: z.string(),
    }),
  })
  .openapi('Error');

const failure = (description: string) => ({ description, content: { 'application/json': { schema: errorSchema } } });

/** A status of `ERROR_STATUS` that is not said here does not compile. */
const ERROR_RESPONSES = {
  400: failure('The input needs a correction.'),
  401: failure('Not signed in.'),
  403: failure('Not allowed.'),
  404: failure('Not there, or not for this viewer.'),
  409: failure('Not as things stand now.'),
  413: failure('Too large.'),
  415: failure('Not the type of body that is taken.'),
  429: failure('Too many requests.'),
  500: failure('Something went wrong here.'),
  502: failure('Gong, or the model, answered what cannot be used.'),
  503: failure('A part of the server, Gong or the model is away.'),
} satisfies Record<(typeof ERROR_STATUS)[ErrorCode], unknown>;
