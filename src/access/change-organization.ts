import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Organization, OrganizationChanges } from '../organization.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import { isTimeZone } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';
import { checkDomains } from './check-domains.ts';

type Deps = {
  db: Db;
  /** Domains mark speakers as colleagues, on past calls too. */
  relink: (organizationId: OrganizationId) => Promise<unknown>;
  syncRunner: Record<'takeUp' | 'putDown', (organizationId: OrganizationId) => Promise<void>>;
  now: () => Date;
};

/**
 * Changes the given settings and keeps the rest. New domains link past calls anew. Turning data sync on fetches news at
 * once; turning data sync off pauses runs.
 * @throws AppError `forbidden`, `invalid_input`.
 */
export async function changeOrganization(
  { db, relink, syncRunner, now }: Deps,
  viewer: Viewer,
  wish: OrganizationChanges,
): Promise<Organization> {
  checkAdmin(viewer);
  const changes = checked(wish);
  const { organizationId } = viewer;
  const changed = await db.transaction(async (tx) => {
    const { dataSyncEnabled, ...settings } = changes;
    if (Object.keys(settings).length > 0)
      await recordAudit(tx, viewer, { action: 'organization.changed', details: settings }, now());
    if (dataSyncEnabled !== undefined)
      await recordAudit(tx, viewer, { action: `data_sync.turned_${dataSyncEnabled ? 'on' : 'off'}` }, now());
    return updateOrganization(tx, organizationId, changes);
  });
  if (changes.domains) await relink(organizationId);
  if (changes.dataSyncEnabled === true) await syncRunner.takeUp(organizationId);
  if (changes.dataSyncEnabled === false) await syncRunner.putDown(organizationId);
  return changed;
}

function checked(wish: OrganizationChanges): OrganizationChanges {
  const { name, timeZone, fiscalYearStartMonth: month, domains } = wish;
  if (name?.trim() === '') throw new AppError('invalid_input', 'The organization needs a name.');
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new AppError('invalid_input', `"${timeZone}" is not an IANA time zone like Europe/Berlin.`);
  if (month !== undefined && !(Number.isInteger(month) && month >= 1 && month <= 12))
    throw new AppError('invalid_input', 'A fiscal year starts in a month from 1 to 12.');
  return { ...wish, ...(domains && { domains: checkDomains(domains) }) };
}
