import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent, ShownEvidence } from './answer.ts';
import { askForMeasure } from './ask-for-measure.ts';
import type { AskDeps } from './ask-question.ts';
import {
  EVIDENCE_DEPTH,
  type EvaluatedQuestion,
  goalsOf,
  isAnswerable,
  mean,
  met,
  ofCitation,
  ofEvidence,
  readQuestionSet,
} from './evaluated-question.ts';
import { type JudgedAnswer, judgeAnswer } from './judge-answer.ts';
import { meter } from './metered-model.ts';
import { modelOf } from './own-model.ts';
import { readCases } from './read-cases.ts';

const share = z.number().nullable();
/** Scores of older versions lack these. */
const newerShare = share.default(null);
/**
 * Scores of one configuration. Shares run from 0 to 1, null when no question of the set tests them; times are in ms.
 * `leadsPresent`, `factsFound` and `claimsCarried` are of answers that a model worded; a model judges the latter two.
 */
const answersScoreSchema = z.object({
  questions: z.number(),
  evidenceRecall: share,
  citationPrecision: share,
  citationRecall: share,
  refusedUnanswerable: share,
  refusedAnswerable: share,
  refusalsRight: newerShare,
  leadsPresent: newerShare,
  factsFound: newerShare,
  claimsCarried: newerShare,
  /** Worded answers that the judge did not judge. */
  unjudged: z.number().default(0),
  accountsRight: share,
  rangesRight: share,
  medianMs: z.number(),
  slowestMs: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.number().nullable(),
  judgeCost: z.number().nullable().default(null),
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

/**
 * Asks questions and scores the answers: those of `set` (JSON lines), or with `prefersCases` the organization's own
 * cases where it has any. `asked` says which. `other`, a score as JSON, is set beside the new score. The model that
 * words answers, or the operator's judge, judges them. No conversation is left behind. `lines` hold the full report.
 * @throws AppError `invalid_input`, `index_unavailable`.
 */
export async function evaluateAnswers(
  services: AskDeps,
  viewer: Viewer,
  { set, prefersCases = false, other }: { set: string; prefersCases?: boolean; other: string | null },
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<{ asked: 'cases' | 'set'; score: AnswersScore; lines: string[] }> {
  const cases = prefersCases ? await readCases(services, viewer) : [];
  const questions = cases.length > 0 ? cases : readQuestionSet(set);
  const before = other === null ? null : readScore(other);
  const wording = await modelOf(services, viewer.organizationId);
  const judging = wording && meter(wording === services.model ? (services.judge ?? wording) : wording);
  const judge: Judge | null =
    judging && ((answer, facts) => judgeAnswer(judging, answer, { facts, timeZone: viewer.timeZone }, signal));
  const ask = askForMeasure(services, viewer, signal);
  const score = await scoreAnswers(questions, ask, (done) => onProgress(done, questions.length), judge);
  const whole = { ...score, judgeCost: judging ? judging.usage().cost : null };
  return { asked: cases.length > 0 ? 'cases' : 'set', score: whole, lines: scoreLines(whole, before) };
}

type Ask = (question: EvaluatedQuestion, emit: (event: AnswerEvent) => void) => Promise<Answer>;
/** Null where the judge does not answer. */
type Judge = (answer: Answer, facts: readonly string[]) => Promise<JudgedAnswer | null>;
type Result = {
  question: EvaluatedQuestion;
  answer: Answer;
  evidence: ShownEvidence[];
  ms: number;
  judged: JudgedAnswer | null;
};

/** Asks each question of the set and scores the answers. */
export async function scoreAnswers(
  set: readonly EvaluatedQuestion[],
  ask: Ask,
  onProgress: (done: number) => void = () => {},
  judge: Judge | null = null,
): Promise<AnswersScore> {
  const results: Result[] = [];
  for (const question of set) {
    const startedMs = performance.now();
    let evidence: ShownEvidence[] = [];
    const answer = await ask(question, (event) => {
      if (event.type === 'evidence') evidence = event.evidence;
    });
    const ms = performance.now() - startedMs;
    const judged = judge && answer.model ? await judge(answer, question.expected.facts ?? []) : null;
    results.push({ question, answer, evidence, ms, judged });
    onProgress(results.length);
  }
  return score(results);
}

function score(results: readonly Result[]): AnswersScore {
  const answerable = results.filter(({ question }) => isAnswerable(question));
  const located = answerable.filter(({ question }) => goalsOf(question).length > 0);
  const unanswerable = results.filter(({ question }) => !isAnswerable(question));
  const refused = (row: Result) => (row.answer.status === 'not_found' ? 1 : 0);
  const worded = results.filter(({ answer }) => answer.model !== null);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const sum = (of: (row: Result) => number) => results.reduce((total, row) => total + of(row), 0);
  const costs = results.flatMap(({ answer }) => answer.usage?.cost ?? []);
  return {
    questions: results.length,
    evidenceRecall: mean(
      located.map(({ question, evidence }) => met(question, evidence.slice(0, EVIDENCE_DEPTH).map(ofEvidence))),
    ),
    citationPrecision: mean(
      located.filter(({ answer }) => answer.claims.length > 0).map((row) => shareOnGoal(row) ?? 0),
    ),
    citationRecall: mean(located.map(({ question, answer }) => met(question, answer.citations.map(ofCitation)))),
    refusedUnanswerable: mean(unanswerable.map(refused)),
    refusedAnswerable: mean(answerable.map(refused)),
    refusalsRight: mean([...unanswerable.map(refused), ...answerable.map((row) => 1 - refused(row))]),
    leadsPresent: mean(worded.map(({ answer }) => (hasLead(answer) ? 1 : 0))),
    factsFound: mean(results.flatMap(({ judged }) => judged?.facts.map(Number) ?? [])),
    claimsCarried: mean(results.flatMap(({ judged }) => judged?.claims.map(Number) ?? [])),
    unjudged: worded.filter(({ judged }) => judged === null).length,
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
    judgeCost: null,
  };
}

/** Whether claims answer at the top. The quoting answer's first line is none. */
const hasLead = ({ parts }: Answer): boolean =>
  parts.some((part) => part.kind === 'lead' && (part.claims ?? []).length > 0);

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

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
const sameMoment = (a: string | null | undefined, b: string | null): boolean =>
  (a ?? null) === null || b === null ? (a ?? null) === b : Date.parse(a as string) === Date.parse(b);

const ROWS: [keyof AnswersScore, string][] = [
  ['questions', 'questions'],
  ['evidenceRecall', `of what answers, found by the best ${EVIDENCE_DEPTH} pieces of evidence`],
  ['citationRecall', 'of what answers, cited'],
  ['citationPrecision', 'of the claims, citing what answers'],
  ['refusedUnanswerable', '"not found" where there is no answer'],
  ['refusedAnswerable', '"not found" where there is one'],
  ['refusalsRight', 'right to answer, or to answer "not found"'],
  ['leadsPresent', 'worded answers that begin with a lead'],
  ['factsFound', 'expected facts that the answer says, as judged'],
  ['claimsCarried', 'claims that their quotes carry, as judged'],
  ['unjudged', 'worded answers that were not judged'],
  ['accountsRight', 'accounts resolved right'],
  ['rangesRight', 'dates resolved right'],
  ['medianMs', 'median time, ms'],
  ['slowestMs', 'slowest, ms'],
  ['inputTokens', 'tokens read'],
  ['outputTokens', 'tokens written'],
  ['cost', 'cost'],
  ['judgeCost', 'cost of the judging'],
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
