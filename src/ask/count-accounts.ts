import type { Census } from './answer.ts';
import type { CountedAccount } from './answer-parts.ts';

/** Sums the rows of calls by account. Most mentions come first; calls without an account come last among equals. */
export function countAccounts(rows: Census['rows'], claimsOf: (callId: string) => readonly number[]): CountedAccount[] {
  const named = rows.flatMap((row) =>
    (row.accounts.length > 0 ? row.accounts : [null]).map((account) => ({ account, row })),
  );
  return [...Map.groupBy(named, ({ account }) => account?.id).values()]
    .map((group) => ({
      account: group[0]?.account ?? null,
      mentions: group.reduce((sum, { row }) => sum + row.mentions, 0),
      calls: group.length,
      claims: group.flatMap(({ row }) => claimsOf(row.callId)).sort((a, b) => a - b),
    }))
    .sort(
      (a, b) =>
        b.mentions - a.mentions ||
        Number(a.account === null) - Number(b.account === null) ||
        (a.account?.name ?? '').localeCompare(b.account?.name ?? ''),
    );
}
