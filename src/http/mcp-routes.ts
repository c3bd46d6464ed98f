import type { Context } from 'hono';
import { Hono } from 'hono';
import { viewerOfRequest } from '../access/viewer-of-request.ts';
import { isLoopback } from '../guarded-fetch.ts';
import type { HttpServices } from './http-services.ts';
import { errorAnswer, type HttpEnv } from './router.ts';
import { isOwnOrigin } from './same-origin.ts';

export const MCP_PATH = '/mcp';

/**
 * The endpoint of agents, by the Model Context Protocol. Only a key opens it: a browser's cookie is never looked at, so
 * no page can have a reader's browser call a tool.
 */
export function mcpRoutes(services: HttpServices) {
  return new Hono<HttpEnv>().all(MCP_PATH, async (c) => {
    const viewer = c.get('viewer');
    if (!viewer) return notSignedIn(c);
    // The protocol's code is loaded with the first agent that comes.
    const { serveMcpRequest } = await import('../mcp/serve-request.ts');
    if (c.req.method !== 'POST') return serveMcpRequest(services, viewer, c.req.raw);
    // As `cleanRequest` left it.
    const message = parse(await c.req.text());
    return message === undefined ? c.json(NO_JSON, 400) : serveMcpRequest(services, viewer, c.req.raw, message);
  });
}

const NO_JSON = { jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'This is not JSON.' } };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Who asks, by their key alone. */
export const viewerOfAgent = (services: HttpServices, c: Context<HttpEnv>) =>
  c.req.header('authorization') ? viewerOfRequest(services, c.req.raw.headers) : Promise.resolve(null);

/**
 * Refuses what another page makes a browser send, as the protocol demands: by the origin, and on this machine by the
 * host name too, since somebody else's name may lead here as well.
 */
export function isOfAnotherPage(c: Context<HttpEnv>, { config, publicUrl }: HttpServices): boolean {
  const [origin, host] = [c.req.header('origin'), c.req.header('host')];
  if (origin !== undefined && !isOwnOrigin(origin, { host, publicUrl: publicUrl() })) return true;
  const isLocal = config.publicUrl === null && isLoopback(config.host);
  return isLocal && host !== undefined && !isLoopback(hostnameOf(host));
}

const hostnameOf = (host: string): string =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '') : '';

function notSignedIn(c: Context<HttpEnv>) {
  c.header('WWW-Authenticate', 'Bearer');
  return errorAnswer(c, 'unauthenticated', 'Send "Authorization: Bearer <api key>". docs/mcp.md says how.');
}
