import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { Role, Viewer } from '../viewer.ts';
import type { Db } from './db.ts';
import { apiKeys, conversations, invitations, members, organizations, users } from './schema.ts';

export type Membership = Viewer & { organizationName: string };

export async function findUserId(db: Db, email: string): Promise<string | null> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return row?.id ?? null;
}

export async function saveOrganization(
  db: Db,
  row: { id: string; name: string; slug: string; domains: string[]; createdAt: Date },
): Promise<void> {
  await db.insert(organizations).values(row);
}

/** Safe to repeat: whoever is a member already stays as they are. */
export async function saveMember(
  db: Db,
  row: { id: string; organizationId: string; userId: string; role: Role; createdAt: Date },
): Promise<void> {
  await db.insert(members).values(row).onConflictDoNothing();
}

export const findMember = async (db: Db, memberId: string): Promise<Membership | null> =>
  (await selectMembers(db, eq(members.id, memberId)))[0] ?? null;

/** The member with that address, or the first admin. */
export const findMemberOf = async (db: Db, organizationId: string, email?: string): Promise<Membership | null> =>
  (
    await selectMembers(
      db,
      and(
        eq(members.organizationId, organizationId),
        email ? eq(users.email, email.toLowerCase()) : eq(members.role, 'admin'),
      ),
    )
  )[0] ?? null;

/** The organizations that a user belongs to, the first joined first. */
export const listMemberships = (db: Db, userId: string): Promise<Membership[]> =>
  selectMembers(db, eq(members.userId, userId));

/** Everyone in the organization, the first joined first. */
export const listMembers = (db: Db, organizationId: OrganizationId): Promise<Membership[]> =>
  selectMembers(db, eq(members.organizationId, organizationId));

async function selectMembers(db: Db, condition: SQL | undefined): Promise<Membership[]> {
  const rows = await db
    .select({ member: members, user: users, organizationName: organizations.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(condition)
    .orderBy(asc(members.createdAt), asc(members.id));
  return rows.map(({ member, user, organizationName }) => ({
    organizationId: toOrganizationId(member.organizationId),
    memberId: member.id,
    userId: user.id,
    email: user.email,
    name: user.name,
    role: toRole(member.role),
    organizationName,
  }));
}

export async function setMemberRole(
  db: Db,
  organizationId: OrganizationId,
  memberId: string,
  role: Role,
): Promise<void> {
  await db
    .update(members)
    .set({ role })
    .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId)));
}

/** The member's API keys, conversations and answers go too. */
export async function deleteMember(db: Db, organizationId: OrganizationId, memberId: string): Promise<void> {
  await db.transaction(async (tx) => {
    for (const table of [apiKeys, conversations])
      await tx.delete(table).where(and(eq(table.organizationId, organizationId), eq(table.memberId, memberId)));
    await tx.delete(members).where(and(eq(members.organizationId, organizationId), eq(members.id, memberId)));
  });
}

/** better-auth writes "owner" for creators in some flows of its own; for us that is an admin. */
const toRole = (role: string | null): Role => (role === 'admin' || role === 'owner' ? 'admin' : 'member');

export type Invitation = {
  id: string;
  organizationId: OrganizationId;
  organizationName: string;
  email: string;
  role: Role;
  expiresAt: Date;
};

export async function saveInvitation(
  db: Db,
  row: Omit<Invitation, 'organizationName'> & { createdAt: Date; inviterId: string },
): Promise<void> {
  await db.insert(invitations).values({ ...row, status: 'pending' });
}

/** An invitation that is still open; null when it is unknown or used. */
export async function findInvitation(db: Db, id: string): Promise<Invitation | null> {
  const [row] = await db
    .select({ invitation: invitations, organizationName: organizations.name })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(and(eq(invitations.id, id), eq(invitations.status, 'pending')));
  return row ? toInvitation(row) : null;
}

const toInvitation = (row: { invitation: typeof invitations.$inferSelect; organizationName: string }): Invitation => ({
  id: row.invitation.id,
  organizationId: toOrganizationId(row.invitation.organizationId),
  organizationName: row.organizationName,
  email: row.invitation.email,
  role: toRole(row.invitation.role),
  expiresAt: row.invitation.expiresAt,
});

/** Those that are still open, the newest first. */
export async function listInvitations(db: Db, organizationId: OrganizationId, now: Date): Promise<Invitation[]> {
  const rows = await db
    .select({ invitation: invitations, organizationName: organizations.name })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.status, 'pending'),
        gt(invitations.expiresAt, now),
      ),
    )
    .orderBy(desc(invitations.createdAt));
  return rows.map(toInvitation);
}

/** Answers whether there was such an open invitation. */
export async function revokeInvitation(db: Db, organizationId: OrganizationId, id: string): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ status: 'canceled' })
    .where(
      and(eq(invitations.organizationId, organizationId), eq(invitations.id, id), eq(invitations.status, 'pending')),
    )
    .returning({ id: invitations.id });
  return rows.length > 0;
}

export async function closeInvitation(db: Db, id: string): Promise<void> {
  await db.update(invitations).set({ status: 'accepted' }).where(eq(invitations.id, id));
}
