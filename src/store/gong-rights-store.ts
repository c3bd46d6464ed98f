import { and, asc, count, eq, getTableColumns, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, toCallId } from '../call.ts';
import type { GongFolder, GongProfile, GongRights, Report } from '../gong-rights.ts';
import type { Db } from './db.ts';
import { callGrants, calls, gongFolders, gongProfiles, gongUsers } from './schema.ts';

/** Rows of one statement: few enough for any driver. */
const BATCH = 500;

/** Replaces the copy of Gong's profiles and folders. */
export async function saveGongRights(
  tx: Db,
  organizationId: OrganizationId,
  { profiles, folders }: { profiles: readonly GongProfile[]; folders: readonly GongFolder[] },
): Promise<void> {
  await deleteGongRights(tx, organizationId);
  for (let start = 0; start < profiles.length; start += BATCH)
    await tx
      .insert(gongProfiles)
      .values(profiles.slice(start, start + BATCH).map((one) => ({ organizationId, ...one })))
      .onConflictDoNothing();
  for (let start = 0; start < folders.length; start += BATCH)
    await tx
      .insert(gongFolders)
      .values(folders.slice(start, start + BATCH).map((one) => ({ organizationId, ...one })))
      .onConflictDoNothing();
}

export async function deleteGongRights(tx: Db, organizationId: OrganizationId): Promise<void> {
  for (const table of [gongProfiles, gongFolders])
    await tx.delete(table).where(eq(table.organizationId, organizationId));
}

/** Notes with whom calls were shared. Calls that left the store meanwhile are skipped. */
export async function saveCallGrants(
  db: Db,
  organizationId: OrganizationId,
  grants: readonly { callId: CallId; userIds: string[] }[],
  readAt: Date,
): Promise<void> {
  if (grants.length === 0) return;
  await db.execute(sql`
    insert into ${callGrants} (organization_id, call_id, user_ids, read_at)
    select ${organizationId}, told."callId", told."userIds", ${readAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as told("callId" text, "userIds" text[])
    where exists (select 1 from ${calls} where organization_id = ${organizationId} and id = told."callId")
    on conflict (organization_id, call_id) do update set user_ids = excluded.user_ids, read_at = excluded.read_at`);
}

/**
 * Calls whose sharing is asked for next. Those that were shared with somebody come first, as it may have ended, longest
 * ago asked first: half of them, or more where there are few others. Of the others those never asked for come before
 * those asked for longest ago, the newest first. Those asked for since `since` are left out.
 */
export async function listCallsToAskGrants(
  db: Db,
  organizationId: OrganizationId,
  { since, limit }: { since: Date; limit: number },
): Promise<CallId[]> {
  const wasShared = sql`cardinality(coalesce(${callGrants.userIds}, '{}')) > 0`;
  const next = async (isMeant: SQL): Promise<CallId[]> => {
    const rows = await db
      .select({ id: calls.id })
      .from(calls)
      .leftJoin(callGrants, and(eq(callGrants.organizationId, calls.organizationId), eq(callGrants.callId, calls.id)))
      .where(
        and(
          eq(calls.organizationId, organizationId),
          eq(calls.isPrivate, false),
          or(isNull(callGrants.readAt), lt(callGrants.readAt, since)),
          isMeant,
        ),
      )
      .orderBy(sql`${callGrants.readAt} nulls first`, sql`${calls.startedAt} desc`, asc(calls.id))
      .limit(limit);
    return rows.map(({ id }) => toCallId(id));
  };
  const [shared, others] = [await next(wasShared), await next(sql`not ${wasShared}`)];
  const first = shared.slice(0, Math.max(Math.floor(limit / 2), limit - others.length));
  return [...first, ...others.slice(0, limit - first.length)];
}

/**
 * What Gong told of the user with this address. An address that is several users' other one is nobody's. Null for
 * nobody.
 */
export async function readGongRights(
  db: Db,
  organizationId: OrganizationId,
  email: string,
): Promise<GongRights | null> {
  const user = await findGongUser(db, organizationId, email);
  if (!user) return null;
  const { userIds: _, organizationId: __, ...columns } = getTableColumns(gongProfiles);
  const profiles = await db
    .select(columns)
    .from(gongProfiles)
    .where(and(eq(gongProfiles.organizationId, organizationId), sql`${user.id} = any(${gongProfiles.userIds})`));
  const asksReports = profiles.some(({ callLevel }) => callLevel === 'managers-team' || callLevel === 'report-to-them');
  const asksFolders = profiles.some(({ folderLevel }) => folderLevel !== 'none');
  return {
    user,
    profiles,
    reports: asksReports ? await listReports(db, organizationId) : [],
    folders: asksFolders ? await listFolders(db, organizationId) : [],
    grantedCallIds: await listGranted(db, organizationId, user.id),
  };
}

async function findGongUser(db: Db, organizationId: OrganizationId, email: string) {
  const address = email.toLowerCase();
  const rows = await db
    .select({ id: gongUsers.id, email: gongUsers.email, isActive: gongUsers.isActive })
    .from(gongUsers)
    .where(
      and(
        eq(gongUsers.organizationId, organizationId),
        or(eq(gongUsers.email, address), sql`${address} = any(${gongUsers.otherEmails})`),
      ),
    );
  const own = rows.filter((row) => row.email === address);
  // Who left and came back has two users with one address.
  const found = own.filter(({ isActive }) => isActive).length > 0 ? own.filter(({ isActive }) => isActive) : own;
  const meant = found.length > 0 ? found : rows;
  const [user] = meant;
  return user && meant.length === 1 ? { id: user.id, isActive: user.isActive } : null;
}

const listReports = (db: Db, organizationId: OrganizationId): Promise<Report[]> =>
  db
    .select({ id: gongUsers.id, managerId: gongUsers.managerId })
    .from(gongUsers)
    .where(eq(gongUsers.organizationId, organizationId));

async function listFolders(db: Db, organizationId: OrganizationId): Promise<GongFolder[]> {
  const rows = await db.select().from(gongFolders).where(eq(gongFolders.organizationId, organizationId));
  return rows.map(({ organizationId: _, ...folder }) => folder);
}

async function listGranted(db: Db, organizationId: OrganizationId, userId: string): Promise<string[]> {
  const rows = await db
    .select({ callId: callGrants.callId })
    .from(callGrants)
    .where(
      and(
        eq(callGrants.organizationId, organizationId),
        sql`cardinality(${callGrants.userIds}) > 0`,
        sql`${userId} = any(${callGrants.userIds})`,
      ),
    );
  return rows.map(({ callId }) => callId);
}

/** How many kept calls there are, and of how many it is known with whom they were shared. */
export async function countGrantsRead(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ calls: number; asked: number }> {
  const [row] = await db
    .select({ calls: count(), asked: count(callGrants.readAt) })
    .from(calls)
    .leftJoin(callGrants, and(eq(callGrants.organizationId, calls.organizationId), eq(callGrants.callId, calls.id)))
    .where(and(eq(calls.organizationId, organizationId), eq(calls.isPrivate, false)));
  return { calls: row?.calls ?? 0, asked: row?.asked ?? 0 };
}
