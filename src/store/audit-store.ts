import { and, desc, eq, gte, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import {
  type AuditAction,
  type AuditActor,
  type AuditDetails,
  type AuditEntry,
  type AuditRecord,
  operatorOf,
} from '../audit.ts';
import type { OrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import type { Db } from './db.ts';
import { listOrganizations } from './organizations-store.ts';
import { auditRecords } from './schema.ts';

// Nothing here changes or deletes a record, except to take out an erased person's address and names.

/**
 * Adds an entry to the organization's record. Call it within the transaction of the deed, so that neither stands alone.
 * An operator who acts as a member stays the operator: details name the member as `as`.
 */
export async function recordAudit(
  db: Db,
  { organizationId, memberId, email, isOperator }: AuditActor,
  { action, subject, details = {} }: AuditEntry,
  now: Date,
): Promise<void> {
  const who = isOperator
    ? { memberId: null, email: null, details: { ...details, as: email } }
    : { memberId, email, details };
  await db
    .insert(auditRecords)
    .values({ organizationId, id: newId('aud'), at: now, action, subject: subject ?? null, ...who });
}

/** Adds what an operator did to all organizations at once to the record of each. */
export async function recordAuditOfAll(db: Db, entry: AuditEntry, now: Date): Promise<void> {
  for (const { id } of await listOrganizations(db)) await recordAudit(db, operatorOf(id), entry, now);
}

/** A record's place in the list. */
export type AuditKey = Pick<AuditRecord, 'at' | 'id'>;

/** Records of one action alone, or without those of one. */
export type AuditWish = {
  from?: Date | undefined;
  to?: Date | undefined;
  action?: AuditAction | undefined;
  without?: AuditAction | undefined;
};

/**
 * Newest first, equal times by descending id; `from` inclusive, `to` exclusive. `after` is the last record of the page
 * before.
 */
export async function listAudit(
  db: Db,
  organizationId: OrganizationId,
  wish: AuditWish,
  page: { limit: number; after?: AuditKey | undefined },
): Promise<AuditRecord[]> {
  const { after } = page;
  const rows = await db
    .select()
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.organizationId, organizationId),
        wish.from && gte(auditRecords.at, wish.from),
        wish.to && lt(auditRecords.at, wish.to),
        wish.action && eq(auditRecords.action, wish.action),
        wish.without && ne(auditRecords.action, wish.without),
        after && or(lt(auditRecords.at, after.at), and(eq(auditRecords.at, after.at), lt(auditRecords.id, after.id))),
      ),
    )
    .orderBy(desc(auditRecords.at), desc(auditRecords.id))
    .limit(page.limit);
  return rows.map(({ id, at, memberId, email, action, subject, details }) => ({
    id,
    at,
    actor: { memberId, email },
    action,
    subject,
    details,
  }));
}

/** Takes an address and names out of the records, both as actor and in details; the deeds stay on record. */
export async function forgetInAudit(
  tx: Db,
  organizationId: OrganizationId,
  address: string,
  names: readonly string[],
): Promise<void> {
  const ofOrganization = eq(auditRecords.organizationId, organizationId);
  await tx
    .update(auditRecords)
    .set({ email: null })
    .where(and(ofOrganization, eq(sql`lower(${auditRecords.email})`, address)));
  const words = [address, ...names];
  const holds = words.map((word) => holding(word));
  const told = await tx
    .select()
    .from(auditRecords)
    .where(and(ofOrganization, or(...holds)));
  for (const { id, details } of told)
    await tx
      .update(auditRecords)
      .set({ details: without(details, words) })
      .where(and(ofOrganization, eq(auditRecords.id, id)));
}

/** Whether the details hold the word, whatever its case. The word is compared as JSON writes it. */
const holding = (word: string): SQL =>
  sql`position(lower(${JSON.stringify(word).slice(1, -1)}) in lower(${auditRecords.details}::text)) > 0`;

const ERASED = '(erased)';

function without(details: AuditDetails, words: readonly string[]): AuditDetails {
  const patterns = words.map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'));
  const clean = (text: string): string => patterns.reduce((rest, pattern) => rest.replace(pattern, ERASED), text);
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : Array.isArray(value) ? value.map(clean) : value,
    ]),
  );
}
