import { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { type Connection, makeMcpServer } from './mcp-server.ts';

type Lines = { input: AsyncIterable<string>; out: (line: string) => void; signal: AbortSignal };

/** Serves one client that writes and reads lines, until its lines end or the signal comes. */
export async function serveMcpStream(connection: Connection, { input, out, signal }: Lines): Promise<void> {
  const stdin = Readable.from(withLineEnds(input), { objectMode: false });
  const stdout = new Writable({
    decodeStrings: false,
    write(text, _, done) {
      out(String(text).replace(/\n$/, ''));
      done();
    },
  });
  const { log } = connection.services;
  const served = serveStdio(() => makeMcpServer(connection), {
    transport: new StdioServerTransport(stdin, stdout),
    onerror: (error) => log.debug({ err: error }, 'mcp: not understood'),
  });
  await finished(stdin, { writable: false, signal, error: false }).catch(() => {});
  await served.close();
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
