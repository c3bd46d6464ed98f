import { z } from 'zod';
import { type CallId, toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { GongHttpDeps, GongRequest, gongHttp } from './gong-http.ts';
import { idOfRow, recordsSchema } from './gong-schemas.ts';

/** A cursor lives an hour: after so many restarts another restart would not help either. */
const MOST_RESTARTS = 3;

export type GongPage<Row> = {
  rows: Row[];
  /** Ids of the rows that could not be read. */
  unreadable: CallId[];
  /** How many unreadable rows have no readable id either: any call can be theirs. */
  nameless: number;
  /** Gong's count over all pages. Exceeds the rows while Gong still processes some calls (docs/gong-api.md §2). */
  total: number;
  isFirst: boolean;
};

/** Gong's two kinds of lists: by pages with a cursor, and whole. */
export function gongLists({ log }: Pick<GongHttpDeps, 'log'>, ask: ReturnType<typeof gongHttp>) {
  /**
   * All pages of a list. The list restarts after an expired cursor, so a consumer may see rows twice. An unreadable row
   * is logged and handed over as `unreadable`; the rest of the page is read.
   */
  async function* pages<Row>(
    request: (cursor: string | undefined) => GongRequest,
    member: string,
    row: z.ZodType<Row>,
    signal: AbortSignal,
  ): AsyncGenerator<GongPage<Row>> {
    const schema = z.object({ records: recordsSchema.nullish(), [member]: z.array(z.unknown()) });
    let cursor: string | undefined;
    let restarts = 0;
    do {
      const answer = await ask(request(cursor), signal);
      if (answer.kind === 'nothing') return;
      if (answer.kind === 'too_long')
        throw new AppError('gong_window_too_long', 'Gong does not answer for so long a stretch of dates at once.');
      if (answer.kind === 'cursor_expired') {
        restarts += 1;
        if (cursor === undefined || restarts > MOST_RESTARTS)
          throw notAsDocumented(request(cursor).path, 'its cursor expires at once');
        log.warn({ path: request(cursor).path, restarts }, 'Gong: cursor expired, reading the window again');
        cursor = undefined;
        continue;
      }
      const body = schema.safeParse(answer.kind === 'ok' ? answer.body : undefined);
      if (!body.success) throw notAsDocumented(request(cursor).path, z.prettifyError(body.error));
      const raw = body.data[member] as unknown[];
      const unreadable: CallId[] = [];
      let nameless = 0;
      const rows = raw.flatMap((entry) => {
        const parsed = row.safeParse(entry);
        if (parsed.success) return [parsed.data];
        log.warn(
          { path: request(cursor).path, problem: z.prettifyError(parsed.error) },
          'Gong: a row could not be read',
        );
        const id = idOfRow(entry);
        if (id === null) nameless += 1;
        else unreadable.push(toCallId(id));
        return [];
      });
      const records = recordsSchema.safeParse(body.data.records).data;
      yield { rows, unreadable, nameless, total: records?.totalRecords ?? raw.length, isFirst: cursor === undefined };
      cursor = records?.cursor || undefined;
      if (cursor === undefined) return;
    } while (true);
  }

  /**
   * A list that comes whole, without pages. A row that cannot be read fails the list: rights are believed whole, and a
   * folder or user passed over would be a wrong right.
   */
  async function list<Row>(
    path: string,
    query: Record<string, string>,
    member: string,
    row: z.ZodType<Row>,
    signal: AbortSignal,
  ): Promise<Row[]> {
    const answer = await ask({ method: 'GET', path, query }, signal);
    // A folder or profile that went between two requests.
    if (answer.kind === 'nothing') return [];
    const body = z.object({ [member]: z.array(row) }).safeParse(answer.kind === 'ok' ? answer.body : undefined);
    if (!body.success) throw notAsDocumented(path, z.prettifyError(body.error));
    return body.data[member] as Row[];
  }

  return { pages, list };
}

export const notAsDocumented = (path: string, detail: string): AppError =>
  new AppError(
    'gong_unreadable',
    `Gong's answer to ${path} is not what its documentation says: ${detail.slice(0, 300)}`,
  );
