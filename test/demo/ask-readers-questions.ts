import type { Answer, ShownEvidence } from '../../src/ask/answer.ts';
import { readScripts } from '../../src/demo/invented-world.ts';
import type { openAskingDemo } from '../support/asking-demo.ts';
import type { ReaderQuestion } from './reader-questions.ts';

/** Readers hardly look at evidence further down. */
export const DEPTH = 12;

/**
 * An answer beside what a reader would choose. `found` and `quoted` are shares of the moments, 0 to 1: by the best
 * pieces of evidence, and by the answer. `precision` is the share of its claims that quote such a moment. `isEmpty`: it says something, and quotes nobody. `isNearestOnly`: its quotes
 * are announced as no answer.
 */
export type ReaderResult = {
  asked: ReaderQuestion;
  answer: Answer;
  found: number;
  quoted: number;
  precision: number;
  isRefused: boolean;
  isEmpty: boolean;
  isNearestOnly: boolean;
};

type Piece = { callTitle: string; text: string };
type Moment = ReaderQuestion['moments'][number];

/** Asks each of the questions, in their order. */
export async function askReadersQuestions(
  { ask }: Awaited<ReturnType<typeof openAskingDemo>>,
  questions: readonly ReaderQuestion[],
): Promise<ReaderResult[]> {
  const titles = new Map(readScripts().flatMap(({ calls }) => calls.map(({ key, title }) => [key, title])));
  const holds = ({ callTitle, text }: Piece, [key, begins]: Moment) =>
    callTitle === titles.get(key) && text.includes(begins);
  const results: ReaderResult[] = [];
  for (const asked of questions) {
    let evidence: ShownEvidence[] = [];
    const answer = await ask(asked.question, {}, (event) => {
      if (event.type === 'evidence') evidence = event.evidence;
    });
    const quotes = answer.citations.map(({ callTitle, quote }) => ({ callTitle, text: quote }));
    const isIn = (pieces: readonly Piece[]) => (moment: Moment) => pieces.some((piece) => holds(piece, moment));
    const holdsMoment = (n: number) => {
      const cited = answer.citations.find((citation) => citation.n === n);
      const piece = cited && { callTitle: cited.callTitle, text: cited.quote };
      return piece !== undefined && asked.moments.some((moment) => holds(piece, moment));
    };
    const isRefused = answer.status === 'not_found';
    results.push({
      asked,
      answer,
      found: shareOf(asked.moments, isIn(evidence.slice(0, DEPTH))),
      quoted: shareOf(asked.moments, isIn(quotes)),
      precision: shareOf(answer.claims, ({ citations }) => citations.some(holdsMoment)),
      isRefused,
      isEmpty: !isRefused && answer.citations.length === 0,
      isNearestOnly: answer.notes.some((note) => note.includes('These moments come nearest')),
    });
  }
  return results;
}

const shareOf = <T>(all: readonly T[], test: (one: T) => boolean): number =>
  all.filter(test).length / Math.max(1, all.length);
