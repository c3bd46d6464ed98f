import { createRoute, z } from '@hono/zod-openapi';
import { createApiKey } from '../access/api-keys.ts';
import type { Auth } from '../access/auth.ts';
import { acceptInvitation, changeRole, invite, readInvitation, removeMember } from '../access/members.ts';
import type { AnswerModel } from '../ask/answer-model.ts';
import { tryModel } from '../ask/try-model.ts';
import { AppError } from '../errors.ts';
import { listApiKeys, revokeApiKey } from '../store/api-keys-store.ts';
import type { Db } from '../store/db.ts';
import { listInvitations, listMembers, listMemberships, revokeInvitation } from '../store/members-store.ts';
import { readOrganization, updateOrganization } from '../store/organizations-store.ts';
import type { SyncRunner } from '../sync/sync-runner.ts';
import { isTimeZone } from '../time-window.ts';
import { ROLES, type Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router, viewerOf } from './router.ts';

const organizationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    domains: z.array(z.string()),
    timeZone: z.string().openapi({ example: 'Europe/Berlin' }),
    fiscalYearStartMonth: z.number().int().min(1).max(12),
    dataSyncEnabled: z.boolean(),
  })
  .openapi('Organization');

const meSchema = z.object({
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  organization: organizationSchema,
  organizations: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .openapi({ description: 'All that you are a member of.' }),
  model: z.string().nullable(),
});
const memberSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES) });
const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  expiresAt: z.string(),
  organizationName: z.string(),
  url: z.string(),
});
const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
const nothing = z.object({});
const modelTrialSchema = z.object({
  ok: z.boolean(),
  text: z.string().openapi({ description: 'What came of it, in words.' }),
  ms: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
});

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Who you are here',
  responses: { 200: json(meSchema, 'The viewer.'), ...errorResponses },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/organization',
  summary: "Change the organization's settings (admins)",
  request: jsonBody(
    z.object({
      name: z.string().min(1).max(200).optional(),
      domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be domains like acme.com')).optional(),
      timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone like Europe/Berlin').optional(),
      fiscalYearStartMonth: z.number().int().min(1).max(12).optional(),
      dataSyncEnabled: z.boolean().optional(),
    }),
  ),
  responses: { 200: json(organizationSchema, 'The organization.'), ...errorResponses },
});

const membersRoute = createRoute({
  method: 'get',
  path: '/members',
  summary: 'List members (admins)',
  responses: { 200: json(z.object({ members: z.array(memberSchema) }), 'Members.'), ...errorResponses },
});

const inviteRoute = createRoute({
  method: 'post',
  path: '/invitations',
  summary: 'Invite someone (admins)',
  description: 'No e-mail is sent: hand the link on.',
  request: jsonBody(z.object({ email: z.string(), role: z.enum(ROLES).default('member') })),
  responses: { 201: json(invitationSchema, 'The invitation with its link.'), ...errorResponses },
});

const invitationRoute = createRoute({
  method: 'get',
  path: '/invitations/{invitationId}',
  summary: 'Read an open invitation (whoever has the link)',
  request: { params: z.object({ invitationId: z.string() }) },
  responses: { 200: json(invitationSchema, 'The invitation.'), ...errorResponses },
});

const acceptRoute = createRoute({
  method: 'post',
  path: '/invitations/{invitationId}/accept',
  summary: 'Take an invitation up',
  description: 'Someone new gives name and password and signs in afterwards; a signed-in user sends an empty object.',
  request: {
    params: z.object({ invitationId: z.string() }),
    ...jsonBody(z.object({ name: z.string().max(200).optional(), password: z.string().max(200).optional() })),
  },
  responses: { 200: json(memberSchema, 'The member.'), ...errorResponses },
});

const byMember = z.object({ memberId: z.string() });

const changeMemberRoute = createRoute({
  method: 'patch',
  path: '/members/{memberId}',
  summary: 'Change what a member may do (admins)',
  request: { params: byMember, ...jsonBody(z.object({ role: z.enum(ROLES) })) },
  responses: { 204: { description: 'Changed.' }, ...errorResponses },
});

const removeMemberRoute = createRoute({
  method: 'delete',
  path: '/members/{memberId}',
  summary: 'End a membership (admins)',
  description: 'Their API keys, conversations and answers go with it.',
  request: { params: byMember },
  responses: { 204: { description: 'Ended.' }, ...errorResponses },
});

const invitationsRoute = createRoute({
  method: 'get',
  path: '/invitations',
  summary: 'List open invitations (admins)',
  responses: {
    200: json(z.object({ invitations: z.array(invitationSchema) }), 'The newest first, each with its link.'),
    ...errorResponses,
  },
});

const revokeInvitationRoute = createRoute({
  method: 'delete',
  path: '/invitations/{invitationId}',
  summary: 'Take an invitation back (admins)',
  request: { params: z.object({ invitationId: z.string() }) },
  responses: { 204: { description: 'Its link opens nothing any more.' }, ...errorResponses },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/api-keys',
  summary: 'List your API keys',
  responses: {
    200: json(z.object({ apiKeys: z.array(apiKeySchema) }), 'Keys; the key itself is shown only when it is made.'),
    ...errorResponses,
  },
});

const makeKeyRoute = createRoute({
  method: 'post',
  path: '/api-keys',
  summary: 'Make an API key that acts as you',
  request: jsonBody(z.object({ name: z.string().min(1).max(100) })),
  responses: {
    201: json(z.object({ id: z.string(), key: z.string() }), 'The key, shown this once.'),
    ...errorResponses,
  },
});

const revokeKeyRoute = createRoute({
  method: 'delete',
  path: '/api-keys/{keyId}',
  summary: 'Revoke an API key of yours',
  request: { params: z.object({ keyId: z.string() }) },
  responses: { 200: json(nothing, 'Revoked.'), ...errorResponses },
});

