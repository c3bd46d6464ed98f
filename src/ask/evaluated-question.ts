import { z } from 'zod';
import { AppError } from '../errors.ts';
import { wordsOf } from '../language/words.ts';
import type { Answer, ShownEvidence } from './answer.ts';
import type { AnswerPlan } from './answer-plan.ts';

const spanSchema = z.object({ callId: z.string(), startMs: z.number(), endMs: z.number() });
const questionSchema = z.object({
  id: z.string().optional(),
  question: z.string(),
  /** Asks as if at this moment. */
  asOf: z.string().optional(),
  /** Expected account names. */
  accounts: z.array(z.string()).optional(),
  /** Expected range. Null is an open end; when both ends are absent, the range is not scored. */
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  /** What a right answer touches, quotes and says. With none of them, the calls hold no answer. */
  expected: z.object({
    spans: z.array(spanSchema).optional(),
    quotes: z.array(z.string()).optional(),
    facts: z.array(z.string()).optional(),
  }),
});
/** With a plan, the question is asked by it, narrowed to the accounts of `accountIds` where it has any. */
export type EvaluatedQuestion = z.infer<typeof questionSchema> & { plan?: AnswerPlan; accountIds?: string[] };

/** @throws AppError `invalid_input` naming the line. */
export function readQuestionSet(text: string): EvaluatedQuestion[] {
  return text
    .split('\n')
    .map((line, at) => ({ line, at }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, at }) => {
      try {
        return questionSchema.parse(JSON.parse(line));
      } catch (cause) {
        throw new AppError('invalid_input', `Line ${at + 1} is not a question of a set (docs/evaluations.md).`, {
          cause,
        });
      }
    });
}

/** Readers hardly look at evidence further down. */
export const EVIDENCE_DEPTH = 12;

/** The share of what answers a question that the best of its evidence holds; null where nothing is expected. */
export const foundShare = (question: EvaluatedQuestion, evidence: readonly ShownEvidence[]): number | null =>
  goalsOf(question).length === 0 ? null : met(question, evidence.slice(0, EVIDENCE_DEPTH).map(ofEvidence));

/** How right an answer is: the share of what answers that it cites; where nothing does, whether it says so. */
export const rightShare = (question: EvaluatedQuestion, answer: Answer): number => {
  const isRefused = answer.status === 'not_found';
  if (!isAnswerable(question)) return isRefused ? 1 : 0;
  return isRefused ? 0 : met(question, answer.citations.map(ofCitation));
};

/** Whether the calls hold an answer. */
export const isAnswerable = (question: EvaluatedQuestion): boolean =>
  goalsOf(question).length > 0 || (question.expected.facts ?? []).length > 0;

/** A piece of a call, found or cited. */
type Piece = { callId: string; startMs: number; endMs: number; text: string };
export const ofEvidence = ({ callId, startMs, endMs, text }: ShownEvidence): Piece => ({
  callId,
  startMs,
  endMs,
  text,
});
export const ofCitation = ({ callId, startMs, endMs, quote }: Answer['citations'][number]): Piece => ({
  callId,
  startMs,
  endMs,
  text: quote,
});

/** One test per expected span or quote: does a piece touch it? */
export function goalsOf({ expected }: EvaluatedQuestion): ((piece: Piece) => boolean)[] {
  const plain = (text: string) => ` ${wordsOf(text).join(' ')} `;
  return [
    ...(expected.spans ?? []).map(
      (span) => (piece: Piece) =>
        piece.callId === span.callId && piece.startMs < span.endMs && span.startMs < piece.endMs,
    ),
    ...(expected.quotes ?? []).map((quote) => (piece: Piece) => plain(piece.text).includes(plain(quote))),
  ];
}

export const met = (question: EvaluatedQuestion, pieces: readonly Piece[]): number =>
  mean(goalsOf(question).map((goal) => (pieces.some(goal) ? 1 : 0))) ?? 0;

/** Null of none. */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
