/** One line of a report: a measure with its baseline of the same run, its standard error and its target, or a heading. */
export type Row = { what: string; baseline?: number; ours?: number; error?: number; target?: string };

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
/** How far the mean of so few values may be off by chance: its standard error. */
export function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.map((value) => (value - middle) ** 2);
  return values.length < 2 ? 0 : Math.sqrt(mean(squares) / (values.length - 1));
}
export const share = (truths: readonly boolean[]): number => mean(truths.map(Number));

export function printReport(name: string, rows: readonly Row[]): void {
  const figure = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3));
  const lines = [
    ['measure', 'baseline', 'ours', '±', 'target'],
    ...rows.map((row) => [row.what, figure(row.baseline), figure(row.ours), figure(row.error), row.target ?? '']),
  ];
  const width = Math.max(...lines.map(([what = '']) => what.length));
  console.log(`\n${name}`);
  for (const [what = '', ...cells] of lines)
    console.log(`${what.padEnd(width)}  ${cells.map((cell) => cell.padStart(9)).join(' ')}`.trimEnd());
}
