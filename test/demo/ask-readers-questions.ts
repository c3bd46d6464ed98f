import type { Answer, ShownEvidence } from '../../src/ask/answer.ts';
import { readScripts } from '../../src/demo/invented-world.ts';
import type { openAskingDemo } from '../support/asking-demo.ts';
import type { ReaderQuestion } from './reader-questions.ts';

/** Readers hardly look at evidence further down. */
export const DEPTH = 12;

/**
 * An answer beside what a reader would choose. `found` and `quoted` are shares of the moments, 0 to 1: by the best
 * pieces of evidence, and by the answer. `isEmpty`: it says something, and quotes nobody. `isNearestOnly`: its quotes
 * are announced as no answer.
 */
export type ReaderResult = {
  asked: ReaderQuestion;
  answer: Answer;
  found: number;
  quoted: number;
  isRefused: boolean;
  isEmpty: boolean;
  isNearestOnly: boolean;
};

/** Asks each of the questions, in their order. */
export async function askReadersQuestions(
  { ask }: Awaited<ReturnType<typeof openAskingDemo>>,
  questions: readonly ReaderQuestion[],
): Promise<ReaderResult[]> {
  const titles = new Map(readScripts().flatMap(({ calls }) => calls.map(({ key, title }) => [key, title])));
  const results: ReaderResult[] = [];
  for (const asked of questions) {
    let evidence: ShownEvidence[] = [];
    const answer = await ask(asked.question, {}, (event) => {
      if (event.type === 'evidence') evidence = event.evidence;
    });
    const shareIn = (pieces: readonly { callTitle: string; text: string }[]) =>
      asked.moments.filter(([key, begins]) =>
        pieces.some(({ callTitle, text }) => callTitle === titles.get(key) && text.includes(begins)),
      ).length / Math.max(1, asked.moments.length);
    const isRefused = answer.status === 'not_found';
    results.push({
      asked,
      answer,
      found: shareIn(evidence.slice(0, DEPTH)),
      quoted: shareIn(answer.citations.map(({ callTitle, quote }) => ({ callTitle, text: quote }))),
      isRefused,
      isEmpty: !isRefused && answer.citations.length === 0,
      isNearestOnly: answer.notes.some((note) => note.includes('These moments come nearest')),
    });
  }
  return results;
}
