import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { OPEN_AUTH_ROUTES, PEER_ADDRESS_HEADER } from '../access/auth.ts';
import type { ClientAddress } from './client-address.ts';
import type { HttpServices } from './http-services.ts';
import type { HttpEnv } from './router.ts';

type Services = Pick<HttpServices, 'auth' | 'passwordTries'>;

/**
 * The routes of better-auth that are open. No other path leads to its handler, and what it is handed is JSON as
 * we read it: forms, which it reads as well, would be tries that nobody counts.
 */
export function authRoutes({ auth, passwordTries }: Services, clientAddress: ClientAddress) {
  const handle = async (c: Context<HttpEnv>, text: string): Promise<Response> => {
    const headers = new Headers(c.req.raw.headers);
    headers.set(PEER_ADDRESS_HEADER, clientAddress(c));
    headers.delete('content-length');
    const { url, method } = c.req.raw;
    return (await auth()).handler(new Request(url, { method, headers, ...(text !== '' && { body: text }) }));
  };
  const signIn = async (c: Context<HttpEnv>, text: string): Promise<Response> => {
    const email = emailOf(parse(text));
    if (email === null) return handle(c, text);
    const who = { email, address: clientAddress(c) };
    return passwordTries.attempt(
      who,
      () => handle(c, text),
      (response) => response.ok,
    );
  };
  const routes = new Hono<HttpEnv>();
  for (const [method, path] of OPEN_AUTH_ROUTES)
    routes.on(method, path, async (c) => (path === '/sign-in/email' ? signIn : handle)(c, await readJson(c)));
  return routes;
}

async function readJson(c: Context<HttpEnv>): Promise<string> {
  const text = await c.req.text();
  if (text !== '' && !JSON_TYPE.test(c.req.header('content-type') ?? '')) throw new HTTPException(415);
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const JSON_TYPE = /^application\/json\s*(;|$)/i;

const emailOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string' ? body.email : null;
