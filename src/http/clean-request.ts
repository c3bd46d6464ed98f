import type { Context, MiddlewareHandler } from 'hono';
import { cleanJson, cleanText } from '../clean-text.ts';
import { errorAnswer, type HttpEnv } from './router.ts';

/** U+0000 in an address, and in JSON or as it stands. No text has it, so whoever sends it wants no answer. */
const NUL_IN_ADDRESS = /%00/;
const NUL_IN_JSON = /\0|(?<!\\)(?:\\\\)*\\u0000/;
/** Not read by routes of ours, or signed as they are sent. */
const OTHERS_PATHS = /^\/api\/(auth|v1\/webhooks)\//;
/** Whatever is to be compared with what was typed before. */
const AS_TYPED = /password/i;

/**
 * The door for addresses and forms: U+0000 is refused, whatever else is no text is mended (`clean-text.ts`). A path
 * with U+0000 names nothing that there is.
 */
export const cleanRequest: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { pathname, searchParams, search } = new URL(c.req.url);
  if (NUL_IN_ADDRESS.test(pathname)) return errorAnswer(c, 'not_found', 'There is nothing of this name.');
  if (NUL_IN_ADDRESS.test(search)) return errorAnswer(c, 'invalid_input', 'The query holds U+0000, which is no text.');
  if ([...searchParams].some(([, value]) => cleanText(value) !== value)) cleanQuery(c);
  if (!isJson(c)) return next();
  // A copy: better-auth reads the request itself.
  const text = await c.req.raw.clone().text();
  if (NUL_IN_JSON.test(text)) return errorAnswer(c, 'invalid_input', 'The body holds U+0000, which is no text.');
  if (!OTHERS_PATHS.test(c.req.path)) {
    // Cleaned and read member by member, such a body would end the stack.
    if (isTooDeep(text)) return errorAnswer(c, 'invalid_input', `The body has more than ${MOST_DEPTH} levels.`);
    cleanBody(c, text);
  }
  return next();
};

/** What any route reads has a few. */
const MOST_DEPTH = 100;

/** Whether JSON has too many lists and objects within each other; brackets within texts do not count. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < json.length && depth <= MOST_DEPTH; at += 1) {
    const sign = json[at];
    if (isInText && sign === '\\') at += 1;
    else if (sign === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth > MOST_DEPTH;
}

const isJson = (c: Context): boolean =>
  c.req.raw.body !== null && /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '');

function cleanQuery(c: Context<HttpEnv>): void {
  const url = new URL(c.req.url);
  url.search = new URLSearchParams([...url.searchParams].map(([name, value]) => [name, cleanText(value)])).toString();
  c.req.raw = new Request(url, c.req.raw);
}

/** A body that is no JSON stays, for the routes to refuse. */
function cleanBody(c: Context<HttpEnv>, text: string): void {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return;
  }
  const cleaned = cleanJson(body);
  if (cleaned === body) return;
  const typed = Object.entries(Object(body)).filter(([name]) => AS_TYPED.test(name));
  const kept = typed.length > 0 ? { ...(cleaned as object), ...Object.fromEntries(typed) } : cleaned;
  c.req.bodyCache = { text: Promise.resolve(JSON.stringify(kept)) as never };
}
