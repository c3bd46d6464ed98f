import type { Context } from 'hono';
import type { Faults } from './faults.ts';
import type { SimulatedData } from './simulated-data.ts';

export type SimulatorEnv = { Variables: { requestId: string; body: unknown } };
export type Ctx = Context<SimulatorEnv>;
export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 415 | 429 | 500 | 502 | 503 | 504;

/** Shared by the endpoints of a simulator. */
export type Simulation = {
  data: SimulatedData;
  faults: Faults;
  now: () => Date;
  /** The company's time zone: answers give times with its offset. */
  timeZone: string;
  /** This simulator's address, `http://127.0.0.1:PORT`. */
  url: () => string;
  /** A page of `rows`, or the answer to a bad cursor. */
  page: <Row>(
    c: Ctx,
    query: unknown,
    cursor: string | undefined,
    member: string,
    rows: Row[],
    unlisted?: number,
  ) => Promise<Response>;
};

/** Every body carries the request's id (docs/gong-api.md §2). */
export const answer = (c: Ctx, body: object, status: Status = 200): Response =>
  c.json({ requestId: c.get('requestId'), ...body }, status);
export const fail = (c: Ctx, status: Status, text: string): Response => answer(c, { errors: [text] }, status);
