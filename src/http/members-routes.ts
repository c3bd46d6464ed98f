import { createRoute, z } from '@hono/zod-openapi';
import type { Auth } from '../access/auth.ts';
import { acceptInvitation, changeRole, invite, readInvitation, removeMember } from '../access/members.ts';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { listInvitations, listMembers, revokeInvitation } from '../store/members-store.ts';
import { ROLES, type Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';

const memberSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES) });
const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  expiresAt: z.string(),
  organizationName: z.string(),
  url: z.string(),
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

export type MembersRoutesDeps = {
  db: Db;
  auth: Auth;
  publicUrl: () => string;
  /** Matches past calls anew: members decide who is one of us. */
  relink: (viewer: Viewer) => Promise<number>;
  now: () => Date;
};

/** Who is in, who is invited, and what they may do. */
export function membersRoutes(deps: MembersRoutesDeps) {
  const { db, now } = deps;
  const toInvitationAnswer = ({ organizationId: _, ...invitation }: Awaited<ReturnType<typeof readInvitation>>) => ({
    ...invitation,
    expiresAt: invitation.expiresAt.toISOString(),
    url: `${deps.publicUrl()}/invitation/${invitation.id}`,
  });
  return router()
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
    });
}

/** A user who is signed in and a member of nothing yet. */
async function sessionUser(auth: Auth, headers: Headers): Promise<{ userId: string } | null> {
  const session = await auth.api.getSession({ headers });
  return session ? { userId: session.user.id } : null;
}
