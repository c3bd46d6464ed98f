import type { CallSummary } from '../call-summary.ts';
import type { Figure } from '../figure.ts';
import { daysBetween } from '../time-window.ts';
import type { FigureRow } from './answer-parts.ts';
import type { AskContext } from './draft.ts';
import { figureWords, listWords, rangeWords } from './write-text.ts';

/** A number in a sentence, its rows, and the calls that it was counted on. */
export type Figures = { lead: string; rows: FigureRow[]; calls: readonly CallSummary[] };
export type FiguresInput = AskContext & { calls: readonly CallSummary[] };

export const minutesOf = (calls: readonly CallSummary[]): Figure => ({
  value: calls.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0) / 60,
  unit: 'minutes',
});

/** By their first figures, the greatest first. */
export const compareFigures = (a: FigureRow, b: FigureRow): number =>
  (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0) || (b.figures[1]?.value ?? 0) - (a.figures[1]?.value ?? 0);

/** " with Acme (since 1 November 2026)": the sentence goes on. */
export function inParentheses(input: FiguresInput): string {
  const when = rangeWords(input.plan, input.now, input.organization.timeZone);
  return `${withNames(input.plan)}${when && ` (${when})`}`;
}

const withNames = ({ accounts, people }: FiguresInput['plan']): string => {
  const names = listWords([...accounts, ...people].map(({ name }) => name));
  return names && ` with ${names}`;
};

/** " with Acme, since 1 November 2026". */
export function afterComma({ plan, now, organization }: FiguresInput): string {
  const when = rangeWords(plan, now, organization.timeZone);
  return `${withNames(plan)}${when && `, ${when}`}`;
}

/** "12 days ago", "today". */
export function ago({ now, organization }: FiguresInput, { startedAt }: CallSummary): string {
  const days = daysBetween({ from: startedAt, to: now }, organization.timeZone);
  return days === 0 ? 'today' : `${figureWords({ value: days, unit: 'days' })} ago`;
}
