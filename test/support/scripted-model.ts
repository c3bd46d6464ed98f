import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

export type Script =
  | { kind: 'says'; text: string; pieces?: number }
  | { kind: 'refuses' }
  | { kind: 'fails'; status: number }
  | { kind: 'hangs' };

/** A model server over HTTP that speaks OpenAI's protocol and says what it is told to. `prompts` are what it was sent. */
export async function startScriptedModel() {
  let script: (prompt: string) => Script = () => ({ kind: 'says', text: '' });
  const prompts: string[] = [];
  const app = new Hono();
  app.post('/v1/chat/completions', async (c) => {
    const body = (await c.req.json()) as { messages: { content: string }[] };
    const prompt = body.messages.map((message) => message.content).join('\n');
    prompts.push(prompt);
    const plan = script(prompt);
    if (plan.kind === 'fails') return c.json({ error: { message: 'scripted failure' } }, plan.status as 500);
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
      if (plan.kind === 'refuses') await send({ refusal: 'I cannot help with that.' });
      else {
        const size = Math.max(1, Math.ceil(plan.text.length / (plan.pieces ?? 7)));
        for (let at = 0; at < plan.text.length; at += size) await send({ content: plan.text.slice(at, at + size) });
      }
      await send({}, 'stop');
      await stream.writeSSE({ data: '[DONE]' });
    });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    prompts,
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
