import { AppError, isAppError, nameFailure } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { QuotaClass } from '../quota.ts';
import { readText } from '../read-text.ts';
import type { Sleep } from '../sleep.ts';
import type { Pacer } from './gong-pacer.ts';
import { errorSchema } from './gong-schemas.ts';

export type GongHttpDeps = {
  pace: Pacer;
  fetch: typeof globalThis.fetch;
  sleep: Sleep;
  random: () => number;
  now: () => Date;
  log: Log;
  /** Called before each request leaves, for the run's count. */
  onRequest: () => void;
  /** Counts each request by its outcome. */
  metrics?: Pick<Metrics, 'gongAsked'>;
  /** Gong asked for no requests before `moment`; binds all processes. */
  holdUntil: (moment: Date) => Promise<void>;
};

/** The address and the credentials for an organization's requests. */
export type GongAccess = {
  baseUrl: string;
  /**
   * The header's value. `refused` is a value just refused by Gong: a renewable credential then gives a new value, an
   * access key the same value again.
   */
  authorization: (refused?: string) => Promise<string>;
  quotaClass: QuotaClass;
};

export type GongRequest = { method: 'GET' | 'POST'; path: string; query?: Record<string, string>; body?: unknown };

/** An expected answer: data, no match, an expired cursor, too long a range of dates, or calls that are not there. */
export type GongAnswer =
  | { kind: 'ok'; body: unknown }
  | { kind: 'nothing' }
  | { kind: 'cursor_expired' }
  | { kind: 'too_long' }
  | { kind: 'unknown_calls' };

const REQUEST_TIMEOUT_MS = 60_000;
/** A page of a hundred long transcripts has about half of it. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Answers of 429 before a request gives up: by then something else is spending the company's limit. */
const MOST_REFUSALS = 20;
/** Tokens renewed for one request before its refusal is believed. */
const MOST_RENEWALS = 3;

/**
 * An organization's line to Gong: paced requests, retries worth making, and Gong's failures in our words.
 * @throws AppError `gong_credentials_refused`, `gong_wrong_host`, `gong_missing_scope`, `gong_reconnect_needed`,
 * `gong_rate_limited` (with `retryAt`: a wait longer than a process should sit out), `gong_unavailable`,
 * `gong_unreadable`, `host_refused` (a typed host that leads into a private network).
 */
