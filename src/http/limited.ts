import type { Context, Next } from 'hono';
import type { WorkKind, WorkLimits } from '../work-limits.ts';
import { type HttpEnv, viewerOf } from './router.ts';

/** Has a route's requests wait for their place, and keeps the place until the answer was read to its end. */
export const limited = (limits: WorkLimits, kind: WorkKind) => async (c: Context<HttpEnv>, next: Next) => {
  const { ready, leave } = limits.enter(kind, viewerOf(c));
  let isLent = false;
  try {
    await ready;
    await next();
    // The answer to HEAD is never read: nobody would give its place back.
    if (kind !== 'stream' || c.req.method === 'HEAD' || !c.res.ok || !c.res.body) return;
    c.res = new Response(untilEnd(c.res.body, leave), c.res);
    isLent = true;
  } finally {
    if (!isLent) leave();
  }
};

/** The same bytes; `onEnd` is told when they were read, failed, or nobody wants them any more. */
function untilEnd(body: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      onEnd();
    },
    async cancel(reason) {
      onEnd();
      await reader.cancel(reason);
    },
  });
}
