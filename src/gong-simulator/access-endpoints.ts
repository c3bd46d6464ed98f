import type { Hono } from 'hono';
import { answer, fail, type Simulation, type SimulatorEnv } from './simulation.ts';

type Json = Record<string, unknown>;

/** Permission profiles, access given to calls, and the library (docs/gong-api.md §6). */
export function addAccessEndpoints(app: Hono<SimulatorEnv>, { data, faults }: Simulation): void {
  app.get('/v2/all-permission-profiles', (c) => {
    const workspaceId = c.req.query('workspaceId');
    if (!workspaceId) return fail(c, 400, 'workspaceId: must not be null');
    const profiles = data.profiles
      .filter((profile) => profile.workspaceId === workspaceId)
      .map(({ workspaceId: _, userIds: __, ...profile }) => profile)
      .sort((a, b) => String(a.name).localeCompare(String(b.name)));
    return answer(c, { profiles });
  });
  app.get('/v2/permission-profile', (c) => {
    const profile = data.profiles.find((row) => row.id === c.req.query('profileId'));
    if (!profile) return fail(c, 400, 'Bad request');
    const { workspaceId: _, userIds: __, ...shown } = profile;
    return answer(c, { profile: shown });
  });
  app.get('/v2/permission-profile/users', (c) => {
    const profile = data.profiles.find((row) => row.id === c.req.query('profileId'));
    if (!profile) return fail(c, 400, 'Bad request');
    const users = data.users
      .filter((user) => profile.userIds.includes(user.id))
      .map((user) => ({
        id: user.id,
        fullName: [user.firstName, user.lastName].filter(Boolean).join(' '),
        emailAddress: user.emailAddress ?? null,
      }));
    return answer(c, { users });
  });

  app.post('/v2/calls/users-access', (c) => {
    const { filter } = (c.get('body') ?? {}) as { filter?: { callIds?: string[] } };
    if (!filter?.callIds?.length) return fail(c, 400, 'filter.callIds: must not be empty');
    const known = new Set(data.calls.map((call) => call.metaData.id));
    if (filter.callIds.some((id) => !known.has(id))) return fail(c, 400, 'Some calls not found');
    const callAccessList = filter.callIds.map((callId) => ({
      callId,
      users: (data.callAccess.get(callId) ?? []).map((id) => ({ [faults.accessMember]: id })),
    }));
    return answer(c, { callAccessList });
  });

  app.get('/v2/library/folders', (c) => {
    const workspaceId = c.req.query('workspaceId');
    if (!workspaceId) return fail(c, 400, 'workspaceId: must not be null');
    const folders = data.folders.filter((folder) => folder.workspaceId === workspaceId);
    return answer(c, {
      folders: folders.map(({ id, name, parentFolderId, createdBy, updated }) => ({
        id,
        name,
        parentFolderId: parentFolderId ?? null,
        createdBy: createdBy ?? null,
        updated,
      })),
    });
  });
  app.get('/v2/library/folder-content', (c) => {
    const folder = data.folders.find((row) => row.id === c.req.query('folderId'));
    if (!folder) return fail(c, 404, 'Folder was not found');
    const calls: Json[] = folder.callIds.flatMap((id) => {
      const call = data.calls.find((row) => row.metaData.id === id);
      return call
        ? [
            {
              id,
              title: call.metaData.title,
              url: call.metaData.url,
              note: null,
              addedBy: null,
              created: folder.updated,
              snippet: folder.snippets?.[id] ?? null,
            },
          ]
        : [];
    });
    const { id, name, createdBy, updated } = folder;
    return answer(c, { id, name, createdBy: createdBy ?? null, updated, calls });
  });
}
