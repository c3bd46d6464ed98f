import { createRoute, z } from '@hono/zod-openapi';
import { acceptInvitation } from '../access/accept-invitation.ts';
import { changeRole } from '../access/change-role.ts';
import { inviteMember } from '../access/invite-member.ts';
import { removeMember } from '../access/remove-member.ts';
import { revokeInvitation } from '../access/revoke-invitation.ts';
import { showInvitation } from '../access/show-invitation.ts';
import { showInvitations } from '../access/show-invitations.ts';
import { showMembers } from '../access/show-members.ts';
import { userOfRequest } from '../access/user-of-request.ts';
import { given } from '../given.ts';
import {
  type Invitation,
  invitationSchema,
  invitationWishSchema,
  type Member,
  memberSchema,
  newcomerSchema,
} from '../member.ts';
import type { OrganizationMember } from '../viewer.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const invitationAnswerSchema = invitationSchema.extend({ url: z.string() });

const membersRoute = createRoute({
  method: 'get',
  path: '/members',
  summary: 'List members (admins)',
  responses: { 200: json(z.object({ members: z.array(memberSchema) }), 'Members.') },
});

const inviteRoute = createRoute({
  method: 'post',
  path: '/invitations',
  summary: 'Invite someone (admins)',
  description: 'No email is sent: hand the link on.',
  request: jsonBody(invitationWishSchema),
  responses: { 201: json(invitationAnswerSchema, 'The invitation with its link.') },
});

const invitationRoute = createRoute({
  method: 'get',
  path: '/invitations/{invitationId}',
  summary: 'Read an open invitation (whoever has the link)',
  request: { params: z.object({ invitationId: z.string() }) },
  responses: { 200: json(invitationAnswerSchema, 'The invitation.') },
});

const acceptRoute = createRoute({
  method: 'post',
  path: '/invitations/{invitationId}/accept',
  summary: 'Take an invitation up',
  description: 'Someone new gives name and password and signs in afterwards; a signed-in user sends an empty object.',
  request: {
    params: z.object({ invitationId: z.string() }),
    ...jsonBody(newcomerSchema),
  },
  responses: { 200: json(memberSchema, 'The member.') },
});

const byMember = z.object({ memberId: z.string() });

const changeMemberRoute = createRoute({
  method: 'patch',
  path: '/members/{memberId}',
  summary: 'Change what a member may do (admins)',
  request: { params: byMember, ...jsonBody(memberSchema.pick({ role: true })) },
  responses: { 204: { description: 'Changed.' } },
});

const removeMemberRoute = createRoute({
  method: 'delete',
  path: '/members/{memberId}',
  summary: 'End a membership (admins)',
  description: 'Their API keys, conversations and answers go with it.',
  request: { params: byMember },
  responses: { 204: { description: 'Ended.' } },
});

const invitationsRoute = createRoute({
  method: 'get',
  path: '/invitations',
  summary: 'List open invitations (admins)',
  responses: {
    200: json(z.object({ invitations: z.array(invitationAnswerSchema) }), 'The newest first, each with its link.'),
  },
});

const revokeInvitationRoute = createRoute({
  method: 'delete',
  path: '/invitations/{invitationId}',
  summary: 'Take an invitation back (admins)',
  request: { params: z.object({ invitationId: z.string() }) },
  responses: { 204: { description: 'Its link opens nothing any more.' } },
});

/** Members, invitations and roles. */
export function membersRoutes(services: HttpServices) {
  const toInvitationAnswer = (invitation: Invitation): z.input<typeof invitationAnswerSchema> =>
    z.encode(invitationAnswerSchema, {
      ...invitation,
      url: `${services.publicUrl()}/invitation/${invitation.id}`,
    });
  return router()
    .openapi(membersRoute, async (c) =>
      c.json({ members: (await showMembers(services, viewerOf(c))).map(toMemberAnswer) }, 200),
    )
    .openapi(changeMemberRoute, async (c) => {
      await changeRole(services, viewerOf(c), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.body(null, 204);
    })
    .openapi(removeMemberRoute, async (c) => {
      await removeMember(services, viewerOf(c), c.req.valid('param').memberId);
      return c.body(null, 204);
    })
    .openapi(invitationsRoute, async (c) =>
      c.json({ invitations: (await showInvitations(services, viewerOf(c))).map(toInvitationAnswer) }, 200),
    )
    .openapi(revokeInvitationRoute, async (c) => {
      await revokeInvitation(services, viewerOf(c), c.req.valid('param').invitationId);
      return c.body(null, 204);
    })
    .openapi(inviteRoute, async (c) =>
      c.json(toInvitationAnswer(await inviteMember(services, viewerOf(c), c.req.valid('json'))), 201),
    )
    .openapi(invitationRoute, async (c) =>
      c.json(toInvitationAnswer(await showInvitation(services, c.req.valid('param').invitationId)), 200),
    )
    .openapi(acceptRoute, async (c) => {
      const user = c.get('viewer') ?? (await userOfRequest(services, c.req.raw.headers));
      const wish = { ...c.req.valid('param'), ...given(c.req.valid('json')) };
      return c.json(toMemberAnswer(await acceptInvitation(services, user, wish)), 200);
    });
}

const toMemberAnswer = ({ memberId, name, email, role }: OrganizationMember): Member => ({
  id: memberId,
  name,
  email,
  role,
});
