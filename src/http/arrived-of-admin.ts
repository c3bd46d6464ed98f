import type { Context, Next } from 'hono';
import { checkAdmin } from '../access/check-admin.ts';
import { type HttpEnv, viewerOf } from './router.ts';

/**
 * Lets an admin's request on once its body is here, in memory for the route: whoever has no right to the work, or sends
 * slowly, takes no place of those who wait for it. @throws AppError `forbidden`.
 */
export async function arrivedOfAdmin(c: Context<HttpEnv>, next: Next): Promise<void> {
  checkAdmin(viewerOf(c));
  if (c.req.method === 'POST') await c.req.arrayBuffer();
  await next();
}
