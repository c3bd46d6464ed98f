import { createHash } from 'node:crypto';
import { sign, verify } from 'hono/jwt';

/** A cursor expires an hour after the first page; later cursors do not extend the hour (docs/gong-api.md §2). */
const LIFE_SECONDS = 3600;

export type Page = { pageNumber: number; expiresAtSeconds: number };

/**
 * Signs and reads the HS256 cursors of the simulator's lists. A cursor carries a hash of its query and serves no other
 * query.
 */
export function pageCursors(secret: string, { pageSize, now }: { pageSize: number; now: () => Date }) {
  const nowSeconds = () => Math.floor(now().getTime() / 1000);
  return {
    first: (): Page => ({ pageNumber: 0, expiresAtSeconds: nowSeconds() + LIFE_SECONDS }),

    next: (page: Page, query: unknown, total: number): Promise<string> =>
      sign(
        { pageNumber: page.pageNumber + 1, pageSize, total, query: hash(query), exp: page.expiresAtSeconds },
        secret,
        'HS256',
      ),

    /** Null when the cursor is too old, forged or of another query. */
    async read(cursor: string, query: unknown): Promise<Page | null> {
      try {
        const payload = await verify(cursor, secret, { alg: 'HS256', exp: false });
        const fits = payload.query === hash(query) && Number(payload.exp) > nowSeconds();
        return fits ? { pageNumber: Number(payload.pageNumber), expiresAtSeconds: Number(payload.exp) } : null;
      } catch {
        return null;
      }
    },
  };
}

const hash = (query: unknown): string => createHash('sha256').update(JSON.stringify(query)).digest('base64url');
