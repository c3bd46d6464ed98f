import type { Prompt } from './model.ts';

/** What a request to an endpoint says. Endpoints of the same protocol take different members. */
export type Dialect = {
  api: 'chat' | 'responses';
  streams: boolean;
  temperature: boolean;
  usage: boolean;
  /** How the form of the reply is asked for: by its schema, as any JSON, or by the prompt alone. */
  form: 'schema' | 'json' | 'prompt';
  /** The limit's name. Newer models refuse the older name, older servers the newer. */
  limit: 'max_completion_tokens' | 'max_tokens' | 'none';
  /** Whether the rules have a message of their own. */
  system: boolean;
};

/** The fullest request, for an endpoint of which nothing is known. */
export const FULL_DIALECT: Dialect = {
  api: 'chat',
  streams: true,
  temperature: true,
  usage: true,
  form: 'schema',
  limit: 'max_completion_tokens',
  system: true,
};

/** The body of a request, in the dialect. */
export function toRequestBody(
  dialect: Dialect,
  name: string,
  { system, user, schema, mostTokens }: Prompt,
): Record<string, unknown> {
  const common = {
    model: name,
    ...(dialect.streams && { stream: true }),
    ...(dialect.temperature && { temperature: 0 }),
  };
  const isLimited = mostTokens !== undefined && dialect.limit !== 'none';
  const input = dialect.system ? user : `${system}\n\n${user}`;
  if (dialect.api === 'responses')
    return {
      ...common,
      ...(dialect.system && { instructions: system }),
      input,
      // What customers said is not left with the endpoint.
      store: false,
      ...(isLimited && { max_output_tokens: mostTokens }),
      ...(dialect.form === 'schema' && { text: { format: { type: 'json_schema', ...schema, strict: true } } }),
      ...(dialect.form === 'json' && { text: { format: { type: 'json_object' } } }),
    };
  return {
    ...common,
    messages: [...(dialect.system ? [{ role: 'system', content: system }] : []), { role: 'user', content: input }],
    ...(dialect.streams && dialect.usage && { stream_options: { include_usage: true } }),
    ...(isLimited && { [dialect.limit]: mostTokens }),
    ...(dialect.form === 'schema' && {
      response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } },
    }),
    ...(dialect.form === 'json' && { response_format: { type: 'json_object' } }),
  };
}

/** What an endpoint said when it refused a request. */
export type EndpointRefusal = { said: string; param: string | null };

type Step = { names: RegExp; drop: (dialect: Dialect, said: string) => Partial<Dialect> | null };

const LIMIT = /max_(completion_|output_)?tokens|in the completion/i;

/** In the order in which members are left out of a refused request when the endpoint does not say what it refuses. */
const GUESSES: Step[] = [
  { names: /temperature/i, drop: ({ temperature }) => (temperature ? { temperature: false } : null) },
  { names: /stream_options|include_usage/i, drop: ({ usage }) => (usage ? { usage: false } : null) },
  {
    names: /response_?format|json_?(schema|object|mode)|response_?schema|additionalProperties|structured|text\.format/i,
    drop: ({ form }) => (form === 'prompt' ? null : { form: form === 'schema' ? 'json' : 'prompt' }),
  },
  {
    names: LIMIT,
    drop: ({ api, limit }, said) => {
      if (limit === 'none') return null;
      const isOtherName = api === 'chat' && limit === 'max_completion_tokens' && !TOO_MANY.test(said);
      return { limit: isOtherName ? 'max_tokens' : 'none' };
    },
  },
];
/** What is left out only when the endpoint names it. */
const NAMED_ONLY: Step[] = [
  { names: /responses/i, drop: ({ api }) => (api === 'chat' ? { api: 'responses' } : null) },
  {
    names: /\bstream\b(?!_)|verified to stream|streaming/i,
    drop: ({ streams }) => (streams ? { streams: false } : null),
  },
  {
    names: /(system|developer).{0,40}(role|instruction|message|prompt)|role.{0,40}system/i,
    drop: ({ system }) => (system ? { system: false } : null),
  },
];
/** Of a limit whose name is known. */
const TOO_MANY = /too (large|high|big|many)|at most|less than|exceeds?|maximum|in the completion/i;

/**
 * The next plainer dialect after a refusal: without what the endpoint names, or else without the next member that some
 * endpoint does not take. Null when nothing is left to leave out.
 */
export function plainerDialect(
  dialect: Dialect,
  { said, param }: EndpointRefusal,
): { dialect: Dialect; isNamed: boolean } | null {
  for (const text of [param ?? '', said])
    for (const { names, drop } of [...GUESSES, ...NAMED_ONLY]) {
      const dropped = names.test(text) ? drop(dialect, said) : null;
      if (dropped) return { dialect: { ...dialect, ...dropped }, isNamed: true };
    }
  for (const { drop } of GUESSES) {
    const dropped = drop(dialect, '');
    if (dropped) return { dialect: { ...dialect, ...dropped }, isNamed: false };
  }
  return null;
}

/** A prompt may be too long only for the limit beside it. Null where the words do not say so. */
export const withoutLimit = (dialect: Dialect, said: string): { dialect: Dialect; isNamed: boolean } | null =>
  dialect.limit !== 'none' && LIMIT.test(said) ? { dialect: { ...dialect, limit: 'none' }, isNamed: true } : null;
