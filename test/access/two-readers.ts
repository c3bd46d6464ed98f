import { createApiKey } from '../../src/access/create-api-key.ts';
import { readMember } from '../../src/access/read-member.ts';
import { newId } from '../../src/ids.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { users } from '../../src/store/schema.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

export const HERS = 'The price of the forklift is too high for us.';
const OTHERS = 'Zanzibar pricing is what we never agreed on.';

export const CALLS: readonly SpokenCall[] = [
  {
    id: '1',
    title: 'With Mira',
    startedAt: new Date('2026-11-02T10:00:00Z'),
    says: [
      ['mira@ours.example', 'Hello there.'],
      ['tove@acme.example', HERS],
    ],
  },
  {
    id: '2',
    title: 'Zanzibar talks',
    startedAt: new Date('2026-11-03T10:00:00Z'),
    says: [
      ['robin@ours.example', 'Hello there.'],
      ['lee@zanzibar.example', OTHERS],
    ],
  },
];

/** An organization of an admin and of Mira, who was on one of the calls; `hers` are the headers of her requests. */
export async function openTwoReaders(calls: readonly SpokenCall[] = CALLS) {
  const ours = await openHttpOrganization(calls);
  const userId = newId('usr');
  const email = 'mira@ours.example';
  await ours.deps.db.insert(users).values({ id: userId, name: 'Mira', email, emailVerified: true });
  const { organizationId } = ours;
  const member = { id: newId('mem'), organizationId, userId, role: 'member' as const, createdAt: NOW };
  await saveMember(ours.deps.db, member);
  const mira = await readMember(ours.deps, organizationId, email);
  const hers: Record<string, string> = {
    authorization: `Bearer ${(await createApiKey(ours.deps, mira, 'hers')).key}`,
  };
  return { ...ours, hers };
}
