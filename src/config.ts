import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

const url = z.url({ protocol: /^https?$/ });
const port = z.coerce.number().int().min(0).max(65_535);
/** Hosts separated by commas or spaces, in lower case. */
const hostList = (each: RegExp, example: string) =>
  z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(each, `hosts as ${example} or 10.0.0.5:8080`)));
const gongHosts = hostList(/^(\*\.)?[a-z\d.[\]:-]+$/, 'recordings.example, *.cdn.example');
/** Only hosts named one by one: each may be of a private network. */
const modelHosts = hostList(/^[a-z\d.[\]:-]+$/, 'models.example');

/**
 * Every setting: variable, meaning, unit and default. A test compares `.env.example` with this table. An empty variable
 * counts as unset.
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
  TRUSTED_PROXIES: {
    schema: z
      .string()
      .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'neither an address nor a range')))
      .optional(),
    about:
      'Addresses or ranges of the proxies before this server, as 127.0.0.1,10.0.0.0/8: limits then count the client that they name.',
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    about: 'Postgres to keep the data in, instead of the embedded store.',
  },
  ELASTICSEARCH_URL: { schema: url.optional(), about: 'Elasticsearch to search with, instead of the embedded engine.' },
  OPENAI_BASE_URL: {
    schema: url.optional(),
    about:
      'Any OpenAI-compatible endpoint, or the target URI of an Azure deployment; unset means the one of the openai package.',
  },
  OPENAI_API_KEY: { schema: z.string().optional(), about: 'Key for that endpoint.' },
  OPENAI_MODEL: {
    schema: z.string().optional(),
    about: 'Model that words the answers. Unset: answers quote the calls, and no text leaves this server.',
  },
  OPENAI_JUDGE_MODEL: {
    schema: z.string().optional(),
    about:
      'Model at the same endpoint that judges whether the calls carry what OPENAI_MODEL wrote. Unset: that model judges itself.',
  },
  OPENAI_CONTEXT_TOKENS: {
    schema: z.coerce.number().int().min(2048).optional(),
    about:
      'How many tokens a prompt to the model and its answer may have together. Unset: what the endpoint says of the model, else 32,000.',
  },
  OPENAI_SILENCE_SECONDS: {
    schema: z.coerce.number().min(1).max(3600).default(180),
    about: 'How many seconds the model may be silent, as while it thinks, before an answer goes on without it.',
  },
  OPENAI_HOSTS: {
    schema: modelHosts.optional(),
    about: "Hosts of your own network that admins may name as the model's endpoint in the web, separated by commas.",
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
  OPENAI_JUDGE_INPUT_PRICE: {
    schema: z.coerce.number().min(0).optional(),
    about:
      'Price of a million tokens that OPENAI_JUDGE_MODEL reads; without it and the next one, answers that it judged carry no cost.',
  },
  OPENAI_JUDGE_OUTPUT_PRICE: {
    schema: z.coerce.number().min(0).optional(),
    about: 'Price of a million tokens that OPENAI_JUDGE_MODEL writes.',
  },
  OPENAI_EMBEDDING_MODEL: {
    schema: z.string().optional(),
    about:
      'Embedding model of that endpoint, instead of the small one inside, to find what is meant in other words. Calls get its vectors in the background.',
  },
  EMBEDDINGS: {
    schema: z.enum(['on', 'off']).default('on'),
    about: '"off" searches by words alone, and makes no vectors.',
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
  GONG_HOSTS: {
    schema: gongHosts.optional(),
    about:
      'Hosts beside *.gong.io that recordings may come from, separated by commas; named in full, a host may be of your own network.',
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
  SECRET_KEY_PREVIOUS: {
    schema: z.string().min(32).optional(),
    about: 'The key before, while SECRET_KEY is replaced: what it sealed is sealed anew at the start.',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16).optional(),
    about:
      'Bearer token for /metrics, of 16 characters or more. Unset: this machine may read it, nobody where PUBLIC_URL is set.',
  },
  METRICS_PORT: {
    schema: port.optional(),
    about: 'Port on which `colloquy work` serves /metrics; `serve` has it on its own. Unset: nowhere.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: url.optional(),
    about: 'OpenTelemetry collector to send traces to over HTTP, as http://127.0.0.1:4318. Unset: nothing is traced.',
  },
  LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS).optional(),
    about: 'How much to log to stderr: silent, error, warn, info or debug. Unset: info for serve, warn elsewhere.',
  },
} as const satisfies Record<string, { schema: z.ZodType; about: string }>;

/** Of a million tokens, in any currency. */
type Prices = { input: number; output: number };

