import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Viewer } from '../viewer.ts';
import { makeMcpServer } from './mcp-server.ts';
import type { McpServices } from './mcp-services.ts';

/**
 * Answers one request over Streamable HTTP. No session is kept: a server is made for each request, for the member who
 * sent it, so nothing of one can be seen by another. Clients of 2026-07-28 and of 2025 are served alike.
 */
export function serveMcpRequest(
  services: McpServices,
  viewer: Viewer,
  request: Request,
  parsedBody?: unknown,
): Promise<Response> {
  const handler = createMcpHandler(() => makeMcpServer({ services, viewerOf: async () => viewer }), {
    onerror: (error) => services.log.debug({ err: error }, 'mcp: not understood'),
  });
  return handler.fetch(request, parsedBody === undefined ? {} : { parsedBody });
}
