import { type DestinationStream, type Logger, pino } from 'pino';
import { nameFailure, toLoggedFailure } from './errors.ts';

export type Log = Logger;

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Logs are JSON lines on stderr: stdout carries only results (docs/cli.md). Secrets are redacted at the top and one
 * level down, so logging an object with a secret stays safe. A failure under `err` is logged without its message and
 * properties, for these repeat the words it failed on (errors.ts).
 */
export function makeLog(level: LogLevel, destination?: DestinationStream): Log {
  const names = [
    'password',
    'apiKey',
    'accessKeySecret',
    'authorization',
    'accessToken',
    'refreshToken',
    'clientSecret',
  ];
  const paths = [...names, ...names.map((name) => `*.${name}`)];
  const serializers = { err: toLoggedFailure };
  const options = { level, base: null, redact: { paths, censor: '[secret]' }, serializers };
  return pino(options, destination ?? toStderr());
}

/** Whoever read stderr may leave; the server stays. */
function toStderr(): DestinationStream {
  const stderr = pino.destination({ dest: 2, sync: true });
  stderr.on('error', () => {});
  return stderr;
}

const SELDOM_MS = 600_000;

/**
 * Says a failure of a kind once in ten minutes at most: what is tried again every second would fill the log, and with
 * it a disk that has hardly room.
 */
export function sayingSeldom(say: (error: unknown) => void, nowMs = () => performance.now()): (error: unknown) => void {
  const saidMs = new Map<string, number>();
  return (error) => {
    const kind = nameFailure(error);
    const lastMs = saidMs.get(kind);
    if (lastMs !== undefined && nowMs() - lastMs < SELDOM_MS) return;
    saidMs.set(kind, nowMs());
    say(error);
  };
}
