import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Logs are JSON lines on stderr: stdout carries only results (docs/cli.md). Secrets never reach a log line, whoever logs the object they sit in.
 * @param level one of pino's levels, or `silent`.
 */
export function makeLog(level: string, destination?: DestinationStream): Log {
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
  const options = { level, base: null, redact: { paths, censor: '[secret]' } };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: true }));
}