export type Config = {
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string | null;
  trustedProxies: string[];
  databaseUrl: string | null;
  elasticsearchUrl: string | null;
  model: {
    baseUrl: string | null;
    apiKey: string | null;
    name: string;
    /** Per million tokens; null unless both are set. */
    prices: Prices | null;
  } | null;
  /** The model that judges claims; null where the one above does. */
  judge: { name: string; prices: Prices | null } | null;
  /** Hosts of the own network that admins may name as a model's endpoint. */
  modelHosts: string[];
  /** Limits of every model, whoever names it. */
  silenceSeconds: number;
  /** Null: what the endpoint says. */
  contextTokens: number | null;
  /** Whether Node goes through the proxy that the environment names. */
  usesProxy: boolean;
  /** An endpoint's model, the model inside, or words alone. */
  embedding: { baseUrl: string | null; apiKey: string | null; name: string } | 'inside' | null;
  /** Null unless both id and secret are set. */
  gongApp: { clientId: string; clientSecret: string; url: string } | null;
  /** Hosts beside `*.gong.io` that others' links may lead to. */
  gongHosts: string[];
  syncIntervalMinutes: number;
  /** Most bytes of recordings kept. */
  mediaMaxBytes: number;
  hasJobs: boolean;
  secretKey: string | null;
  previousSecretKey: string | null;
  metricsToken: string | null;
  metricsPort: number | null;
  tracesEndpoint: string | null;
  logLevel: LogLevel | null;
};

/** Settings that are secrets, or hold one. `NAME_FILE` names a file to read each from. */
const SECRET_SETTINGS = [
  ...['SECRET_KEY', 'SECRET_KEY_PREVIOUS', 'METRICS_TOKEN', 'OPENAI_API_KEY', 'GONG_CLIENT_SECRET'],
  ...['DATABASE_URL', 'ELASTICSEARCH_URL'],
];

/** Secrets from the files that variables name; what cannot be read is noted in `problems`. */
function readFromFiles(env: Record<string, string | undefined>, problems: string[]): Record<string, string> {
  const read: Record<string, string> = {};
  for (const name of SECRET_SETTINGS) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) problems.push(`${name} and ${name}_FILE: set one of them.`);
    try {
      read[name] = readFileSync(file, 'utf8').trim();
      if (read[name] === '') problems.push(`${name}_FILE: ${file} is empty.`);
    } catch (error) {
      problems.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
  }
  return read;
}

/** What is wrong with settings together, each of which could be right. */
function contradictionsOf(given: Record<string, string | undefined>): string[] {
  const isSet = (name: keyof typeof SETTINGS): boolean => given[name] !== undefined;
  const found: [boolean, string][] = [
    [
      isSet('DATABASE_URL') && !isSet('SECRET_KEY'),
      'SECRET_KEY: required with DATABASE_URL (32 characters or more; `openssl rand -hex 32` makes one).',
    ],
    [
      isSet('GONG_CLIENT_ID') !== isSet('GONG_CLIENT_SECRET'),
      'GONG_CLIENT_ID and GONG_CLIENT_SECRET: set both, or neither.',
    ],
    [
      isSet('SECRET_KEY_PREVIOUS') && !isSet('SECRET_KEY'),
      'SECRET_KEY_PREVIOUS: it is the key before SECRET_KEY, so set that too.',
    ],
    [
      isSet('SECRET_KEY_PREVIOUS') && given.SECRET_KEY_PREVIOUS === given.SECRET_KEY,
      'SECRET_KEY and SECRET_KEY_PREVIOUS are the same: give SECRET_KEY the new key, or leave the other out.',
    ],
    [
      given.JOBS === 'off' && !isSet('DATABASE_URL'),
      'JOBS=off: nothing would ever sync, since `colloquy work` needs DATABASE_URL. Leave JOBS out.',
    ],
    [
      given.EMBEDDINGS === 'off' && isSet('OPENAI_EMBEDDING_MODEL'),
      'EMBEDDINGS=off and OPENAI_EMBEDDING_MODEL: set one of them.',
    ],
    [
      isSet('OPENAI_JUDGE_MODEL') && !isSet('OPENAI_MODEL'),
      'OPENAI_JUDGE_MODEL: it judges what OPENAI_MODEL wrote, so set that too.',
    ],
    [
      isSet('OPENAI_INPUT_PRICE') !== isSet('OPENAI_OUTPUT_PRICE'),
      'OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE: set both, or neither. A cost needs both.',
    ],
  ];
  return found.flatMap(([isWrong, text]) => (isWrong ? [text] : []));
}

