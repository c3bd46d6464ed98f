import { and, eq, inArray, sql } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import { nameKeysOf } from '../language/name-keys.ts';
import type { Person } from '../person.ts';
import type { Db } from './db.ts';
import { PERSON_COLUMNS } from './people-store.ts';
import { people } from './schema.ts';

/** A contact as an import leaves it, confirmed. */
export type ContactWrite = Pick<Person, 'email' | 'name' | 'title' | 'accountId'>;

/** A person with whether an admin or an import confirmed them already. */
export type KnownPerson = Person & { isConfirmed: boolean };

/** Those people that have one of the addresses. */
export async function readPeopleByEmail(
  db: Db,
  organizationId: OrganizationId,
  emails: readonly string[],
): Promise<KnownPerson[]> {
  if (emails.length === 0) return [];
  return db
    .select({ ...PERSON_COLUMNS, isConfirmed: people.isConfirmed })
    .from(people)
    .where(and(eq(people.organizationId, organizationId), inArray(people.email, [...emails])));
}

/** Adds and changes contacts of an import in one statement, whatever their number. */
export async function saveImportedContacts(
  db: Db,
  organizationId: OrganizationId,
  writes: readonly ContactWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  await db
    .insert(people)
    .values(
      writes.map((write) => ({
        ...{ organizationId, id: newId('per'), ...write, ...nameKeysOf(write.name) },
        ...{ kind: 'contact' as const, isConfirmed: true },
      })),
    )
    .onConflictDoUpdate({
      target: [people.organizationId, people.email],
      set: {
        name: sql`excluded.name`,
        nameWords: sql`excluded.name_words`,
        nameStarts: sql`excluded.name_starts`,
        title: sql`coalesce(excluded.title, ${people.title})`,
        kind: sql`excluded.kind`,
        accountId: sql`excluded.account_id`,
        isConfirmed: true,
      },
    });
}
