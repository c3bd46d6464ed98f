import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Faults on the way to Elasticsearch. */
export type Fault =
  | { kind: 'none' }
  /** Connections end without an answer. */
  | { kind: 'away' }
  | { kind: 'slow'; ms: number }
  /** The request arrives, but the answer breaks off half way. */
  | { kind: 'half'; of: RegExp }
  /** Of a bulk, every second document is turned away as when queues are full. */
  | { kind: 'rejects' }
  | { kind: 'red' };

/** A proxy in front of a real Elasticsearch, with faults on demand. */
export async function startFaultyProxy(target: string) {
  let fault: Fault = { kind: 'none' };
  const server = createServer((incoming, answer) => {
    // The client may have given up waiting: there is nobody left to answer.
    serve(incoming, answer).catch(() => incoming.socket.destroy());
  });
  async function serve(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const path = incoming.url ?? '/';
    const now = fault;
    if (now.kind === 'away') return void incoming.socket.destroy();
    if (now.kind === 'slow') await sleep(now.ms);
    if (now.kind === 'red' && path.startsWith('/_cluster/health'))
      return sendJson(answer, { status: 'red', timed_out: false });
    const rejects = now.kind === 'rejects' && path.includes('_bulk');
    const { forwarded, rejected } = rejects ? splitBulk(body) : { forwarded: body, rejected: [] };
    const { status, headers, text } = await forward(target, incoming, forwarded);
    if (now.kind === 'half' && now.of.test(path)) {
      answer.writeHead(status, { ...headers, 'content-length': String(text.length) });
      answer.write(text.subarray(0, Math.floor(text.length / 2)), () => incoming.socket.destroy());
      return;
    }
    if (!rejects) {
      answer.writeHead(status, { ...headers, 'content-length': String(text.length) });
      return void answer.end(text);
    }
    const told = JSON.parse(text.toString());
    sendJson(answer, { ...told, errors: true, items: [...told.items, ...rejected] });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next: Fault) => {
      fault = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendJson(answer: ServerResponse, body: object): void {
  answer.writeHead(200, {
    'content-type': 'application/vnd.elasticsearch+json;compatible-with=9',
    'x-elastic-product': 'Elasticsearch',
  });
  answer.end(JSON.stringify(body));
}

/** A bulk request split in two: every second operation to forward, and rejections for the rest. */
function splitBulk(body: Buffer) {
  const lines = body.toString().split('\n').filter(Boolean);
  const kept: string[] = [];
  const rejected: object[] = [];
  for (let at = 0, n = 0; at < lines.length; n += 1) {
    const action = JSON.parse(lines[at] ?? '{}') as Record<string, { _id: string }>;
    const size = 'delete' in action ? 1 : 2;
    if (n % 2 === 0) kept.push(...lines.slice(at, at + size));
    else {
      const [name = 'index', { _id } = { _id: '' }] = Object.entries(action)[0] ?? [];
      const error = { type: 'es_rejected_execution_exception', reason: 'rejected execution of coordinating operation' };
      rejected.push({ [name]: { _id, status: 429, error } });
    }
    at += size;
  }
  return { forwarded: Buffer.from(`${kept.join('\n')}\n`), rejected };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: Buffer }>((resolve, reject) => {
    const { 'transfer-encoding': _, ...kept } = headers;
    const sent = request(
      new URL(url ?? '/', target),
      { method, headers: { ...kept, host: new URL(target).host, 'content-length': String(body.length) } },
      async (answer) => {
        const { 'transfer-encoding': __, ...rest } = answer.headers;
        resolve({ status: answer.statusCode ?? 502, headers: rest, text: await readAll(answer) });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