/**
 * Reads all settings; no other code reads the environment.
 * @throws AppError `invalid_settings` listing every problem at once.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const shape = Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.schema]));
  const schema = z.object(shape as { [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K]['schema'] });
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.entries({ ...env, ...readFromFiles(env, problems) }).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  problems.push(...contradictionsOf(given));
  if (!parsed.success || problems.length > 0) {
    throw new AppError(
      'invalid_settings',
      `These settings need a correction:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const settings = parsed.data;
  const prices = toPrices(settings.OPENAI_INPUT_PRICE, settings.OPENAI_OUTPUT_PRICE);
  const judgePrices = toPrices(settings.OPENAI_JUDGE_INPUT_PRICE, settings.OPENAI_JUDGE_OUTPUT_PRICE);
  const endpoint = { baseUrl: settings.OPENAI_BASE_URL ?? null, apiKey: settings.OPENAI_API_KEY ?? null };
  return {
    dataDir: settings.DATA_DIR,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    databaseUrl: settings.DATABASE_URL ?? null,
    elasticsearchUrl: settings.ELASTICSEARCH_URL ?? null,
    model: settings.OPENAI_MODEL ? { ...endpoint, name: settings.OPENAI_MODEL, prices } : null,
    judge: settings.OPENAI_JUDGE_MODEL ? { name: settings.OPENAI_JUDGE_MODEL, prices: judgePrices } : null,
    modelHosts: settings.OPENAI_HOSTS ?? [],
    silenceSeconds: settings.OPENAI_SILENCE_SECONDS,
    contextTokens: settings.OPENAI_CONTEXT_TOKENS ?? null,
    usesProxy: env.NODE_USE_ENV_PROXY === '1',
    embedding:
      settings.EMBEDDINGS === 'off'
        ? null
        : settings.OPENAI_EMBEDDING_MODEL
          ? { ...endpoint, name: settings.OPENAI_EMBEDDING_MODEL }
          : 'inside',
    gongApp:
      settings.GONG_CLIENT_ID && settings.GONG_CLIENT_SECRET
        ? {
            clientId: settings.GONG_CLIENT_ID,
            clientSecret: settings.GONG_CLIENT_SECRET,
            url: settings.GONG_APP_URL.replace(/\/+$/, ''),
          }
        : null,
    gongHosts: settings.GONG_HOSTS ?? [],
    syncIntervalMinutes: settings.SYNC_INTERVAL_MINUTES,
    mediaMaxBytes: Math.round(settings.MEDIA_MAX_GB * 1_000_000_000),
    hasJobs: settings.JOBS === 'on',
    secretKey: settings.SECRET_KEY ?? null,
    previousSecretKey: settings.SECRET_KEY_PREVIOUS ?? null,
    metricsToken: settings.METRICS_TOKEN ?? null,
    metricsPort: settings.METRICS_PORT ?? null,
    tracesEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '') ?? null,
    logLevel: settings.LOG_LEVEL ?? null,
  };
}

const toPrices = (input: number | undefined, output: number | undefined): Prices | null =>
  input === undefined || output === undefined ? null : { input, output };
