import type { AuditActor } from '../audit.ts';
import type { OrganizationId } from '../call.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { addOrganization, type NewOrganization } from './add-organization.ts';
import type { Auth } from './auth.ts';
import { createApiKey } from './create-api-key.ts';

/**
 * Makes an organization with its first admin, and a key that acts as them. For operators, or for an `asker` who is
 * signed in elsewhere.
 * @throws AppError `invalid_input`.
 */
export async function createOrganization(
  deps: { db: Db; auth: Auth; now: () => Date },
  wish: NewOrganization,
  asker?: AuditActor,
): Promise<{ id: OrganizationId; apiKey: string; admin: Viewer }> {
  const admin = await addOrganization(deps, wish, asker);
  const maker: Viewer = asker ? admin : { ...admin, isOperator: true };
  const { key } = await createApiKey(deps, maker, 'made with the organization');
  return { id: admin.organizationId, apiKey: key, admin };
}
