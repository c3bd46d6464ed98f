import { z } from 'zod';
import { type Call, type CallId, type GongUser, type Turn, toCallId, type Workspace } from '../call.ts';
import { AppError } from '../errors.ts';
import type { TimeWindow } from '../time-window.ts';
import { type GongAccess, type GongHttpDeps, type GongRequest, gongHttp } from './gong-http.ts';
import { extensiveCallSchema, recordsSchema, transcriptSchema, userSchema, workspaceSchema } from './gong-schemas.ts';
import { toCall, toGongUser, toTurns } from './to-call.ts';

export type GongClient = ReturnType<typeof gongClient>;

/** Gong serves at most this many rows a page, and takes as many ids a request (docs/gong-api.md §2, §3.3). */
export const GONG_PAGE_SIZE = 100;
/** A cursor lives an hour: a window that was restarted this often will not come through by trying again. */
const MOST_RESTARTS = 3;

type Page<Row> = {
  rows: Row[];
  unreadable: unknown[];
  /** What Gong counts over all pages; more than the pages yield while it still processes some (docs/gong-api.md §2). */
  total: number;
  isFirst: boolean;
};
/** `unreadable` has the ids of rows that could not be read. */
export type CallsPage = { calls: Call[]; unreadable: CallId[]; total: number; isFirst: boolean };

export const toBasicAuthorization = (accessKey: string, accessKeySecret: string): string =>
  `Basic ${Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64')}`;