const tryModelRoute = createRoute({
  method: 'post',
  path: '/model/try',
  summary: 'Ask the configured model a small invented question (admins)',
  description: 'On the path that answers take: whether it answers in time and in form, and its quote is proved.',
  responses: { 200: json(modelTrialSchema, 'What came of it.'), ...errorResponses },
});

export type OrganizationRoutesDeps = {
  db: Db;
  auth: Auth;
  syncRunner: SyncRunner;
  publicUrl: () => string;
  /** Matches past calls anew: domains and members decide who is one of us. */
  relink: (viewer: Viewer) => Promise<number>;
  model: AnswerModel | null;
  now: () => Date;
};

export function organizationRoutes(deps: OrganizationRoutesDeps) {
  const { db, now } = deps;
  const toInvitationAnswer = ({ organizationId: _, ...invitation }: Awaited<ReturnType<typeof readInvitation>>) => ({
    ...invitation,
    expiresAt: invitation.expiresAt.toISOString(),
    url: `${deps.publicUrl()}/invitation/${invitation.id}`,
  });
  return router()
    .openapi(meRoute, async (c) => {
      const { email, name, role, organizationId, userId } = viewerOf(c);
      // A key is of one organization.
      const all = c.req.header('authorization') ? [] : await listMemberships(db, userId);
      const organization = await readOrganization(db, organizationId);
      const organizations =
        all.length > 0 ? all.map((one) => ({ id: one.organizationId, name: one.organizationName })) : [organization];
      return c.json(
        {
          email,
          name,
          role,
          organization,
          organizations: organizations.map(({ id, name }) => ({ id, name })),
          model: deps.model?.name ?? null,
        },
        200,
      );
    })
    .openapi(changeRoute, async (c) => {
      const admin = adminOf(c);
      const changes = Object.fromEntries(
        Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined),
      );
      const changed = await updateOrganization(db, admin.organizationId, changes);
      if (changes.domains) await deps.relink(admin);
      if (changes.dataSyncEnabled === true) await deps.syncRunner.takeUp(admin.organizationId);
      if (changes.dataSyncEnabled === false) await deps.syncRunner.putDown(admin.organizationId);
      return c.json(changed, 200);
    })
    .openapi(membersRoute, async (c) => {
      const members = await listMembers(db, adminOf(c).organizationId);
      return c.json(
        { members: members.map(({ memberId, name, email, role }) => ({ id: memberId, name, email, role })) },
        200,
      );
    })
    .openapi(changeMemberRoute, async (c) => {
      await changeRole(db, adminOf(c), c.req.valid('param').memberId, c.req.valid('json').role);
      return c.body(null, 204);
    })
    .openapi(removeMemberRoute, async (c) => {
      const admin = adminOf(c);
      await removeMember(db, admin, c.req.valid('param').memberId);
      await deps.relink(admin);
      return c.body(null, 204);
    })
    .openapi(invitationsRoute, async (c) => {
      const open = await listInvitations(db, adminOf(c).organizationId, now());
      return c.json({ invitations: open.map(toInvitationAnswer) }, 200);
    })
    .openapi(revokeInvitationRoute, async (c) => {
      if (!(await revokeInvitation(db, adminOf(c).organizationId, c.req.valid('param').invitationId)))
        throw new AppError('not_found', 'There is no such invitation.');
      return c.body(null, 204);
    })
    .openapi(inviteRoute, async (c) => {
      const { email, role } = c.req.valid('json');
      return c.json(toInvitationAnswer(await invite(deps, adminOf(c), email, role)), 201);
    })
    .openapi(invitationRoute, async (c) =>
      c.json(toInvitationAnswer(await readInvitation(deps, c.req.valid('param').invitationId)), 200),
    )
    .openapi(acceptRoute, async (c) => {
      const { name, password } = c.req.valid('json');
      const viewer = c.get('viewer');
      const session = viewer ? { userId: viewer.userId } : await sessionUser(deps.auth, c.req.raw.headers);
      if (!session && password === undefined)
        throw new AppError('invalid_input', 'password: required for someone who is new here.');
      const member = await acceptInvitation(
        deps,
        c.req.valid('param').invitationId,
        session ?? { name: name ?? '', password: password ?? '' },
      );
      await deps.relink(member);
      return c.json({ id: member.memberId, name: member.name, email: member.email, role: member.role }, 200);
    })
    .openapi(tryModelRoute, async (c) => {
      adminOf(c);
      if (!deps.model)
        throw new AppError(
          'not_configured',
          'No model is configured: OPENAI_MODEL names one. Answers quote the calls.',
        );
      return c.json(await tryModel(deps.model, c.req.raw.signal), 200);
    })
    .openapi(keysRoute, async (c) => {
      const keys = await listApiKeys(db, viewerOf(c).memberId);
      return c.json(
        {
          apiKeys: keys.map((key) => ({
            ...key,
            createdAt: key.createdAt.toISOString(),
            lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
          })),
        },
        200,
      );
    })
    .openapi(makeKeyRoute, async (c) =>
      c.json(await createApiKey(db, viewerOf(c), c.req.valid('json').name, now()), 201),
    )
    .openapi(revokeKeyRoute, async (c) => {
      const isRevoked = await revokeApiKey(db, viewerOf(c).memberId, c.req.valid('param').keyId, now());
      if (!isRevoked) throw new AppError('not_found', 'There is no such key.');
      return c.json({}, 200);
    });
}

/** A user who is signed in and a member of nothing yet. */
async function sessionUser(auth: Auth, headers: Headers): Promise<{ userId: string } | null> {
  const session = await auth.api.getSession({ headers });
  return session ? { userId: session.user.id } : null;
}
