import { z } from 'zod';
import { type Call, type CallId, type GongUser, type Turn, toCallId, type Workspace } from '../call.ts';
import type { GongFolder, GongProfile } from '../gong-rights.ts';
import type { TimeWindow } from '../time-window.ts';
import { type GongAccess, type GongHttpDeps, type GongRequest, gongHttp } from './gong-http.ts';
import { type GongPage, gongLists, notAsDocumented } from './gong-lists.ts';
import {
  callAccessSchema,
  extensiveCallSchema,
  folderItemSchema,
  folderSchema,
  idText,
  profileSchema,
  profileUserSchema,
  transcriptSchema,
  userSchema,
  workspaceSchema,
} from './gong-schemas.ts';
import { toCall, toGongProfile, toGongUser, toTurns } from './to-call.ts';

export type GongClient = ReturnType<typeof gongClient>;

/** Most rows of a page, and most ids of a request (docs/gong-api.md §2, §3.3). */
export const GONG_PAGE_SIZE = 100;
export type CallsPage = { calls: Call[] } & Omit<GongPage<Call>, 'rows'>;

export const toBasicAuthorization = (accessKey: string, accessKeySecret: string): string =>
  `Basic ${Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64')}`;

/** Gong in our words. Every method spends requests and throws as `gongHttp` does. */
export function gongClient(deps: GongHttpDeps, access: GongAccess) {
  const ask = gongHttp(deps, access);
  const { pages, list } = gongLists(deps, ask);

  async function grantsOf(
    callIds: readonly CallId[],
    signal: AbortSignal,
  ): Promise<{ callId: CallId; userIds: string[] }[]> {
    const path = '/v2/calls/users-access';
    const answer = await ask({ method: 'POST', path, body: { filter: { callIds } } }, signal);
    if (answer.kind === 'unknown_calls' && callIds.length > 1) {
      const half = Math.ceil(callIds.length / 2);
      return [...(await grantsOf(callIds.slice(0, half), signal)), ...(await grantsOf(callIds.slice(half), signal))];
    }
    if (answer.kind === 'unknown_calls' || answer.kind === 'nothing')
      return callIds.map((callId) => ({ callId, userIds: [] }));
    const body = z
      .object({ callAccessList: z.array(callAccessSchema) })
      .safeParse(answer.kind === 'ok' ? answer.body : undefined);
    if (!body.success) throw notAsDocumented(path, z.prettifyError(body.error));
    const users = new Map(body.data.callAccessList.map((one) => [one.callId, one.users]));
    return callIds.map((callId) => ({
      callId,
      userIds: (users.get(callId) ?? []).flatMap(({ userId, id }) => userId ?? id ?? []),
    }));
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
    for await (const { rows, ...page } of pages(extensive(body), 'calls', extensiveCallSchema, signal))
      yield { calls: rows.map(toCall), ...page };
  }

  return {
    /** Proves the credentials, with one retry: the workspaces never answer "nothing" (docs/gong-api.md §2). */
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
      // A restart repeats rows; the last row read is the newest.
      return [...new Map(users.map((user) => [user.id, user])).values()];
    },

    /** The profiles of a workspace, each with its users, at a request for each more. */
    async fetchProfiles(workspaceId: string, signal: AbortSignal): Promise<GongProfile[]> {
      const raw = await list('/v2/all-permission-profiles', { workspaceId }, 'profiles', profileSchema, signal);
      const profiles: GongProfile[] = [];
      for (const profile of raw) {
        const of = { profileId: profile.id };
        const users = await list('/v2/permission-profile/users', of, 'users', profileUserSchema, signal);
        profiles.push(
          toGongProfile(
            profile,
            workspaceId,
            users.map(({ id }) => id),
          ),
        );
      }
      return profiles;
    },

    /** The public folders of a workspace's library with the calls in them, at a request for each. */
    async fetchFolders(workspaceId: string, signal: AbortSignal): Promise<GongFolder[]> {
      const folders: GongFolder[] = [];
      for (const { id, name } of await list('/v2/library/folders', { workspaceId }, 'folders', folderSchema, signal)) {
        const items = await list('/v2/library/folder-content', { folderId: id }, 'calls', folderItemSchema, signal);
        const whole = items.filter(({ snippet }) => snippet === null || snippet === undefined);
        folders.push({ id, workspaceId, name: name ?? id, callIds: whole.map((item) => item.id) });
      }
      return folders;
    },

    /**
     * Users of Gong with whom the calls were shared through Gong's API, 100 calls a request. Gong refuses a request
     * with a call that is gone: its half is asked for alone, until the call is found; a call not there has no users.
     */
    async *grantBatches(
      callIds: readonly CallId[],
      signal: AbortSignal,
    ): AsyncGenerator<{ callId: CallId; userIds: string[] }[]> {
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE)
        yield await grantsOf(callIds.slice(start, start + GONG_PAGE_SIZE), signal);
    },

    /**
     * Pages of up to 100 calls started in the window, with parties and CRM context. After an expired cursor the window
     * restarts.
     * @throws AppError `gong_window_too_long` if Gong refuses so long a window.
     */
    callPages: (window: TimeWindow, signal: AbortSignal): AsyncGenerator<CallsPage> =>
      callPagesOf({ fromDateTime: window.from.toISOString(), toDateTime: window.to.toISOString() }, signal),

    /**
     * Calls by id, 100 a request, with the same content. Gong does not show the calls missing from an answer, unless
     * some of its rows are nameless.
     */
    async *callBatches(
      callIds: readonly CallId[],
      signal: AbortSignal,
    ): AsyncGenerator<{ asked: CallId[]; calls: Call[]; unreadable: CallId[]; nameless: number }> {
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE) {
        const asked = callIds.slice(start, start + GONG_PAGE_SIZE);
        const calls: Call[] = [];
        const unreadable: CallId[] = [];
        let nameless = 0;
        for await (const page of callPagesOf({ callIds: asked }, signal)) {
          calls.push(...page.calls);
          unreadable.push(...page.unreadable);
          nameless += page.nameless;
        }
        yield { asked, calls, unreadable, nameless };
      }
    },

    /**
     * Fresh links to calls' recordings, good for hours (docs/gong-api.md §3.3), 100 calls a request. A kind of
     * recording without a link is null. A call hidden by Gong is absent.
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

    /** How many calls Gong counts in the window; a single request. @throws AppError `gong_window_too_long`. */
    async countCalls(window: TimeWindow, signal: AbortSignal): Promise<number> {
      const filter = { fromDateTime: window.from.toISOString(), toDateTime: window.to.toISOString() };
      for await (const page of pages(extensive({ filter }), 'calls', z.unknown(), signal)) return page.total;
      return 0;
    },

    /**
     * Gong's transcripts of the given calls, 100 calls a request. A call without a transcript so far is absent;
     * `unreadable` are those whose transcript is there and could not be read. Yields batch by batch, so memory does not
     * grow with the number of calls.
     */
    async *transcriptBatches(
      callIds: readonly CallId[],
      signal: AbortSignal,
    ): AsyncGenerator<{ asked: CallId[]; found: Map<CallId, Turn[]>; unreadable: CallId[] }> {
      for (let start = 0; start < callIds.length; start += GONG_PAGE_SIZE) {
        const asked = callIds.slice(start, start + GONG_PAGE_SIZE);
        const request = (cursor?: string): GongRequest => ({
          method: 'POST',
          path: '/v2/calls/transcript',
          body: { filter: { callIds: asked }, ...(cursor ? { cursor } : {}) },
        });
        const found = new Map<CallId, Turn[]>();
        const unreadable: CallId[] = [];
        for await (const page of pages(request, 'callTranscripts', transcriptSchema, signal)) {
          unreadable.push(...page.unreadable);
          for (const transcript of page.rows) {
            const turns = toTurns(transcript);
            if (turns) found.set(toCallId(transcript.callId), turns);
          }
        }
        yield { asked, found, unreadable };
      }
    },
  };
}

export type MediaLinks = { audio: string | null; video: string | null };

const mediaSchema = z.object({
  metaData: z.object({ id: idText }),
  media: z.object({ audioUrl: z.string().nullish(), videoUrl: z.string().nullish() }).nullish(),
});
