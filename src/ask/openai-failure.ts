import { cleanLine } from '../clean-text.ts';
import { type AppError, isAppError, nameFailure } from '../errors.ts';
import { type ModelCheck, ModelError } from './model-error.ts';

/** An answer other than 2xx, as it came. */
export type HttpFailure = {
  status: number;
  code: string | null;
  param: string | null;
  said: string;
  retryAfterSeconds: number | null;
};

/** Longer waits are not waited for. */
export const LONGEST_RETRY_WAIT_SECONDS = 60;
const LONGEST_BODY = 100_000;
const LONGEST_SAID = 300;
/** A page's title stands within. */
const LONGEST_HEAD = 10_000;

/** Reads a refused response to its end, or to a limit. Some endpoints repeat the key: it is left out of their words. */
export async function readHttpFailure(response: Response, apiKey: string | null): Promise<HttpFailure> {
  const whole = await readStart(response);
  const text = apiKey ? whole.replaceAll(apiKey, '…') : whole;
  return { status: response.status, ...readWords(text), retryAfterSeconds: readRetryAfter(response.headers) };
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > LONGEST_BODY) break;
    }
  } catch {
    // The status alone says enough.
  }
  return text;
}

function readRetryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** The words of an error body, whichever of the usual shapes it has. */
export function readWords(text: string): Pick<HttpFailure, 'said' | 'code' | 'param'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { said: text.trimStart().startsWith('<') ? describePage(text) : toSaid(text), code: null, param: null };
  }
  return readErrorWords(Array.isArray(value) ? value[0] : value);
}

/** The same, of an error that came as JSON. */
export function readErrorWords(value: unknown): Pick<HttpFailure, 'said' | 'code' | 'param'> {
  const outer = membersOf(value);
  const error = typeof outer.error === 'object' && outer.error !== null ? membersOf(outer.error) : outer;
  const said = typeof outer.error === 'string' ? outer.error : wordsOf(error.message ?? error.detail ?? error);
  const asText = (one: unknown) => (typeof one === 'string' || typeof one === 'number' ? String(one) : null);
  return { said: toSaid(said), code: asText(error.code ?? error.type), param: asText(error.param) };
}

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Words out of nested errors, as validators of requests write them: `body.stream_options: Extra inputs …`. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).join('; ');
  const { detail, message, msg, loc } = membersOf(value);
  const place = Array.isArray(loc) ? `${loc.join('.')}: ` : '';
  if (detail ?? message ?? msg) return place + wordsOf(detail ?? message ?? msg);
  return JSON.stringify(value) ?? '';
}

/** @param html anything that begins with a tag. */
export function describePage(html: string): string {
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(html.slice(0, LONGEST_HEAD))?.[1];
  return title ? `a web page titled “${toSaid(title)}”` : 'a web page';
}

/** Keys of whomever: an endpoint behind another repeats the other's. */
const SECRET = /\b(Bearer |sk-)[\w.~+/=-]{8,}/g;

function toSaid(text: string): string {
  const line = cleanLine(text.slice(0, LONGEST_BODY)).replace(/\s+/g, ' ').replace(SECRET, '$1…');
  return line.length > LONGEST_SAID ? `${line.slice(0, LONGEST_SAID - 1)}…` : line;
}

const CONTEXT =
  /context (?:size|length|window)|context_length|maximum context|too many tokens|prompt is too long|input is too long|exceeds? the .{0,40}(?:context|limit)|request too large|reduce (?:your message|the length|your prompt)|must be reduced/i;
const FILTER = /content.?filter|content management|responsibleai|safety (?:system|filter)/i;
const BILLING =
  /insufficient_quota|exceeded your current quota|billing|credit balance|insufficient (?:funds|credit|balance)|payment required/i;
/** Of a limit that passes by itself; some endpoints speak of the plan in the same breath. */
const PACE = /rate.?limit|per (?:minute|second|hour|day)|retry in|try again in/i;
const KEY = /api.?key|invalid.{0,20}\b(?:key|token|credentials?)\b|authenticat/i;
const MODEL =
  /model_not_found|model.{0,120}(?:not found|does not exist|not exist|no access|not available|not supported here|unknown)|(?:unknown|invalid|no such) model|DeploymentNotFound|try pulling/i;

/** What is wrong, by status and words. */
export function checkOf({ status, code, said }: Pick<HttpFailure, 'status' | 'code' | 'said'>): ModelCheck {
  const words = `${code ?? ''} ${said}`;
  if (status === 429 && PACE.test(words) && !/insufficient_quota/i.test(words)) return 'rate';
  if (CONTEXT.test(words)) return 'context';
  if (status === 402 || BILLING.test(words)) return 'billing';
  if (status === 429) return 'rate';
  if (status === 401) return 'key';
  if (status === 403) return 'access';
  if (status === 404) return MODEL.test(words) ? 'model_name' : 'address';
  if (status === 413) return 'context';
  if (status >= 500) return 'server';
  if (status >= 300 && status < 400) return 'address';
  if (FILTER.test(words)) return 'filter';
  if (MODEL.test(words)) return 'model_name';
  return KEY.test(words) ? 'key' : 'request';
}

/** The failure of one request in words. @param failure null when nothing came back. */
export function toModelError(cause: unknown, failure: HttpFailure | null): ModelError {
  if (!failure) {
    if (cause instanceof ModelError) return cause;
    const own = findOwn(cause);
    return new ModelError(
      'model_unavailable',
      `The model cannot be reached${because(own ? own.code : nameFailure(cause))}.`,
      { check: own ? 'address' : 'network', status: null, said: own?.message ?? null },
      { cause },
    );
  }
  const check = checkOf(failure);
  const { status, said, retryAfterSeconds } = failure;
  const code =
    check === 'context' ? 'model_context_exceeded' : check === 'filter' ? 'model_unreadable' : 'model_unavailable';
  return new ModelError(code, messageOf(check, status, retryAfterSeconds), { check, status, said: said || null });
}

/** A code of the system tells an admin something; the name of a class does not. */
const because = (failure: string): string => (/^(?:Type)?Error$/.test(failure) ? '' : ` (${failure})`);

/** A refusal of ours, such as of a private address, within the failures that the client made of it. */
function findOwn(error: unknown): AppError | null {
  for (let one = error; one instanceof Error; one = one.cause) if (isAppError(one)) return one;
  return null;
}

function messageOf(check: ModelCheck, status: number, retryAfterSeconds: number | null): string {
  const wait = retryAfterSeconds !== null && retryAfterSeconds > LONGEST_RETRY_WAIT_SECONDS;
  switch (check) {
    case 'context':
      return 'The excerpts were too long for the model.';
    case 'filter':
      return "The model's content filter refused the question.";
    case 'key':
      return 'The model’s endpoint does not accept the key.';
    case 'access':
      return 'The key may not use this model.';
    case 'model_name':
      return 'The model’s endpoint does not know this model.';
    case 'address':
      return `There is no model at this address (error ${status}).`;
    case 'billing':
      return 'The account of the model has no quota left.';
    case 'rate':
      return `The model is over its rate limit${wait ? ` and asks to wait ${inWords(retryAfterSeconds)}` : ''}.`;
    default:
      return `The model answered with error ${status}${wait ? ` and asks to wait ${inWords(retryAfterSeconds)}` : ''}.`;
  }
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
