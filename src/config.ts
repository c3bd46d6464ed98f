import { z } from 'zod';
import { AppError } from './errors.ts';

const url = z.url({ protocol: /^https?$/ });
const port = z.coerce.number().int().min(0).max(65_535);

/**
 * Every setting: its variable, what it means, its unit and its default. `.env.example` is compared with this table by a test.
 * An empty variable counts as unset.
 */
export const SETTINGS = {
  DATA_DIR: {
    schema: z.string().default('./data'),
    about: 'Folder of the embedded store, the search index and the secret key.',
  },
  PORT: { schema: port.default(3000), about: 'Port of the web application and API; 0 picks a free one.' },
  HOST: {
    schema: z.string().default('127.0.0.1'),
    about: 'Address to listen on; 0.0.0.0 for every network interface.',
  },
  PUBLIC_URL: { schema: url.optional(), about: 'How browsers reach this server, when that is not http://HOST:PORT.' },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    about: 'Postgres to keep the data in, instead of the embedded store.',
  },
  ELASTICSEARCH_URL: { schema: url.optional(), about: 'Elasticsearch to search with, instead of the embedded engine.' },
  OPENAI_BASE_URL: {
    schema: url.optional(),
    about: 'Any OpenAI-compatible endpoint; unset means the one of the openai package.',
  },
  OPENAI_API_KEY: { schema: z.string().optional(), about: 'Key for that endpoint.' },
  OPENAI_MODEL: {
    schema: z.string().optional(),
    about: 'Model that words the answers. Unset: answers quote the calls, and no text leaves this server.',
  },
  OPENAI_CONTEXT_TOKENS: {
    schema: z.coerce.number().int().min(2048).default(8192),
    about: 'How many tokens a prompt to the model and its answer may have together.',
  },
  OPENAI_INPUT_PRICE: {
    schema: z.coerce.number().min(0).optional(),
    about:
      'Price of a million tokens that the model reads, in your currency; with the next one answers carry their cost.',
  },
  OPENAI_OUTPUT_PRICE: {
    schema: z.coerce.number().min(0).optional(),
    about: 'Price of a million tokens that the model writes.',
  },
  OPENAI_EMBEDDING_MODEL: {
    schema: z.string().optional(),
    about:
      'Embedding model of that endpoint: search then also finds what is meant in other words. Run `colloquy reindex` after changing it.',
  },
  GONG_CLIENT_ID: {
    schema: z.string().optional(),
    about: 'Client id of the OAuth app that Gong gave you, for connecting in the browser.',
  },
  GONG_CLIENT_SECRET: { schema: z.string().optional(), about: 'Its client secret.' },
  GONG_APP_URL: {
    schema: url.default('https://app.gong.io'),
    about: "Where Gong's sign-in and token pages are; another value is for trying things on a simulator.",
  },
  SYNC_INTERVAL_MINUTES: {
    schema: z.coerce.number().int().min(1).max(1440).default(15),
    about: 'Minutes between two syncs of an organization.',
  },
  MEDIA_MAX_GB: {
    schema: z.coerce.number().min(0).default(20),
    about: 'Gigabytes of recordings kept in DATA_DIR/media; beyond, the least recently played go. 0 keeps none ahead.',
  },
  JOBS: {
    schema: z.enum(['on', 'off']).default('on'),
    about: '"off" makes `colloquy serve` leave syncing to `colloquy work`.',
  },
  SECRET_KEY: {
    schema: z.string().min(32).optional(),
    about:
      'At least 32 characters; encrypts Gong credentials and signs sessions. Required with DATABASE_URL; the embedded store makes its own.',
  },
  LOG_LEVEL: {
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']).optional(),
    about: 'How much to log to stderr: silent, error, warn, info or debug. Unset: info for serve, warn elsewhere.',
  },
} as const satisfies Record<string, { schema: z.ZodType; about: string }>;

export type Config = {
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string | null;
  databaseUrl: string | null;
  elasticsearchUrl: string | null;
  model: {
    baseUrl: string | null;
    apiKey: string | null;
    name: string;
    contextTokens: number;
    /** Per million tokens; null unless both are set. */
    prices: { input: number; output: number } | null;
  } | null;
  embedding: { baseUrl: string | null; apiKey: string | null; name: string } | null;
  /** Null unless both id and secret are set. */
  gongApp: { clientId: string; clientSecret: string; url: string } | null;
  syncIntervalMinutes: number;
  /** Bytes of recordings that are kept. */
  mediaMaxBytes: number;
  hasJobs: boolean;
  secretKey: string | null;
  /** Null when unset. */
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug' | null;
};

/**
 * Reads all settings, the only place that does.
 * @throws AppError `invalid_settings` listing every problem at once.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const shape = Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.schema]));
  const schema = z.object(shape as { [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K]['schema'] });
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (given.DATABASE_URL && !given.SECRET_KEY) {
    problems.push('SECRET_KEY: required with DATABASE_URL (32 characters or more; `openssl rand -hex 32` makes one).');
  }
  if (Boolean(given.GONG_CLIENT_ID) !== Boolean(given.GONG_CLIENT_SECRET)) {
    problems.push('GONG_CLIENT_ID and GONG_CLIENT_SECRET: set both, or neither.');
  }
  if (!parsed.success || problems.length > 0) {
    throw new AppError(
      'invalid_settings',
      `These settings need a correction:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const settings = parsed.data;
  const [input, output] = [settings.OPENAI_INPUT_PRICE, settings.OPENAI_OUTPUT_PRICE];
  const prices = input === undefined || output === undefined ? null : { input, output };
  const endpoint = { baseUrl: settings.OPENAI_BASE_URL ?? null, apiKey: settings.OPENAI_API_KEY ?? null };
  return {
    dataDir: settings.DATA_DIR,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: settings.DATABASE_URL ?? null,
    elasticsearchUrl: settings.ELASTICSEARCH_URL ?? null,
    model: settings.OPENAI_MODEL
      ? { ...endpoint, name: settings.OPENAI_MODEL, contextTokens: settings.OPENAI_CONTEXT_TOKENS, prices }
      : null,
    embedding: settings.OPENAI_EMBEDDING_MODEL ? { ...endpoint, name: settings.OPENAI_EMBEDDING_MODEL } : null,
    gongApp:
      settings.GONG_CLIENT_ID && settings.GONG_CLIENT_SECRET
        ? {
            clientId: settings.GONG_CLIENT_ID,
            clientSecret: settings.GONG_CLIENT_SECRET,
            url: settings.GONG_APP_URL.replace(/\/+$/, ''),
          }
        : null,
    syncIntervalMinutes: settings.SYNC_INTERVAL_MINUTES,
    mediaMaxBytes: Math.round(settings.MEDIA_MAX_GB * 1_000_000_000),
    hasJobs: settings.JOBS === 'on',
    secretKey: settings.SECRET_KEY ?? null,
    logLevel: settings.LOG_LEVEL ?? null,
  };
}
