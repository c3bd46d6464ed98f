import { z } from 'zod';
import type { Call } from './call.ts';
import { domainOf, ownerOfDomain } from './company-domain.ts';
import { withOlder } from './with-older.ts';

/** As `domainSchema`, but one that was kept before it was checked stays readable. */
const keptDomain = z
  .string()
  .trim()
  .toLowerCase()
  .overwrite((text) => text.replace(/^@/, ''));

/** Rules for calls an organization does not keep. Private calls are never kept anyway. */
export const exclusionsSchema = z.object({
  titles: z
    .array(z.string().trim().min(1).max(200))
    .max(100)
    .meta({ description: 'Parts of titles, whatever their case.' }),
  domains: z.array(keptDomain).max(500).meta({ description: 'Of anyone on the call, domains below them too.' }),
  workspaceIds: z.array(z.string()).max(100),
  internalOnly: z.boolean().meta({ description: 'Calls on which nobody but us is.' }),
});
export type Exclusions = z.infer<typeof exclusionsSchema>;

/** Exclusions as stored; rows of older versions lack members. */
export const keptExclusionsSchema = withOlder(
  { titles: [], domains: [], workspaceIds: [], internalOnly: false },
  exclusionsSchema,
);

/** The rules for calls not to keep. */
export const rulesSchema = z
  .object({
    exclusions: exclusionsSchema,
    retentionMonths: z
      .number()
      .int()
      .min(1)
      .max(600)
      .nullable()
      .meta({ description: 'Older calls go; null keeps all.' }),
  })
  .meta({ id: 'Rules' });
export type Rules = z.infer<typeof rulesSchema>;

/** The facts of a call for the rules. */
export type Excludable = Pick<Call, 'title' | 'workspaceId' | 'kind'> & { emails: readonly string[] };

export function isExcluded({ titles, domains, workspaceIds, internalOnly }: Exclusions, call: Excludable): boolean {
  const title = call.title.toLowerCase();
  const excluded = new Map(domains.map((domain) => [domain.toLowerCase(), true]));
  return (
    (internalOnly && call.kind === 'internal') ||
    (call.workspaceId !== null && workspaceIds.includes(call.workspaceId)) ||
    titles.some((part) => part.trim() !== '' && title.includes(part.trim().toLowerCase())) ||
    call.emails.some((email) => {
      const domain = domainOf(email);
      return domain !== null && ownerOfDomain(excluded, domain) === true;
    })
  );
}
