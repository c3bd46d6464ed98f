import Bottleneck from 'bottleneck';
import { AppError, describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { errorSchema } from './gong-schemas.ts';

/** Spaces the requests of everyone in this process who talks to the same company: Gong counts per company, not per client. */
export type Pacer = <T>(company: string, send: () => Promise<T>) => Promise<T>;

export function makePacer(): Pacer {
  const limiters = new Map<string, Bottleneck>();
  return (company, send) => {
    const limiter = limiters.get(company) ?? new Bottleneck({ minTime: SPACING_MS, maxConcurrent: 3 });
    limiters.set(company, limiter);
    return limiter.schedule(send);
  };
}

export type GongHttpDeps = {
  pace: Pacer;
  fetch: typeof globalThis.fetch;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
  log: Log;
  /** Told before each request leaves, so that the run and the day's budget count it. */
  onRequest: () => void;
};

export type GongAccess = { baseUrl: string; authorization: string };

export type GongRequest = { method: 'GET' | 'POST'; path: string; query?: Record<string, string>; body?: unknown };

/** An answer that we understand: data, Gong's "nothing matches", or Gong's "this cursor is over". */
export type GongAnswer = { kind: 'ok'; body: unknown } | { kind: 'nothing' } | { kind: 'cursor_expired' };

/** 345 ms apart is 2.9 requests a second: 97 % of what Gong allows, with 35 ms for the network to shuffle three of them. */
const SPACING_MS = 345;
const REQUEST_TIMEOUT_MS = 60_000;
const LONGEST_WAIT_SECONDS = 60;

/**
 * One organization's line to Gong: spaced requests, retries worth making, and Gong's failures in our words.
 * @throws AppError `gong_credentials_refused`, `gong_wrong_host`, `gong_missing_scope`, `gong_rate_limited` (Gong asked for a
 * longer wait than a process should sleep), `gong_unavailable`, `gong_unreadable`.
 */
export function gongHttp(deps: GongHttpDeps, access: GongAccess, attempts = 5) {
  async function attempt(request: GongRequest, signal: AbortSignal): Promise<Outcome> {
    const url = new URL(request.path, access.baseUrl);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const init: RequestInit = {
      method: request.method,
      headers: { authorization: access.authorization, 'content-type': 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    };
    if (request.body !== undefined) init.body = JSON.stringify(request.body);
    deps.onRequest();
    try {
      const response = await deps.fetch(url, init);
      return readAnswer(response.status, response.headers.get('retry-after'), await response.text(), url.host);
    } catch (error) {
      signal.throwIfAborted();
      return unreachable(error, url.host);
    }
  }

  return async function ask(request: GongRequest, signal: AbortSignal): Promise<GongAnswer> {
    for (let tried = 1; ; tried += 1) {
      signal.throwIfAborted();
      const outcome = await deps.pace(`${access.baseUrl} ${access.authorization}`, () => attempt(request, signal));
      if (outcome.kind !== 'failed') return outcome;
      const { error, retryAfterSeconds } = outcome;
      const mayRetry = retryAfterSeconds !== 'never' && tried < attempts;
      if (!mayRetry || (retryAfterSeconds ?? 0) > LONGEST_WAIT_SECONDS) throw error;
      const backoffMs = 500 * 2 ** (tried - 1) * (0.5 + deps.random());
      const waitMs = retryAfterSeconds === undefined ? backoffMs : retryAfterSeconds * 1000;
      deps.log.warn(
        { path: request.path, tried, waitMs: Math.round(waitMs), reason: error.message },
        'Gong: trying again',
      );
      await deps.sleep(waitMs, signal);
    }
  };
}

type Outcome = GongAnswer | { kind: 'failed'; error: AppError; retryAfterSeconds?: number | 'never' };

const never = (error: AppError): Outcome => ({ kind: 'failed', error, retryAfterSeconds: 'never' });

function readAnswer(status: number, retryAfter: string | null, text: string, host: string): Outcome {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    if (status >= 500) return { kind: 'failed', error: unavailable(status, host) };
    if (status === 200) {
      return {
        kind: 'failed',
        error: new AppError('gong_unreadable', `${host} sent an answer that broke off or is not JSON.`, { cause }),
      };
    }
    return never(notGong(host));
  }
  if (status === 200) return { kind: 'ok', body };

  const said = errorSchema.safeParse(body);
  const message = said.data?.errors?.join('; ') ?? '';
  if (status === 429) {
    const retryAfterSeconds = Number(retryAfter ?? '1') || 1;
    const error = new AppError(
      'gong_rate_limited',
      `Gong's request limit is used up; it asks to wait ${retryAfterSeconds} s.`,
    );
    return { kind: 'failed', error, retryAfterSeconds };
  }
  if (status >= 500) return { kind: 'failed', error: unavailable(status, host) };
  if (!said.data?.requestId) return never(notGong(host));
  if (status === 404) return { kind: 'nothing' };
  if (status === 400 && /cursor/i.test(message)) return { kind: 'cursor_expired' };
  return never(refusal(status, message, host));
}

function refusal(status: number, message: string, host: string): AppError {
  const scope = /permission to use '([^']+)'/.exec(message)?.[1];
  if (scope) {
    return new AppError(
      'gong_missing_scope',
      `Gong did not grant "${scope}" to this connection. Add that scope in Gong and connect again.`,
    );
  }
  if (status === 401) {
    return new AppError(
      'gong_credentials_refused',
      `${host} refused the access key or its secret. Check both; a key of a company on another Gong host (shown beside the key in Gong) is refused in the same way.`,
    );
  }
  if (status === 403) {
    return new AppError(
      'gong_wrong_host',
      `${host} does not let this connection in. Check that it is the API host shown beside the key in Gong, and that this server's address is on Gong's list of trusted IPs, if there is one.`,
    );
  }
  return new AppError('gong_unreadable', `${host} refused a request (${status}): ${message.slice(0, 200)}`);
}

const notGong = (host: string): AppError =>
  new AppError(
    'gong_wrong_host',
    `${host} answers, but not as Gong's API does. Check the API host shown beside the key in Gong.`,
  );

const unavailable = (status: number, host: string): AppError =>
  new AppError(
    'gong_unavailable',
    `${host} answered ${status}. Gong may be having trouble; the sync goes on later by itself.`,
  );

function unreachable(error: unknown, host: string): Outcome {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code === 'ENOTFOUND' || cause?.code === 'ERR_INVALID_URL') {
    return never(
      new AppError(
        'gong_wrong_host',
        `There is no host named ${host}. Check the API host shown beside the key in Gong.`,
        { cause: error },
      ),
    );
  }
  const reason = cause?.code ?? describeError(error);
  return {
    kind: 'failed',
    error: new AppError('gong_unavailable', `${host} cannot be reached (${reason}). Check the host and the network.`, {
      cause: error,
    }),
  };
}
