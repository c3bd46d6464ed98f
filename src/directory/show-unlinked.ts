import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOf } from '../access/scope.ts';
import { callIdSchema } from '../call.ts';
import { domainOf, isFreemail, toCompanyDomain } from '../company-domain.ts';
import { isoDate } from '../iso-date.ts';
import type { Db } from '../store/db.ts';
import { listUnlinkedParties, type UnlinkedParty } from '../store/parties-store.ts';
import type { Viewer } from '../viewer.ts';

export const UNLINKED_REASONS = {
  no_address: 'Gong gave no address for this participant, and nobody is guessed.',
  freemail: 'The address is of a mail provider, which says nothing of the company.',
  no_company: 'The address names no company: its part after the @ is no domain that one can have registered.',
  ignored_account: 'The account of this domain is ignored.',
  unknown_side: 'Gong does not say whose person this is, and no account has the domain.',
} as const;

/** The cast restores the table's keys: `Object.keys` types them as text. */
const reasonSchema = z.enum(Object.keys(UNLINKED_REASONS) as (keyof typeof UNLINKED_REASONS)[]);

/** A participant; `callId` and `position` are of the latest call. */
export const unlinkedParticipantSchema = z.object({
  callId: callIdSchema,
  position: z.number(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  reason: reasonSchema,
  calls: z.number(),
  lastCallAt: isoDate,
});
export type UnlinkedParticipant = z.infer<typeof unlinkedParticipantSchema>;

/**
 * Participants outside our team and without an account, with the reason. Most calls first.
 * @throws AppError `forbidden`.
 */
export async function showUnlinked({ db }: { db: Db }, viewer: Viewer, limit: number): Promise<UnlinkedParticipant[]> {
  checkAdmin(viewer);
  const parties = await listUnlinkedParties(db, scopeOf(viewer), limit);
  return parties.map((party) => {
    const { side: _, accountState: __, ...shown } = party;
    return { ...shown, reason: reasonOf(party) };
  });
}

function reasonOf({ email, accountState }: UnlinkedParty): UnlinkedParticipant['reason'] {
  if (!email) return 'no_address';
  const host = domainOf(email);
  if (host && isFreemail(host)) return 'freemail';
  if (accountState === 'ignored') return 'ignored_account';
  return host === null || toCompanyDomain(host) === null ? 'no_company' : 'unknown_side';
}