export function gongHttp(deps: GongHttpDeps, access: GongAccess, attempts = 5) {
  async function attempt(
    request: GongRequest,
    authorization: string,
    signal: AbortSignal,
    arrived: () => void,
  ): Promise<Outcome> {
    const url = new URL(request.path, access.baseUrl);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const init: RequestInit = {
      method: request.method,
      // Gong's API leads nowhere else, and a host that does could lead into our own network.
      redirect: 'manual',
      headers: { authorization, 'content-type': 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    };
    if (request.body !== undefined) init.body = JSON.stringify(request.body);
    deps.onRequest();
    try {
      const response = await deps.fetch(url, init);
      arrived();
      const text = await readText(response, MOST_BYTES);
      if (text === null) return never(tooLarge(url.host));
      return readAnswer(response.status, response.headers.get('retry-after'), text, url.host);
    } catch (error) {
      signal.throwIfAborted();
      if (isAppError(error, 'host_refused')) return never(error);
      return unreachable(error, url.host);
    }
  }

  return async function ask(request: GongRequest, signal: AbortSignal): Promise<GongAnswer> {
    let authorization = await access.authorization();
    let renewals = 0;
    let refusals = 0;
    for (let tried = 1; ; ) {
      signal.throwIfAborted();
      const outcome = await deps.pace(access.quotaClass, signal, (arrived) =>
        attempt(request, authorization, signal, arrived),
      );
      deps.metrics?.gongAsked(access.quotaClass, outcome.kind === 'failed' ? outcome.error.code : outcome.kind);
      if (outcome.kind === 'limited') {
        refusals += 1;
        const retryAt = toRetryAt(outcome.retryAfter, deps.now());
        await deps.holdUntil(retryAt);
        deps.log.warn({ path: request.path, retryAt }, 'Gong: request limit reached, waiting');
        if (refusals >= MOST_REFUSALS) throw limited(retryAt);
        continue;
      }
      if (outcome.kind !== 'failed') return outcome;
      const { error } = outcome;
      if (error.code === 'gong_credentials_refused' && renewals < MOST_RENEWALS) {
        renewals += 1;
        const renewed = await access.authorization(authorization);
        if (renewed !== authorization) {
          authorization = renewed;
          continue;
        }
      }
      if (!outcome.mayRetry || tried >= attempts) throw error;
      const waitMs = 500 * 2 ** (tried - 1) * (0.5 + deps.random());
      tried += 1;
      deps.log.warn(
        { path: request.path, tried, waitMs: Math.round(waitMs), reason: error.message },
        'Gong: trying again',
      );
      await deps.sleep(waitMs, signal);
    }
  };
}

type Outcome =
  | GongAnswer
  | { kind: 'failed'; error: AppError; mayRetry: boolean }
  | { kind: 'limited'; retryAfter: string | null };

const never = (error: AppError): Outcome => ({ kind: 'failed', error, mayRetry: false });
const again = (error: AppError): Outcome => ({ kind: 'failed', error, mayRetry: true });
const limited = (retryAt: Date): AppError =>
  new AppError(
    'gong_rate_limited',
    "Gong's request limit is used up, again and again. Something else may be using it.",
    {
      retryAt,
    },
  );

/** `Retry-After` counts seconds, or is a date (RFC 9110 §10.2.3); without the header a second will do. */
function toRetryAt(header: string | null, now: Date): Date {
  const seconds = Number(header ?? '1');
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1000 : Date.parse(header ?? '');
  return new Date(Math.max(now.getTime() + 1000, Number.isNaN(at) ? 0 : at));
}

function readAnswer(status: number, retryAfter: string | null, text: string, host: string): Outcome {
  // Checked before the body: a proxy before Gong may answer 429 with a web page.
  if (status === 429) return { kind: 'limited', retryAfter };
  let body: unknown;
  try {
    body = parseWithIds(text);
  } catch (cause) {
    if (status >= 500) return again(unavailable(status, host));
    if (status === 200)
      return again(new AppError('gong_unreadable', `${host} sent an answer that broke off or is not JSON.`, { cause }));
    return never(notGong(host));
  }
  if (status === 200) return { kind: 'ok', body };

  const said = errorSchema.safeParse(body);
  const message = said.data?.errors?.join('; ') ?? '';
  if (status >= 500) return again(unavailable(status, host));
  if (!said.data?.requestId) return never(notGong(host));
  if (status === 404) return { kind: 'nothing' };
  if (status === 400 && /cursor/i.test(message)) return { kind: 'cursor_expired' };
  if (status === 400 && /\b(days|range|window|period)\b/i.test(message)) return { kind: 'too_long' };
  if (status === 400 && /\bcalls not found\b/i.test(message)) return { kind: 'unknown_calls' };
  return never(refusal(status, message, host));
}

/** Ids of up to 20 digits, which some gateways send as numbers. */
const LONG_NUMBER = /[:[,\s]-?\d{16,}\s*[,}\]]/;

/** JSON whose numbers too long to be exact stay as their digits. */
function parseWithIds(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === 'number' && source && !Number.isSafeInteger(value) && /^\d+$/.test(source) ? source : value,
  );
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
      `${host} refused the credentials. Check the access key and its secret; those of a company on another Gong host (shown beside the key in Gong) are refused in the same way.`,
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

const tooLarge = (host: string): AppError =>
  new AppError(
    'gong_unreadable',
    `${host} sent an answer of more than ${MOST_BYTES / 1024 / 1024} MB, which was not read to its end. Check the API host shown beside the key in Gong.`,
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
  const reason = cause?.code ?? nameFailure(error);
  return again(
    new AppError('gong_unavailable', `${host} cannot be reached (${reason}). Check the host and the network.`, {
      cause: error,
    }),
  );
}
