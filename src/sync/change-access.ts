import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { type AccessStanding, showAccess } from '../access/show-access.ts';
import { accessPolicySchema, accessRuleSchema } from '../access-policy.ts';
import { AppError } from '../errors.ts';
import type { Given } from '../given.ts';
import { newId } from '../ids.ts';
import { listAccounts } from '../store/accounts-reader.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { listMembers } from '../store/members-store.ts';
import { readAccessPolicy, saveAccessPolicy } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { RightsReader } from './read-rights.ts';

const MOST_RULES = 100;
const MOST_IDS = 1000;

/** What is absent is left alone; rules are replaced as a whole, and new ones get their id. */
export const accessChangesSchema = accessPolicySchema
  .extend({
    rules: z
      .array(
        accessRuleSchema.extend({
          id: z.string().optional(),
          name: z.string().trim().min(1).max(100),
          accountIds: z.array(z.string()).min(1).max(MOST_IDS),
          memberIds: z.array(z.string()).max(MOST_IDS),
        }),
      )
      .max(MOST_RULES),
  })
  .partial();
export type AccessChanges = Given<z.infer<typeof accessChangesSchema>>;

type Deps = { db: Db; rights: Pick<RightsReader, 'read'>; now: () => Date };

/**
 * Changes who may read which calls, at once. Whoever chooses "as in Gong", again too, has Gong's rights read first:
 * without them nobody could read.
 * @throws AppError `forbidden`, `invalid_input` for an unknown account or member, `not_connected`, and Gong's.
 */
export async function changeAccess(
  { db, rights, now }: Deps,
  viewer: Viewer,
  changes: AccessChanges,
): Promise<AccessStanding> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const { rules } = changes;
  if (rules) await checkRules(db, viewer, rules);
  if (changes.mode === 'gong') await rights.read(organizationId);
  await db.transaction(async (tx) => {
    const policy = accessPolicySchema.parse({
      ...(await readAccessPolicy(tx, organizationId)),
      ...changes,
      ...(rules ? { rules: rules.map((rule) => ({ ...rule, id: rule.id ?? newId('rul') })) } : {}),
    });
    await saveAccessPolicy(tx, organizationId, policy);
    const { mode, team, withoutGongUser } = policy;
    const details = { mode, team, withoutGongUser, rules: policy.rules.map(({ name }) => name) };
    await recordAudit(tx, viewer, { action: 'access.changed', details }, now());
  });
  return showAccess({ db }, viewer);
}

/** Who left, or an account that is gone, may stay in rules: they were right when they were made. */
async function checkRules(db: Db, { organizationId }: Viewer, rules: NonNullable<AccessChanges['rules']>) {
  const before = (await readAccessPolicy(db, organizationId)).rules;
  const accounts = new Set([
    ...(await listAccounts(db, organizationId)).map(({ id }) => id),
    ...before.flatMap(({ accountIds }) => accountIds),
  ]);
  const members = new Set([
    ...(await listMembers(db, organizationId)).map(({ memberId }) => memberId),
    ...before.flatMap(({ memberIds }) => memberIds),
  ]);
  for (const { name, accountIds, memberIds } of rules) {
    const account = accountIds.find((id) => !accounts.has(id));
    if (account) throw new AppError('invalid_input', `Rule "${name}": there is no account ${account}.`);
    const member = memberIds.find((id) => !members.has(id));
    if (member) throw new AppError('invalid_input', `Rule "${name}": there is no member ${member}.`);
  }
}
