import { type Context, Hono } from 'hono';
import { OPEN_AUTH_ROUTES, PEER_ADDRESS_HEADER } from '../access/auth.ts';
import type { ClientAddress } from './client-address.ts';
import type { HttpServices } from './http-services.ts';
import type { HttpEnv } from './router.ts';

type Services = Pick<HttpServices, 'auth' | 'passwordTries'>;

/** The routes of better-auth that are open. No other path leads to its handler. */
export function authRoutes({ auth, passwordTries }: Services, clientAddress: ClientAddress) {
  const handle = async (c: Context<HttpEnv>): Promise<Response> => {
    const headers = new Headers(c.req.raw.headers);
    headers.set(PEER_ADDRESS_HEADER, clientAddress(c));
    return (await auth()).handler(new Request(c.req.raw, { headers }));
  };
  const signIn = async (c: Context<HttpEnv>): Promise<Response> => {
    const email = emailOf(
      await c.req.raw
        .clone()
        .json()
        .catch(() => null),
    );
    if (email === null) return handle(c);
    const who = { email, address: clientAddress(c) };
    return passwordTries.attempt(
      who,
      () => handle(c),
      (response) => response.ok,
    );
  };
  const routes = new Hono<HttpEnv>();
  for (const [method, path] of OPEN_AUTH_ROUTES) routes.on(method, path, path === '/sign-in/email' ? signIn : handle);
  return routes;
}

const emailOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string' ? body.email : null;
