import type { DateRange } from '../search/date-words.ts';
import type { Tracker } from '../tracker.ts';
import type { AnswerPlan } from './answer.ts';
import type { QuestionPlan } from './plan-question.ts';

/** The plan as readers get it. */
export const toAnswerPlan = (plan: QuestionPlan): AnswerPlan => ({
  type: plan.type,
  census: plan.census,
  accounts: plan.accounts,
  people: plan.people,
  from: toIso(plan.from),
  to: toIso(plan.to),
  when: plan.when,
  ranges: plan.ranges.map(({ from, to, label }) => ({ from: toIso(from), to: toIso(to), label })),
  side: plan.side,
  trackers: plan.trackers.map(({ id, name }) => ({ id, name })),
  phrases: plan.phrases,
  terms: plan.terms,
  runs: plan.runs,
  meaning: plan.meaning,
  added: plan.added,
  inherited: plan.inherited,
  warnings: plan.warnings,
});

/** What plans of older versions lack. */
const OLDER = { type: 'said', census: 'mentions', meaning: '', ranges: [], runs: [], added: [], inherited: [] };

/**
 * The plan of an answer as one that can be asked with again, whether it was edited or kept: nothing of it is planned anew. A tracker that is gone is
 * left out and said to be.
 */
export function fromAnswerPlan(given: AnswerPlan, trackers: readonly Tracker[]): QuestionPlan {
  const kept = { ...OLDER, ...given } as AnswerPlan;
  const gone = kept.trackers.filter(({ id }) => !trackers.some((tracker) => tracker.id === id));
  return {
    ...kept,
    typeCue: kept.type,
    mentions: [],
    ranges: rangesOf(kept),
    from: toDate(kept.from),
    to: toDate(kept.to),
    callWords: null,
    trackers: trackers.filter(({ id }) => kept.trackers.some((wanted) => wanted.id === id)),
    isOfAll: kept.accounts.length === 0,
    isAnyTime: kept.from === null && kept.to === null,
    warnings: gone.map(({ name }) => `There is no tracker ${name} any more.`),
  };
}

/** An edit of `from` or `to` alone counts: ranges that do not reach them are of the time before the edit. */
function rangesOf({ ranges, from, to, when }: AnswerPlan): DateRange[] {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first && first.from === from && last?.to === to)
    return ranges.map((range) => ({ from: toDate(range.from), to: toDate(range.to), label: range.label }));
  return from || to ? [{ from: toDate(from), to: toDate(to), label: when ?? '' }] : [];
}

const toIso = (date: Date | null): string | null => date?.toISOString() ?? null;
const toDate = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));
