import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

export type Script =
  | {
      kind: 'says';
      text: string;
      pieces?: number;
      finish?: 'length' | 'content_filter';
      usage?: { prompt_tokens: number; completion_tokens: number };
      /** Milliseconds before each piece. */
      slowMs?: number;
    }
  /** Repeats the text until its reader leaves. */
  | { kind: 'repeats'; text: string }
  | { kind: 'refuses' }
  | { kind: 'fails'; status: number; message?: string; code?: string }
  | { kind: 'hangs' };

/** A model server over HTTP, speaking OpenAI's protocol by script. `prompts` are the prompts received. */
export async function startScriptedModel() {
  let script: (prompt: string) => Script = () => ({ kind: 'says', text: '' });
  const prompts: string[] = [];
  const limits: (number | null)[] = [];
  let refused: Record<string, string> = {};
  let isEmbedding: boolean | 'hangs' = true;
  let isRefused = (_text: string): 400 | 500 | null => null;
  let vectorOf = (_text: string): number[] | null => null;
  let requests = 0;
  let isPlain = false;
  let longestText = Number.POSITIVE_INFINITY;
  const embedded: string[] = [];
  const app = new Hono();
  app.post('/v1/embeddings', async (c) => {
    const { input } = (await c.req.json()) as { input: string[] };
    requests += 1;
    if (!isEmbedding) return c.json({ error: { message: 'scripted failure' } }, 500);
    if (isEmbedding === 'hangs')
      await new Promise<void>((resolve) => c.req.raw.signal.addEventListener('abort', () => resolve()));
    const status = input.map(isRefused).find((refusal) => refusal !== null);
    if (status) return c.json({ error: { message: 'the input is not valid' } }, status);
    if (input.some((text) => text.length > longestText))
      return c.json({ error: { message: 'input (516 tokens) is too large to process' } }, 500);
    embedded.push(...input);
    return c.json({
      object: 'list',
      model: 'scripted',
      data: input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) ?? meaningOf(text) })),
    });
  });
  app.post('/v1/chat/completions', async (c) => {
    const body = (await c.req.json()) as {
      messages: { content: string }[];
      response_format?: unknown;
      stream_options?: unknown;
      max_tokens?: number;
      max_completion_tokens?: number;
    } & Record<string, unknown>;
    const [unknown] = Object.keys(refused).filter((name) => body[name] !== undefined);
    if (unknown) return c.json({ error: { message: refused[unknown] } }, 400);
    if (isPlain && (body.response_format || body.stream_options))
      return c.json({ error: { message: 'response_format is not supported' } }, 400);
    const prompt = body.messages.map((message) => message.content).join('\n');
    prompts.push(prompt);
    limits.push(body.max_tokens ?? body.max_completion_tokens ?? null);
    const plan = script(prompt);
    if (plan.kind === 'fails')
      return c.json({ error: { message: plan.message ?? 'scripted failure', code: plan.code } }, plan.status as 500);
    return streamSSE(c, async (stream) => {
      const send = (delta: object, finish: string | null = null) =>
        stream.writeSSE({
          data: JSON.stringify({
            id: 'x',
            object: 'chat.completion.chunk',
            model: 'scripted',
            choices: [{ index: 0, delta, finish_reason: finish }],
          }),
        });
      if (plan.kind === 'hangs') {
        await send({ role: 'assistant', content: '' });
        await new Promise<void>((resolve) => stream.onAbort(resolve));
        return;
      }
      if (plan.kind === 'repeats') {
        let isLeft = false;
        stream.onAbort(() => {
          isLeft = true;
        });
        while (!isLeft) await send({ content: plan.text });
        return;
      }
      if (plan.kind === 'refuses') await send({ refusal: 'I cannot help with that.' });
      else {
        const size = Math.max(1, Math.ceil(plan.text.length / (plan.pieces ?? 7)));
        for (let at = 0; at < plan.text.length; at += size) {
          if (plan.slowMs) await sleep(plan.slowMs);
          await send({ content: plan.text.slice(at, at + size) });
        }
      }
      await send({}, plan.kind === 'says' ? (plan.finish ?? 'stop') : 'stop');
      if (plan.kind === 'says' && plan.usage)
        await stream.writeSSE({
          data: JSON.stringify({
            id: 'x',
            object: 'chat.completion.chunk',
            model: 'scripted',
            choices: [],
            usage: plan.usage,
          }),
        });
      await stream.writeSSE({ data: '[DONE]' });
    });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    prompts,
    /** The most tokens that each answer was allowed. */
    limits,
    /** Names of members to refuse, each with the message. */
    setRefused: (names: Record<string, string>) => {
      refused = names;
    },
    /** The texts given to embed. */
    embedded,
    /** `hangs`: takes texts and answers nothing. */
    setEmbedding: (works: boolean | 'hangs') => {
      isEmbedding = works;
    },
    /** Texts not taken, each with the status answered for it; null for a text that is. */
    setRefusedTexts: (test: (text: string) => 400 | 500 | null) => {
      isRefused = test;
    },
    /** Other vectors for some texts; null for the usual one. */
    setVector: (vector: (text: string) => number[] | null) => {
      vectorOf = vector;
    },
    /** Requests for vectors, refused ones too. */
    embeddingRequests: () => requests,
    setLongestText: (length: number) => {
      longestText = length;
    },
    /** As an endpoint without structured output and without usage. */
    setPlain: (plain: boolean) => {
      isPlain = plain;
    },
    /** The script that was set last. */
    script: () => script,
    set: (next: (prompt: string) => Script) => {
      script = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** A vector of a text's topics: a few topics, each known by words of different stems. */
function meaningOf(text: string): number[] {
  const topics = [
    /price|cost|fee|expensive|afford/gi,
    /train|teach|lesson/gi,
    /outage|broken|crash|unavailable/gi,
    /contract|signature|sign\b/gi,
  ];
  return [0.05, ...topics.map((topic) => text.match(topic)?.length ?? 0)];
}
