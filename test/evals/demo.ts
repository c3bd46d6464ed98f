import { askReadersQuestions, DEPTH, type ReaderResult } from '../demo/ask-readers-questions.ts';
import { READER_QUESTIONS } from '../demo/reader-questions.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { mean, type Row, share, standardError } from './report.ts';
import type { Part } from './split.ts';

const HALVES = { tune: 'choose', report: 'report' } as const;
const NOW = new Date('2026-11-22T12:00:00Z');

/**
 * What a reader of the invented calls would answer, beside our answers without a model: with the model inside for
 * meaning, and, by EMBEDDINGS=off, by words alone. Misses are listed for the part to choose on alone.
 */
export async function evaluateDemo(_folder: string, parts: readonly Part[]): Promise<Row[]> {
  const embeddings = process.env.EMBEDDINGS === 'off' ? 'off' : 'on';
  const demo = await openAskingDemo(NOW, { EMBEDDINGS: embeddings });
  try {
    const rows: Row[] = [
      { what: `the invented calls, no model, embeddings: ${demo.services.embedder?.name ?? 'none'}` },
    ];
    for (const part of parts) {
      const ofPart = READER_QUESTIONS.filter(({ half }) => half === HALVES[part]);
      const results = await askReadersQuestions(demo, ofPart);
      rows.push({ what: `${part === 'report' ? 'REPORTED' : 'for tuning'}: ${results.length} questions` });
      rows.push(...measure(results), ...(part === 'tune' ? missesOf(results) : []));
    }
    return rows;
  } finally {
    await demo.close();
  }
}

function measure(results: readonly ReaderResult[]): Row[] {
  const answerable = results.filter(({ asked }) => asked.moments.length > 0);
  const others = results.filter(({ asked }) => asked.moments.length === 0);
  const row = (
    what: string,
    of: readonly ReaderResult[],
    value: (one: ReaderResult) => number,
    target?: string,
  ): Row => ({
    what: `  ${what} (${of.length})`,
    ours: mean(of.map(value)),
    error: standardError(of.map(value)),
    ...(target && { target }),
  });
  return [
    row(`moments found by the best ${DEPTH}`, answerable, ({ found }) => found),
    row('moments quoted', answerable, ({ quoted }) => quoted),
    row('of the claims, on such a moment', answerable, ({ precision }) => precision),
    row('quotes', answerable, ({ answer }) => answer.citations.length),
    row('no moment quoted', answerable, ({ quoted }) => Number(quoted === 0)),
    row('"not found" of the answerable', answerable, ({ isRefused }) => Number(isRefused), '≤ 0.05'),
    row('answered without a quote', answerable, ({ isEmpty }) => Number(isEmpty), '0'),
    row('the nearest moments alone, of the answerable', answerable, ({ isNearestOnly }) => Number(isNearestOnly)),
    {
      what: `  refused or the nearest moments alone, of the unanswerable (${others.length})`,
      ours: share(others.map(({ isRefused, isNearestOnly }) => isRefused || isNearestOnly)),
      target: '1',
    },
  ];
}

const missesOf = (results: readonly ReaderResult[]): Row[] =>
  results
    .filter(({ asked, quoted, isRefused, isNearestOnly }) =>
      asked.moments.length > 0 ? quoted < 1 : !isRefused && !isNearestOnly,
    )
    .map(({ asked, answer, found, quoted }) => ({
      what: `  ${asked.question} [${answer.status}, found ${found.toFixed(2)}, quoted ${quoted.toFixed(2)}]`,
    }));
