import { randomBytes } from 'node:crypto';
import { toOrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Db } from '../store/db.ts';
import {
  closeInvitation,
  deleteMember,
  findInvitation,
  findMemberOf,
  findUserId,
  type Invitation,
  listMembers,
  saveInvitation,
  saveMember,
  saveOrganization,
  setMemberRole,
} from '../store/members-store.ts';
import type { Role, Viewer } from '../viewer.ts';
import type { Auth } from './auth.ts';

type Deps = { db: Db; auth: Auth; now: () => Date };

const INVITATION_DAYS = 14;
const SHORTEST_PASSWORD = 8;

export type NewOrganization = {
  name: string;
  adminEmail: string;
  adminName?: string;
  password?: string;
  domains?: string[];
};

/** Makes an organization with its first admin. @throws AppError `invalid_input`. */
export async function createOrganization(deps: Deps, wish: NewOrganization): Promise<Viewer> {
  const { db, now } = deps;
  const name = wish.name.trim();
  if (name === '') throw new AppError('invalid_input', 'The organization needs a name.');
  checkEmail(wish.adminEmail);
  if (wish.password !== undefined) checkPassword(wish.password);
  const domains = (wish.domains ?? []).map((domain) => domain.trim().toLowerCase()).filter(Boolean);
  const bad = domains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain));
  if (bad)
    throw new AppError(
      'invalid_input',
      `"${bad}" is not a domain. Give it like acme.com, several separated by commas.`,
    );
  const email = wish.adminEmail.toLowerCase();
  const userId =
    (await findUserId(db, email)) ??
    (await addUser(deps, email, wish.password, wish.adminName?.trim() || toName(email)));
  const id = newId('org');
  const slug = `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}-${id.slice(-6)}`;
  await db.transaction(async (tx) => {
    await saveOrganization(tx, { id, name, slug, domains, createdAt: now() });
    await saveMember(tx, { id: newId('mem'), organizationId: id, userId, role: 'admin', createdAt: now() });
  });
  return readMember(db, id, email);
}

/** The first admin of an organization, or the member with that address. @throws AppError `not_found`. */
export async function readMember(db: Db, organizationId: string, email?: string): Promise<Viewer> {
  const member = await findMemberOf(db, organizationId, email);
  if (member) return member;
  const problem = email
    ? `${email} is not a member of organization ${organizationId}.`
    : `There is no organization ${organizationId}.`;
  throw new AppError('not_found', problem);
}

/** Invites someone: no e-mail is sent, the admin hands on the link with the id. @throws AppError `invalid_input`, `conflict`. */
export async function invite(
  { db, now }: Omit<Deps, 'auth'>,
  admin: Viewer,
  email: string,
  role: Role,
): Promise<Invitation> {
  const address = email.trim().toLowerCase();
  checkEmail(address);
  if ((await listMembers(db, admin.organizationId)).some((member) => member.email === address)) {
    throw new AppError('conflict', `${address} is a member already.`);
  }
  const id = newId('inv');
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000);
  await saveInvitation(db, {
    id,
    organizationId: admin.organizationId,
    email: address,
    role,
    expiresAt,
    createdAt: now(),
    inviterId: admin.userId,
  });
  return readInvitation({ db, now }, id);
}

/** @throws AppError `not_found` for an invitation that is unknown, used or over. */
export async function readInvitation({ db, now }: Omit<Deps, 'auth'>, id: string): Promise<Invitation> {
  const invitation = await findInvitation(db, id);
  if (invitation && invitation.expiresAt > now()) return invitation;
  throw new AppError('not_found', 'This invitation is used up or over. Ask an admin for a new one.');
}

/**
 * Takes an invitation up: someone new gives name and password, someone known must be signed in as `userId`.
 * @throws AppError `not_found`, `unauthenticated`, `forbidden`, `invalid_input`.
 */
export async function acceptInvitation(
  deps: Deps,
  id: string,
  who: { name: string; password: string } | { userId: string },
): Promise<Viewer> {
  const { db, now } = deps;
  const { email, organizationId, role } = await readInvitation(deps, id);
  const known = await findUserId(db, email);
  let userId: string;
  if ('userId' in who) {
    if (known !== who.userId)
      throw new AppError('forbidden', `This invitation is for ${email}. Sign in with that address.`);
    userId = known;
  } else {
    if (known)
      throw new AppError(
        'unauthenticated',
        `${email} has an account already. Sign in first, then open the link again.`,
      );
    checkPassword(who.password);
    userId = await addUser(deps, email, who.password, who.name.trim() || toName(email));
  }
  await db.transaction(async (tx) => {
    await saveMember(tx, { id: newId('mem'), organizationId, userId, role, createdAt: now() });
    await closeInvitation(tx, id);
  });
  return readMember(db, toOrganizationId(organizationId), email);
}

/** Makes a member an admin, or one no more. @throws AppError `not_found`, `conflict` where no admin would be left. */
export async function changeRole(db: Db, admin: Viewer, memberId: string, role: Role): Promise<void> {
  await checkSomeAdminStays(db, admin, memberId, role);
  await setMemberRole(db, admin.organizationId, memberId, role);
}

/** Ends a membership, with the member's keys, conversations and answers. @throws AppError `not_found`, `conflict` where no admin would be left. */
export async function removeMember(db: Db, admin: Viewer, memberId: string): Promise<void> {
  await checkSomeAdminStays(db, admin, memberId, 'member');
  await deleteMember(db, admin.organizationId, memberId);
}

async function checkSomeAdminStays(db: Db, admin: Viewer, memberId: string, role: Role): Promise<void> {
  const all = await listMembers(db, admin.organizationId);
  if (!all.some((member) => member.memberId === memberId)) throw new AppError('not_found', 'There is no such member.');
  if (role !== 'admin' && !all.some((member) => member.role === 'admin' && member.memberId !== memberId))
    throw new AppError('conflict', 'The organization needs an admin: make someone else one first.');
}

/** Without a password a random one is set: the user then comes in by API keys and the command line only. */
async function addUser({ auth }: Deps, email: string, password: string | undefined, name: string): Promise<string> {
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'cli' });
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(password ?? randomBytes(24).toString('base64url')),
  });
  return user.id;
}

/** Sets a user's password anew. @throws AppError `not_found`, `invalid_input`. */
export async function setPassword({ db, auth }: Deps, email: string, password: string): Promise<void> {
  checkPassword(password);
  const userId = await findUserId(db, email.toLowerCase());
  if (!userId) throw new AppError('not_found', `There is no user ${email}.`);
  const context = await auth.$context;
  await context.internalAdapter.updatePassword(userId, await context.password.hash(password));
}

function checkEmail(text: string): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(text)) throw new AppError('invalid_input', `"${text}" is not an email address.`);
}

function checkPassword(text: string): void {
  if (text.length < SHORTEST_PASSWORD)
    throw new AppError('invalid_input', `The password needs at least ${SHORTEST_PASSWORD} characters.`);
}

/** A name to show until the person gives one: "robin.berg@…" → "Robin Berg". */
const toName = (email: string): string =>
  (email.split('@')[0] ?? email)
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join(' ');
