import { domainOf, ownerOfDomain } from './account.ts';
import type { Call } from './call.ts';

/** Which calls an organization does not keep, beside private ones. */
export type Exclusions = {
  /** Words or parts of titles, whatever their case. */
  titles: string[];
  /** Calls with anyone of these domains, or of domains below them. */
  domains: string[];
  workspaceIds: string[];
  /** Calls on which nobody but us is. */
  internalOnly: boolean;
};

/** What the rules look at of a call. */
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
