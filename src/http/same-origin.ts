import type { MiddlewareHandler } from 'hono';
import { errorAnswer, type HttpEnv } from './router.ts';

const READS = /^(GET|HEAD|OPTIONS)$/;

/**
 * Refuses a write that a browser sends for another page: another site's, or another port's on the same machine. A
 * browser says of each write where it comes from. Programs that bring a key, or say nothing, carry no cookie by
 * another's doing, and pass.
 */
export function sameOrigin(publicUrl: () => string): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const isProgram = c.req.header('authorization') !== undefined;
    if (READS.test(c.req.method) || isProgram) return next();
    const [site, origin, host] = [c.req.header('sec-fetch-site'), c.req.header('origin'), c.req.header('host')];
    const isOurs =
      (site === undefined || site === 'same-origin' || site === 'none') &&
      (origin === undefined || isOwnOrigin(origin, { host, publicUrl: publicUrl() }));
    if (isOurs) return next();
    return errorAnswer(
      c,
      'forbidden',
      'This was sent from a page of another address. Open Colloquy at the address that PUBLIC_URL names.',
    );
  };
}

/**
 * The public address; and, unless that has TLS, this machine by the name and port that the request was sent to. The
 * name is looked at, as another's name can be made to lead to this machine. Whoever sends no `Host` is no browser.
 */
export function isOwnOrigin(
  origin: string,
  { host, publicUrl }: { host: string | undefined; publicUrl: string },
): boolean {
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  const own = new URL(publicUrl);
  if (given.origin === own.origin) return true;
  if (own.protocol === 'https:' || given.protocol !== 'http:' || !LOOPBACK.test(given.hostname)) return false;
  return host === undefined || given.host === host.toLowerCase();
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
