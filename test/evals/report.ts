/**
 * One line of a report: a measure with its baseline from the same run, its standard error and its target, or a heading.
 * `gain` is the mean difference to the baseline, question by question, with its own standard error.
 */
export type Row = {
  what: string;
  baseline?: number;
  ours?: number;
  error?: number;
  gain?: number;
  gainError?: number;
  target?: string;
};

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
/** How far chance may move the mean of so few values: the standard error. */
export function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.map((value) => (value - middle) ** 2);
  return values.length < 2 ? 0 : Math.sqrt(mean(squares) / (values.length - 1));
}
export const share = (truths: readonly boolean[]): number => mean(truths.map(Number));

export function printReport(name: string, rows: readonly Row[]): void {
  const figure = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3));
  const lines = [
    ['measure', 'baseline', 'ours', '±', 'gain', '±', 'target'],
    ...rows.map((row) => [
      row.what,
      ...[row.baseline, row.ours, row.error, row.gain, row.gainError].map(figure),
      row.target ?? '',
    ]),
  ];
  const width = Math.max(...lines.map(([what = '']) => what.length));
  console.log(`\n${name}`);
  for (const [what = '', ...cells] of lines)
    console.log(`${what.padEnd(width)}  ${cells.map((cell) => cell.padStart(9)).join(' ')}`.trimEnd());
}
