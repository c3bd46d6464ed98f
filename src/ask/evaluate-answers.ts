import { z } from 'zod';
import { AppError } from '../errors.ts';
import { wordsOf } from '../search/words.ts';
import type { Answer, AnswerEvent, ShownEvidence } from './answer.ts';

const spanSchema = z.object({ callId: z.string(), startMs: z.number(), endMs: z.number() });
const questionSchema = z.object({
  id: z.string().optional(),
  question: z.string(),
  /** As if at that moment. */
  asOf: z.string().optional(),
  /** Names of the accounts that the question is about. */
  accounts: z.array(z.string()).optional(),
  /** The range that its words mean, where it names one. */
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  /** Where the answer was said, or words of it; neither of them: there is none. */
  expected: z.object({ spans: z.array(spanSchema).optional(), quotes: z.array(z.string()).optional() }),
});
export type EvaluatedQuestion = z.infer<typeof questionSchema>;

/** What a configuration scored. Shares are 0 to 1, null where nothing in the set asks for them; times in ms. */
export type AnswersScore = {
  questions: number;
  evidenceRecall: number | null;
  citationPrecision: number | null;
  citationRecall: number | null;
  refusedUnanswerable: number | null;
  refusedAnswerable: number | null;
  accountsRight: number | null;
  rangesRight: number | null;
  medianMs: number;
  slowestMs: number;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
};

/** A score that was written before. @throws AppError `invalid_input`. */
export function readScore(json: string): AnswersScore {
  try {
    const read = JSON.parse(json);
    if (typeof read?.questions === 'number') return read;
  } catch {
    // Said below.
  }
  throw new AppError('invalid_input', 'This is no score that `eval answers --out` wrote.');
}

/** Evidence beyond this place is hardly read. */
const DEPTH = 12;

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

type Ask = (question: EvaluatedQuestion, emit: (event: AnswerEvent) => void) => Promise<Answer>;
type Result = { question: EvaluatedQuestion; answer: Answer; evidence: ShownEvidence[]; ms: number };

/** Asks each question of the set and scores what comes back. */
export async function evaluateAnswers(
  set: readonly EvaluatedQuestion[],
  ask: Ask,
  onProgress: (done: number) => void = () => {},
): Promise<AnswersScore> {
  const results: Result[] = [];
  for (const question of set) {
    const startedMs = performance.now();
    let evidence: ShownEvidence[] = [];
    const answer = await ask(question, (event) => {
      if (event.type === 'evidence') evidence = event.evidence;
    });
    results.push({ question, answer, evidence, ms: performance.now() - startedMs });
    onProgress(results.length);
  }
  return score(results);
}

function score(results: readonly Result[]): AnswersScore {
  const answerable = results.filter(({ question }) => goalsOf(question).length > 0);
  const unanswerable = results.filter(({ question }) => goalsOf(question).length === 0);
  const refused = (row: Result) => (row.answer.status === 'not_found' ? 1 : 0);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const sum = (of: (row: Result) => number) => results.reduce((total, row) => total + of(row), 0);
  const costs = results.flatMap(({ answer }) => answer.usage?.cost ?? []);
  return {
    questions: results.length,
    evidenceRecall: mean(
      answerable.map(({ question, evidence }) => met(question, evidence.slice(0, DEPTH).map(ofEvidence))),
    ),
    citationPrecision: mean(
      answerable
        .filter(({ answer }) => answer.citations.length > 0)
        .map(
          ({ question, answer }) =>
            mean(
              answer.citations.map((citation) =>
                goalsOf(question).some((goal) => goal(ofCitation(citation))) ? 1 : 0,
              ),
            ) ?? 0,
        ),
    ),
    citationRecall: mean(answerable.map(({ question, answer }) => met(question, answer.citations.map(ofCitation)))),
    refusedUnanswerable: mean(unanswerable.map(refused)),
    refusedAnswerable: mean(answerable.map(refused)),
    accountsRight: mean(
      results.flatMap(({ question, answer }) =>
        question.accounts
          ? [
              sameNames(
                question.accounts,
                answer.plan.accounts.map(({ name }) => name),
              )
                ? 1
                : 0,
            ]
          : [],
      ),
    ),
    rangesRight: mean(
      results.flatMap(({ question, answer }) =>
        question.from === undefined && question.to === undefined
          ? []
          : [sameMoment(question.from, answer.plan.from) && sameMoment(question.to, answer.plan.to) ? 1 : 0],
      ),
    ),
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    slowestMs: Math.round(times.at(-1) ?? 0),
    inputTokens: sum(({ answer }) => answer.usage?.inputTokens ?? 0),
    outputTokens: sum(({ answer }) => answer.usage?.outputTokens ?? 0),
    cost: costs.length > 0 ? costs.reduce((total, cost) => total + cost, 0) : null,
  };
}

