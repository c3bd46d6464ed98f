import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSearchPrompt } from './asking.ts';
import { startHttp } from './start-http.ts';

/** A request to a played endpoint. */
export type Played = {
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown> & { messages?: { role: string; content: string }[]; input?: string };
  /** Everything that the model is asked. */
  prompt: string;
  isPlan: boolean;
  /** What a well-behaved model would say. */
  text: string;
};
export type Endpoint = (asked: Played, reply: Reply) => Promise<void> | void;
export type Reply = ReturnType<typeof toReply>;

const NOTHING_ADDED = '{"synonyms":[],"subQuestions":[]}';

/** A server that behaves as the endpoints do that people have. `sayWith` makes the well-behaved model's words. */
export async function startPlayedEndpoint(sayWith: (prompt: string) => string) {
  let endpoint: Endpoint = (asked, reply) => reply.says(asked.text);
  const asked: Played[] = [];
  const http = await startHttp(async (request, response) => {
    // Lists of models tell nothing here.
    if (request.method === 'GET') return void response.writeHead(404).end();
    const bytes: Buffer[] = [];
    for await (const piece of request) bytes.push(piece);
    const body = JSON.parse(Buffer.concat(bytes).toString() || '{}') as Played['body'];
    const prompt = [...(body.messages ?? []).map(({ content }) => content), body.instructions, body.input].join('\n');
    const isPlan = isSearchPrompt(prompt);
    const text = isPlan ? NOTHING_ADDED : sayWith(prompt);
    const played = { path: request.url ?? '', headers: request.headers, body, prompt, isPlan, text };
    asked.push(played);
    await endpoint(played, toReply(response, body));
  });
  return {
    ...http,
    asked,
    play(next: Endpoint): void {
      endpoint = next;
      asked.length = 0;
    },
  };
}

function toReply(response: ServerResponse, body: Played['body']) {
  const start = (): void => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  };
  const event = (data: unknown): void => {
    start();
    response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  };
  const chunk = (delta: object, finish: string | null = null, more: object = {}): void =>
    event({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }], ...more });
  const write = (text: string): void => {
    for (let at = 0; at < text.length; at += 40) chunk({ content: text.slice(at, at + 40) });
  };
  const json = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };
  return {
    start,
    event,
    chunk,
    write,
    json,
    end: (): void => void response.end(),
    raw: (text: string): void => void response.write(text),
    comment: (words: string): void => {
      start();
      response.write(`: ${words}\n\n`);
    },
    /** A whole and proper reply. */
    says(text: string, finish: string | null = 'stop'): void {
      chunk({ role: 'assistant', content: '' });
      write(text);
      chunk({}, finish);
      if ((body.stream_options as { include_usage?: boolean } | undefined)?.include_usage)
        event({ choices: [], usage: { prompt_tokens: 900, completion_tokens: 40 } });
      event('[DONE]');
      response.end();
    },
    fails(status: number, message: string, more: object = {}, headers: Record<string, string> = {}): void {
      json(status, { error: { message, type: 'invalid_request_error', param: null, code: null, ...more } }, headers);
    },
    page(status: number, title: string): void {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(`<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`);
    },
    /** The connection is gone, without an end. */
    breaks(): void {
      response.destroy();
    },
    /** Chunks of anything, as fast as the reader takes them, until it leaves. */
    async floods(piece: () => void): Promise<void> {
      const left = new Promise((resolve) => response.once('close', resolve));
      while (!response.destroyed) {
        piece();
        if (response.writableNeedDrain)
          await Promise.race([new Promise((resolve) => response.once('drain', resolve)), left]);
      }
    },
    /** Whether the reader still listens after so many seconds. */
    async waits(seconds: number): Promise<boolean> {
      await sleep(seconds * 1000);
      return !response.destroyed;
    },
  };
}
