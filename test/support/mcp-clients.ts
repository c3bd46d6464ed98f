import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The protocol's versions that the official client can be told to speak. */
export const VERSIONS = ['2026-07-28', '2025-11-25'] as const;
export type Version = (typeof VERSIONS)[number];

export async function connectClient(transport: Transport, version: Version = '2026-07-28'): Promise<Client> {
  const isNewest = version === '2026-07-28';
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: isNewest ? { pin: version } : 'legacy' } },
  );
  await client.connect(transport, { timeout: 240_000 });
  return client;
}

/** The official client over HTTP, with a member's key. */
export const connectByHttp = (url: string, key: string, version?: Version): Promise<Client> =>
  connectClient(
    new StreamableHTTPClientTransport(new URL('/mcp', url), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    }),
    version,
  );

/** The official client, which starts `colloquy mcp` itself. */
export const connectByStdio = (args: string[], env: Record<string, string>, version?: Version): Promise<Client> =>
  connectClient(
    new StdioClientTransport({
      command: process.execPath,
      args: ['bin/colloquy.js', 'mcp', ...args],
      env: { PATH: process.env.PATH ?? '', EMBEDDINGS: 'off', ...env },
    }),
    version,
  );