/** Gong in our words. Every method spends requests; failures are those of `gongHttp`. */
export function gongClient(deps: GongHttpDeps, access: GongAccess) {
  const ask = gongHttp(deps, access);

  /**
   * All pages of a list; after an expired cursor it begins again, so a consumer may see rows twice. A row that cannot be read costs that
   * row, not its page: it is logged and counted.
   */
  async function* pages<Row>(
    request: (cursor: string | undefined) => GongRequest,
    member: string,
    row: z.ZodType<Row>,
    signal: AbortSignal,
  ): AsyncGenerator<Page<Row>> {
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
        deps.log.warn({ path: request(cursor).path, restarts }, 'Gong: cursor expired, reading the window again');
        cursor = undefined;
        continue;
      }
      const body = schema.safeParse(answer.body);
      if (!body.success) throw notAsDocumented(request(cursor).path, z.prettifyError(body.error));
      const raw = body.data[member] as unknown[];
      const skipped: unknown[] = [];
      const rows = raw.flatMap((entry) => {
        const parsed = row.safeParse(entry);
        if (parsed.success) return [parsed.data];
        deps.log.warn(
          { path: request(cursor).path, problem: z.prettifyError(parsed.error) },
          'Gong: a row could not be read',
        );
        skipped.push(entry);
        return [];
      });
      const records = recordsSchema.safeParse(body.data.records).data;
      yield { rows, unreadable: skipped, total: records?.totalRecords ?? raw.length, isFirst: cursor === undefined };
      cursor = records?.cursor || undefined;
      if (cursor === undefined) return;
    } while (true);
  }

  const extensive =
    (body: object) =>
    (cursor?: string): GongRequest => ({
      method: 'POST',
      path: '/v2/calls/extensive',
      body: cursor ? { ...body, cursor } : body,
    });

  async function* callPagesOf(filter: object, signal: AbortSignal): AsyncGenerator<CallsPage> {
    const body = { filter, contentSelector: { context: 'Extended', exposedFields: { parties: true } } };
    for await (const { rows, unreadable, ...page } of pages(extensive(body), 'calls', extensiveCallSchema, signal))
      yield { calls: rows.map(toCall), unreadable: unreadable.map(idOf).filter((id) => id !== null), ...page };
  }

  return {
    /** Proves the credentials with one request that never answers "nothing" (docs/gong-api.md §2), without retries. */
    async fetchWorkspaces(signal: AbortSignal): Promise<Workspace[]> {
      const answer = await gongHttp(deps, access, 2)({ method: 'GET', path: '/v2/workspaces' }, signal);
      const schema = z.object({ workspaces: z.array(workspaceSchema) });
      const body = schema.safeParse(answer.kind === 'ok' ? answer.body : undefined);
      if (!body.success) throw notAsDocumented('/v2/workspaces', z.prettifyError(body.error));
      return body.data.workspaces.map(({ id, name }) => ({ id, name: name ?? id }));
    },

    async fetchUsers(signal: AbortSignal): Promise<GongUser[]> {
      const users: GongUser[] = [];
      const request = (cursor?: string): GongRequest => ({
        method: 'GET',
        path: '/v2/users',
        query: cursor ? { cursor } : {},
      });
      for await (const page of pages(request, 'users', userSchema, signal)) users.push(...page.rows.map(toGongUser));
      // A restart repeats rows; the last one read is the newest.
      return [...new Map(users.map((user) => [user.id, user])).values()];
    },

    /**
     * Pages of up to 100 calls that started in the window, with parties and CRM context. After an expired cursor the window begins again.
     * @throws AppError `gong_window_too_long` where Gong does not take so long a window.
     */
    callPages: (window: TimeWindow, signal: AbortSignal): AsyncGenerator<CallsPage> =>
      callPagesOf({ fromDateTime: window.from.toISOString(), toDateTime: window.to.toISOString() }, signal),

    /** The same calls by their ids, 100 a request. A call that is not in the answer is one that Gong does not show. */
    async *callBatches(
      callIds: readonly CallId[],
      signal: AbortSignal,
    ): AsyncGenerator<{ asked: CallId[]; calls: Call[]; unreadable: CallId[] }> {
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE) {
        const asked = callIds.slice(start, start + GONG_PAGE_SIZE);
        const calls: Call[] = [];
        const unreadable: CallId[] = [];
        for await (const page of callPagesOf({ callIds: asked }, signal)) {
          calls.push(...page.calls);
          unreadable.push(...page.unreadable);
        }
        yield { asked, calls, unreadable };
      }
    },

    /**
     * Fresh links to calls' recordings, good for hours (docs/gong-api.md §3.3), 100 calls a request; a call, or a kind of recording, that Gong has none of or may
     * not show is missing.
     */
    async mediaLinks(callIds: readonly CallId[], signal: AbortSignal): Promise<Map<CallId, MediaLinks>> {
      const links = new Map<CallId, MediaLinks>();
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE) {
        const asked = callIds.slice(start, start + GONG_PAGE_SIZE);
        const body = { filter: { callIds: asked }, contentSelector: { exposedFields: { media: true } } };
        for await (const { rows } of pages(extensive(body), 'calls', mediaSchema, signal))
          for (const { metaData, media } of rows)
            links.set(toCallId(metaData.id), { audio: media?.audioUrl ?? null, video: media?.videoUrl ?? null });
      }
      return links;
    },

    /** How many calls Gong counts in the window; one request. @throws AppError `gong_window_too_long`. */
    async countCalls(window: TimeWindow, signal: AbortSignal): Promise<number> {
      const filter = { fromDateTime: window.from.toISOString(), toDateTime: window.to.toISOString() };
      for await (const page of pages(extensive({ filter }), 'calls', z.unknown(), signal)) return page.total;
      return 0;
    },

    /**
     * The transcripts that Gong has of these calls, 100 calls a request. A call that is not in the answer has none yet.
     * Those found are handed over batch by batch, so that memory does not grow with their number.
     */
    async *transcriptBatches(
      callIds: readonly CallId[],
      signal: AbortSignal,
    ): AsyncGenerator<{ asked: CallId[]; found: Map<CallId, Turn[]> }> {
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE) {
        const asked = callIds.slice(start, start + GONG_PAGE_SIZE);
        const request = (cursor?: string): GongRequest => ({
          method: 'POST',
          path: '/v2/calls/transcript',
          body: { filter: { callIds: asked }, ...(cursor ? { cursor } : {}) },
        });
        const found = new Map<CallId, Turn[]>();
        for await (const page of pages(request, 'callTranscripts', transcriptSchema, signal)) {
          for (const transcript of page.rows) found.set(toCallId(transcript.callId), toTurns(transcript));
        }
        yield { asked, found };
      }
    },
  };
}

export type MediaLinks = { audio: string | null; video: string | null };

const mediaSchema = z.object({
  metaData: z.object({ id: z.string() }),
  media: z.object({ audioUrl: z.string().nullish(), videoUrl: z.string().nullish() }).nullish(),
});

const notAsDocumented = (path: string, detail: string): AppError =>
  new AppError(
    'gong_unreadable',
    `Gong's answer to ${path} is not what its documentation says: ${detail.slice(0, 300)}`,
  );

/** The id of a row of which the rest could not be read. */
function idOf(row: unknown): CallId | null {
  const parsed = z.object({ metaData: z.object({ id: z.string().min(1) }) }).safeParse(row);
  return parsed.success ? toCallId(parsed.data.metaData.id) : null;
}