/** A piece of a call that was found or cited. */
type Piece = { callId: string; startMs: number; endMs: number; text: string };
const ofEvidence = ({ callId, startMs, endMs, text }: ShownEvidence): Piece => ({ callId, startMs, endMs, text });
const ofCitation = ({ callId, startMs, endMs, quote }: Answer['citations'][number]): Piece => ({
  callId,
  startMs,
  endMs,
  text: quote,
});

/** What a right answer touches: each stretch, and each of the words quoted. */
function goalsOf({ expected }: EvaluatedQuestion): ((piece: Piece) => boolean)[] {
  const plain = (text: string) => ` ${wordsOf(text).join(' ')} `;
  return [
    ...(expected.spans ?? []).map(
      (span) => (piece: Piece) =>
        piece.callId === span.callId && piece.startMs < span.endMs && span.startMs < piece.endMs,
    ),
    ...(expected.quotes ?? []).map((quote) => (piece: Piece) => plain(piece.text).includes(plain(quote))),
  ];
}

const met = (question: EvaluatedQuestion, pieces: readonly Piece[]): number =>
  mean(goalsOf(question).map((goal) => (pieces.some(goal) ? 1 : 0))) ?? 0;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
const sameMoment = (a: string | null | undefined, b: string | null): boolean =>
  (a ?? null) === null || b === null ? (a ?? null) === b : Date.parse(a as string) === Date.parse(b);

const ROWS: [keyof AnswersScore, string][] = [
  ['questions', 'questions'],
  ['evidenceRecall', `of what answers, found by the best ${DEPTH} pieces of evidence`],
  ['citationRecall', 'of what answers, cited'],
  ['citationPrecision', 'of the citations, on what answers'],
  ['refusedUnanswerable', '"not found" where there is no answer'],
  ['refusedAnswerable', '"not found" where there is one'],
  ['accountsRight', 'accounts resolved right'],
  ['rangesRight', 'dates resolved right'],
  ['medianMs', 'median time, ms'],
  ['slowestMs', 'slowest, ms'],
  ['inputTokens', 'tokens read'],
  ['outputTokens', 'tokens written'],
  ['cost', 'cost'],
];

/** The scores as lines; with another configuration's beside them and the difference. */
export function scoreLines(current: AnswersScore, other: AnswersScore | null = null): string[] {
  const show = (value: number | null | undefined) =>
    typeof value !== 'number' ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(3);
  const difference = (a: number | null | undefined, b: number | null | undefined) =>
    typeof a !== 'number' || typeof b !== 'number' ? '' : `${a - b > 0 ? '+' : ''}${show(a - b)}`;
  const head = other
    ? [`${''.padEnd(62)}${'now'.padStart(10)}${'other'.padStart(10)}${'difference'.padStart(12)}`]
    : [];
  return [
    ...head,
    ...ROWS.map(([key, name]) =>
      `${name.padEnd(62)}${show(current[key]).padStart(10)}${other ? show(other[key]).padStart(10) + difference(current[key], other[key]).padStart(12) : ''}`.trimEnd(),
    ),
  ];
}
