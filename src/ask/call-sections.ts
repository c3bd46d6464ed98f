import type { CallSummary } from '../call-summary.ts';
import type { Citation, Claim } from '../citation.ts';
import type { NamedCall, Section } from './answer-parts.ts';

/** Groups claims by the call they cite first. Calls and claims keep their order. */
export function callSections(claims: readonly Claim[], citations: readonly Citation[]): Section[] {
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  const cited = claims.flatMap((claim, at) => {
    const citation = byNumber.get(claim.citations[0] ?? 0);
    return citation ? [{ citation, at }] : [];
  });
  return [...Map.groupBy(cited, ({ citation }) => citation.callId).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { callId: id, callTitle: title, startedAt, accounts } = first.citation;
    const call = { id, title, startedAt, accounts };
    return [{ kind: 'section' as const, call, account: null, claims: group.map(({ at }) => at), more: 0 }];
  });
}

export const toNamedCall = ({ id, title, startedAt, accounts }: CallSummary): NamedCall => ({
  id,
  title,
  startedAt: startedAt.toISOString(),
  accounts,
});

/** Positions of some claims among all claims. */
export function positionsIn(all: readonly Claim[]): (some: readonly Claim[]) => number[] {
  const positions = new Map(all.map((claim, at) => [claim, at]));
  return (some) => some.flatMap((claim) => positions.get(claim) ?? []);
}
