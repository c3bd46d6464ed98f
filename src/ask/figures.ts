import type { CallSummary } from '../call-summary.ts';
import type { Figure } from '../figure.ts';
import type { FigureRow } from './answer-parts.ts';
import type { AskContext } from './draft.ts';

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
