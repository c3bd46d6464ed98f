import { z } from 'zod';
import { AppError } from '../errors.ts';
import { wordsOf } from '../language/words.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent, ShownEvidence } from './answer.ts';
import { type AskDeps, askQuestion } from './ask-question.ts';

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
  /** Spans or quotes of a right answer. With neither, the calls hold no answer. */
  expected: z.object({ spans: z.array(spanSchema).optional(), quotes: z.array(z.string()).optional() }),
});
export type EvaluatedQuestion = z.infer<typeof questionSchema>;

const share = z.number().nullable();
/**
 * Scores of one configuration. Shares run from 0 to 1, null when no question of the set tests them; times are in ms.
 */
const answersScoreSchema = z.object({
  questions: z.number(),
  evidenceRecall: share,
  citationPrecision: share,
  citationRecall: share,
  refusedUnanswerable: share,
  refusedAnswerable: share,
  accountsRight: share,
  rangesRight: share,
  medianMs: z.number(),
  slowestMs: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.number().nullable(),
});
export type AnswersScore = z.infer<typeof answersScoreSchema>;

/** Parses a saved score. @throws AppError `invalid_input`. */
export function readScore(json: string): AnswersScore {
  try {
    return answersScoreSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new AppError('invalid_input', 'This is no score that `eval answers --out` wrote.', { cause });
  }
}

/** Readers hardly look at evidence further down. */
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

/**
 * Asks every question of a set (JSON lines) and scores the answers. `other`, a score as JSON, is set beside the new
 * score. `lines` hold the full report.
 * @throws AppError `invalid_input`, `index_unavailable`.
 */
export async function evaluateAnswers(
  services: AskDeps,
  viewer: Viewer,
  { set, other }: { set: string; other: string | null },
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<{ score: AnswersScore; lines: string[] }> {
  const questions = readQuestionSet(set);
  const before = other === null ? null : readScore(other);
  const ask: Ask = ({ question, asOf }, emit) =>
    askQuestion(services, viewer, { question, ...(asOf && { asOf: new Date(asOf) }) }, emit, signal);
  const score = await scoreAnswers(questions, ask, (done) => onProgress(done, questions.length));
  return { score, lines: scoreLines(score, before) };
}

type Ask = (question: EvaluatedQuestion, emit: (event: AnswerEvent) => void) => Promise<Answer>;
type Result = { question: EvaluatedQuestion; answer: Answer; evidence: ShownEvidence[]; ms: number };

/** Asks each question of the set and scores the answers. */
export async function scoreAnswers(
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
      answerable.filter(({ answer }) => answer.claims.length > 0).map((row) => shareOnGoal(row) ?? 0),
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

/** A piece of a call, found or cited. */
type Piece = { callId: string; startMs: number; endMs: number; text: string };
const ofEvidence = ({ callId, startMs, endMs, text }: ShownEvidence): Piece => ({ callId, startMs, endMs, text });
const ofCitation = ({ callId, startMs, endMs, quote }: Answer['citations'][number]): Piece => ({
  callId,
  startMs,
  endMs,
  text: quote,
});

/** One test per expected span or quote: does a piece touch it? */
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

/**
 * The share of an answer's claims that cite what answers. A claim of several quotes counts once: a question brings its
 * reply along, and the line before what it points at.
 */
function shareOnGoal({ question, answer }: Result): number | null {
  const goals = goalsOf(question);
  const isOnGoal = new Map(
    answer.citations.map((citation) => [citation.n, goals.some((goal) => goal(ofCitation(citation)))]),
  );
  return mean(answer.claims.map(({ citations }) => (citations.some((n) => isOnGoal.get(n)) ? 1 : 0)));
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
  ['citationPrecision', 'of the claims, citing what answers'],
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

/** The scores as lines. With another score, its column and the difference follow. */
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
