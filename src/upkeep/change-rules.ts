import { checkAdmin } from '../access/check-admin.ts';
import type { OrganizationId } from '../call.ts';
import type { Rules } from '../exclusions.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { applyRules } from './leave-out.ts';

type Deps = { db: Db; scrub: (organizationId: OrganizationId) => Promise<void>; now: () => Date };

/**
 * Sets the rules for calls not to keep. Removes stored calls against the rules, with every answer that shows anything
 * of them. Answers how many calls went.
 * @throws AppError `forbidden`; `index_unavailable` while search's files still hold the words: rules and removal stand,
 * and the files follow when search is back.
 */
export async function changeRules({ db, scrub, now }: Deps, viewer: Viewer, rules: Rules): Promise<number> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  await db.transaction(async (tx) => {
    await updateOrganization(tx, organizationId, rules);
    const { exclusions, retentionMonths } = rules;
    await recordAudit(tx, viewer, { action: 'rules.changed', details: { ...exclusions, retentionMonths } }, now());
  });
  const removed = await applyRules(db, organizationId, now());
  if (removed > 0)
    await recordAudit(db, viewer, { action: 'rules.applied', details: { callsRemoved: removed } }, now());
  // Even if nothing went now: a scrub may be owed for what went before.
  await scrub(organizationId);
  return removed;
}
