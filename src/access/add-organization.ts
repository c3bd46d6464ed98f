import { z } from 'zod';
import { type AuditActor, operatorOf } from '../audit.ts';
import { toOrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Given } from '../given.ts';
import { newId } from '../ids.ts';
import { timeZoneSchema } from '../organization.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { findUserId, saveMember, saveOrganization } from '../store/members-store.ts';
import { takeVerification } from '../store/verifications-store.ts';
import type { Viewer } from '../viewer.ts';
import { addUser, readyUser } from './add-user.ts';
import type { Auth } from './auth.ts';
import { checkDomains } from './check-domains.ts';
import { checkEmail } from './check-email.ts';
import { checkPassword } from './check-password.ts';
import { readMember } from './read-member.ts';
import { SET_UP_CODE } from './set-up-code.ts';

/** An organization to be, and who becomes its first admin. */
export const newOrganizationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  adminEmail: z.string(),
  adminName: z.string().trim().min(1).max(200).optional(),
  password: z.string().max(200).optional(),
  domains: z.array(z.string()).max(50).optional(),
  timeZone: timeZoneSchema.optional(),
});
export type NewOrganization = Given<z.infer<typeof newOrganizationSchema>>;

/**
 * Adds an organization with its first admin, who is answered. It is recorded as the operator's doing, or as the
 * `asker`'s.
 * @throws AppError `invalid_input`.
 */
export async function addOrganization(deps: Deps, wish: NewOrganization, asker?: AuditActor): Promise<Viewer> {
  const save = await readyOrganization(deps, wish, asker);
  return deps.db.transaction(save);
}

type Deps = { db: Db; auth: Auth; now: () => Date };

/**
 * Checks the wish, and answers what saves the organization in a transaction: all of it, or nothing.
 * @throws AppError `invalid_input`.
 */
export async function readyOrganization(
  { db, auth, now }: Deps,
  wish: NewOrganization,
  asker?: AuditActor,
): Promise<(tx: Db) => Promise<Viewer>> {
  const name = wish.name.trim();
  if (name === '') throw new AppError('invalid_input', 'The organization needs a name.');
  const { adminName, password, timeZone } = wish;
  const email = wish.adminEmail.toLowerCase();
  checkEmail(email);
  if (password !== undefined) await checkPassword(password, { email, ...(adminName && { name: adminName }) });
  const domains = checkDomains(wish.domains ?? []);
  const known = await findUserId(db, email);
  const wished = { email, ...(password !== undefined && { password }), ...(adminName && { name: adminName }) };
  const user = known === null ? await readyUser({ auth }, wished) : null;
  const id = toOrganizationId(newId('org'));
  const slug = `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}-${id.slice(-6)}`;
  return async (tx) => {
    const userId = user ? await addUser(tx, user, now()) : (known ?? '');
    await saveOrganization(tx, { id, name, slug, domains, createdAt: now(), ...(timeZone && { timeZone }) });
    await saveMember(tx, { id: newId('mem'), organizationId: id, userId, role: 'admin', createdAt: now() });
    await takeVerification(tx, SET_UP_CODE);
    const actor = { ...(asker ?? operatorOf(id)), organizationId: id };
    await recordAudit(tx, actor, { action: 'organization.created', details: { name, admin: email } }, now());
    return readMember({ db: tx, now }, id, email);
  };
}
