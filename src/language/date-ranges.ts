import type { DateTime } from 'luxon';

/** A stretch of time with its label and its place in a text: `from` inclusive, `to` exclusive; null is open. */
export type NamedRange = { from: DateTime | null; to: DateTime | null; label: string; start: number; end: number };

const startOf = ({ from }: NamedRange): number => from?.toMillis() ?? Number.NEGATIVE_INFINITY;
const endOf = ({ to }: NamedRange): number => to?.toMillis() ?? Number.POSITIVE_INFINITY;

/** Ranges in order, with touching ranges merged. */
export function union(ranges: readonly NamedRange[]): NamedRange[] {
  const merged: NamedRange[] = [];
  for (const range of ranges.toSorted((a, b) => startOf(a) - startOf(b))) {
    const last = merged.at(-1);
    if (last && startOf(range) <= endOf(last)) {
      merged[merged.length - 1] = {
        ...last,
        to: endOf(range) > endOf(last) ? range.to : last.to,
        label: `${last.label} and ${range.label}`,
      };
    } else merged.push(range);
  }
  return merged;
}

/** The shared parts of both lists. Without any, an empty range remains, so nothing is found and the reader is told. */
export function intersection(left: readonly NamedRange[], right: readonly NamedRange[]): NamedRange[] {
  const cut = (a: NamedRange, b: NamedRange): NamedRange => ({
    ...a,
    from: startOf(a) > startOf(b) ? a.from : b.from,
    to: endOf(a) < endOf(b) ? a.to : b.to,
    label: a.label,
  });
  const all = left.flatMap((a) => right.map((b) => cut(a, b)));
  const shared = all.filter((range) => startOf(range) < endOf(range));
  return shared.length > 0 ? shared : all.slice(0, 1);
}
