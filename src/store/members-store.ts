import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm';
import type { AccessPolicy } from '../access-policy.ts';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { Invitation } from '../member.ts';
import type { OrganizationMember, Role } from '../viewer.ts';
import type { Db } from './db.ts';
import { apiKeys, conversations, credentials, invitations, members, organizations, sessions, users } from './schema.ts';

/** `policy` decides what the member may read (access/with-access.ts). */
export type Membership = OrganizationMember & { organizationName: string; policy: AccessPolicy };

export async function findUserId(db: Db, email: string): Promise<string | null> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return row?.id ?? null;
}

/** A user who signs in by password. @throws for an address that another user has. */
export async function saveUser(
  db: Db,
  { credentialId, passwordHash, createdAt, ...user }: NewUser & { createdAt: Date },
): Promise<void> {
  const times = { createdAt, updatedAt: createdAt };
  await db.insert(users).values({ ...user, ...times, emailVerified: true });
  const credential = { id: credentialId, userId: user.id, accountId: user.id, providerId: 'credential' };
  await db.insert(credentials).values({ ...credential, ...times, password: passwordHash });
}
export type NewUser = { id: string; credentialId: string; email: string; name: string; passwordHash: string };

/** Replaces a user's password. Every session of theirs ends. */
export async function savePasswordHash(db: Db, userId: string, passwordHash: string, now: Date): Promise<void> {
  await db
    .update(credentials)
    .set({ password: passwordHash, updatedAt: now })
    .where(and(eq(credentials.userId, userId), eq(credentials.providerId, 'credential')));
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

export async function readPasswordHash(db: Db, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ hash: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, userId), eq(credentials.providerId, 'credential')));
  return row?.hash ?? null;
}

/**
 * Makes changes of an organization's members wait for each other until the transaction's end. Rows that only refer to
 * the organization need not wait.
 */
export async function lockMembers(tx: Db, organizationId: OrganizationId): Promise<void> {
  await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for('no key update');
}

export async function saveOrganization(
  db: Db,
  row: { id: string; name: string; slug: string; domains: string[]; createdAt: Date; timeZone?: string },
): Promise<void> {
  await db.insert(organizations).values(row);
}

/** Safe to repeat: a member's existing row stays. */
export async function saveMember(
  db: Db,
  row: { id: string; organizationId: string; userId: string; role: Role; createdAt: Date },
): Promise<void> {
  await db.insert(members).values(row).onConflictDoNothing();
}

export const findMember = async (db: Db, memberId: string): Promise<Membership | null> =>
  (await selectMembers(db, eq(members.id, memberId)))[0] ?? null;

/** The member with this address; without an address, the first admin. */
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

/** A user's organizations, the first joined first. */
export const listMemberships = (db: Db, userId: string): Promise<Membership[]> =>
  selectMembers(db, eq(members.userId, userId));

/** Everyone in the organization, the first joined first. */
export const listMembers = (db: Db, organizationId: OrganizationId): Promise<Membership[]> =>
  selectMembers(db, eq(members.organizationId, organizationId));

async function selectMembers(db: Db, condition: SQL | undefined): Promise<Membership[]> {
  const rows = await db
    .select({
      member: members,
      user: users,
      organizationName: organizations.name,
      policy: organizations.access,
      timeZone: organizations.timeZone,
      fiscalYearStartMonth: organizations.fiscalYearStartMonth,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(condition)
    .orderBy(asc(members.createdAt), asc(members.id));
  return rows.map(({ member, user, ...ofOrganization }) => ({
    organizationId: toOrganizationId(member.organizationId),
    memberId: member.id,
    userId: user.id,
    email: user.email,
    name: user.name,
    role: toRole(member.role),
    ...ofOrganization,
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

/** better-auth's own flows write "owner" for some creators; for us an owner is an admin. */
const toRole = (role: string | null): Role => (role === 'admin' || role === 'owner' ? 'admin' : 'member');

export async function saveInvitation(
  db: Db,
  row: Omit<Invitation, 'organizationName'> & { createdAt: Date; inviterId: string },
): Promise<void> {
  await db.insert(invitations).values({ ...row, status: 'pending' });
}

/** An open invitation, even past its date; null for an unknown or used invitation. */
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

/** Open invitations, newest first; expired invitations are left out. */
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
export async function cancelInvitation(db: Db, organizationId: OrganizationId, id: string): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ status: 'canceled' })
    .where(
      and(eq(invitations.organizationId, organizationId), eq(invitations.id, id), eq(invitations.status, 'pending')),
    )
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Open invitations that a user made; answers their ids. */
export async function cancelInvitationsOf(
  db: Db,
  organizationId: OrganizationId,
  inviterId: string,
): Promise<string[]> {
  const rows = await db
    .update(invitations)
    .set({ status: 'canceled' })
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.inviterId, inviterId),
        eq(invitations.status, 'pending'),
      ),
    )
    .returning({ id: invitations.id });
  return rows.map(({ id }) => id);
}

/** Answers whether the invitation was open: of several who accept at once, one does. */
export async function closeInvitation(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ status: 'accepted' })
    .where(and(eq(invitations.id, id), eq(invitations.status, 'pending')))
    .returning({ id: invitations.id });
  return rows.length > 0;
}
