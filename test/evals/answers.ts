import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../src/ask/answer.ts';
import { askForMeasure } from '../../src/ask/ask-for-measure.ts';
import type { AskDeps } from '../../src/ask/ask-question.ts';
import { type JudgedAnswer, judgeAnswer } from '../../src/ask/judge-answer.ts';
import { LEAD_PART } from '../../src/ask/judged-claims.ts';
import { makePatience } from '../../src/ask/patience.ts';
import type { Claim } from '../../src/citation.ts';
import type { Viewer } from '../../src/viewer.ts';
import { openEvaluatedApp, readQuestions } from './evaluated-app.ts';
import { type RecordedModel, recordedModel } from './recorded-model.ts';
import { mean, type Row, share, standardError } from './report.ts';
import { type Part, partOf, SEED } from './split.ts';
import { type WrittenClaims, writtenClaims } from './written-claims.ts';

export type WordedQuestion = {
  id: string;
  question: string;
  accounts: string[];
  asOf: string;
  expected: { facts: string[]; spans: unknown[] };
};

/** Of a part's questions so many are asked; of those without an answer, more than the issue asks. */
const MOST_ANSWERABLE = 33;
const MOST_UNANSWERABLE = 7;

/**
 * Whole answers to forty questions of one part, worded by a model whose replies are recorded in `replies`. As many as
 * have all their replies are measured: what the model wrote, unchecked, beside what a reader is shown.
 */
export async function evaluateWholeAnswers(
  folder: string,
  [part = 'report']: readonly Part[],
  replies: string | null,
): Promise<Row[]> {
  if (replies === null)
    throw new Error('Whole answers are worded by recorded replies: name their folder, --replies DIR.');
  const questions = drawQuestions(await readQuestions<WordedQuestion>(folder), part, await readClaimed(folder));
  const evaluated = await openEvaluatedApp(folder, join(replies, APP));
  try {
    const { services, viewer } = evaluated;
    const results = await askAll(services, viewer, questions, replies);
    const rows: Row[] = [
      {
        what: `${part === 'report' ? 'REPORTED' : 'for tuning'}: ${questions.length} questions, ${evaluated.engine}, split by account, seed "${SEED}"`,
      },
    ];
    return [...rows, ...measureAnswers(results)];
  } finally {
    await evaluated.close();
  }
}

/**
 * The questions of a part in an order that hangs on their ids alone, the checks of claims never having been tuned on the
 * first of them.
 */
function drawQuestions(all: readonly WordedQuestion[], part: Part, claimed: ReadonlySet<string>): WordedQuestion[] {
  const place = ({ id }: WordedQuestion) =>
    `${claimed.has(id) ? 1 : 0} ${createHash('sha256').update(`${SEED} answers ${id}`).digest('hex')}`;
  const ofPart = all
    .filter(({ accounts, id }) => partOf(accounts[0] ?? id) === part)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const drawn = [
    ...ofPart.filter(isAnswerable).slice(0, MOST_ANSWERABLE),
    ...ofPart.filter((question) => !isAnswerable(question)).slice(0, MOST_UNANSWERABLE),
  ];
  return drawn.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The questions of which claims were judged, to choose the checks by. */
async function readClaimed(folder: string): Promise<Set<string>> {
  const file = join(folder, 'claims.jsonl');
  if (!existsSync(file)) return new Set();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Set(lines.map((line) => (JSON.parse(line) as { questionId: string }).questionId));
}

const isAnswerable = ({ expected }: WordedQuestion): boolean => expected.spans.length + expected.facts.length > 0;

/** A question with its answer, if all replies to its prompts are there, else with the stage that waits for one. */
export type WordedResult = { question: WordedQuestion } & (
  | { waitsFor: Stage }
  | { answer: Answer; seconds: number; written: WrittenClaims; ofWritten: JudgedAnswer; ofShown: JudgedAnswer }
);

/** The stages of an answer by the names of their prompts, in their order. */
const STAGES = { additions: '1-words', choice: '2-choice', answer: '3-answer', verdicts: '4-judge', grades: '5-grade' };
type Stage = (typeof STAGES)[keyof typeof STAGES];
const stageOf = (schemaName: string): Stage => STAGES[schemaName as keyof typeof STAGES];

/** Prompts of the grading hold what is expected, which whoever writes the other replies must not see. */
const GRADES = 'grades';
const ANSWERS = 'answers';
/** The calls as they were taken in, for the next run. */
const APP = 'app';

/**
 * Asks each question as far as its replies go. The first prompt that lacks one is written to `replies` as
 * `q17-3-answer-HASH` with an ending of its own; those of the judge and of the grading are written all at once, the
 * latter in a folder of their own. Answers are written beside them as their reader sees them.
 */
export async function askAll(
  services: AskDeps,
  viewer: Viewer,
  questions: readonly WordedQuestion[],
  replies: string,
): Promise<WordedResult[]> {
  for (const folder of [replies, join(replies, GRADES)]) dropWaiting(folder);
  mkdirSync(join(replies, ANSWERS), { recursive: true });
  const results: WordedResult[] = [];
  for (const question of questions) results.push(await askOne(services, viewer, question, replies));
  return results;
}

/** What waits is written anew by each run. */
function dropWaiting(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder);
  for (const file of files.filter((one) => one.endsWith('.prompt.md')))
    if (!files.includes(file.replace('.prompt.md', '.reply.json'))) rmSync(join(folder, file));
}

async function askOne(
  services: AskDeps,
  viewer: Viewer,
  question: WordedQuestion,
  replies: string,
): Promise<WordedResult> {
  const label = labelOf(question);
  const nameOf = (name: string, hash: string) => `${label}-${stageOf(name)}-${hash}`;
  const lacking = new AbortController();
  const model = recordedModel(replies, {
    nameOf,
    // All that is to be judged is asked, whatever the judge will say of it.
    standIn: (name) => {
      if (name === 'verdicts') return '{"verdicts":[]}';
      lacking.abort(new Error('A reply is lacking.'));
      return null;
    },
  });
  // Nobody waits for a recorded model, and a busy machine must not leave it out.
  const budgetsMs = { words: 60_000, reading: 60_000 };
  const asked = { ...services, model, judge: model, patience: makePatience({ now: services.now, budgetsMs }) };
  const startedMs = performance.now();
  let answer: Answer;
  try {
    answer = await askForMeasure(asked, viewer, lacking.signal)(question, () => {});
  } catch (error) {
    if (!lacking.signal.aborted) throw error;
    return { question, waitsFor: stageOf(model.missing[0] ?? '') };
  }
  const seconds = (performance.now() - startedMs) / 1000;
  if (model.missing.length > 0) return { question, waitsFor: stageOf(model.missing[0] ?? '') };
  const written = lastAnswer(model);
  writeFileSync(join(replies, ANSWERS, `${label}.md`), toPage(answer, written));
  const grader = recordedModel(join(replies, GRADES), { nameOf });
  const grade = (of: Pick<Answer, 'claims' | 'citations'>) => {
    const { facts } = question.expected;
    const inOrder = { ...of, question: question.question, claims: of.claims };
    return judgeAnswer(grader, inOrder, { facts, timeZone: viewer.timeZone }, new AbortController().signal);
  };
  const ofWritten = await grade(written);
  const ofShown = await grade(answer);
  if (!ofWritten || !ofShown) return { question, waitsFor: STAGES.grades };
  return { question, answer, seconds, written, ofWritten, ofShown };
}

/** "q17" of "e22d-017". */
const labelOf = ({ id }: WordedQuestion): string => `q${(/\d+$/.exec(id) ?? [id])[0].replace(/^0+/, '')}`;

/** What the model wrote last: over several calls, when it put them together. */
function lastAnswer({ replied }: RecordedModel): WrittenClaims {
  const last = replied.findLast(({ prompt }) => prompt.schema.name === 'answer');
  return last ? writtenClaims(last.prompt.user, last.reply) : { claims: [], citations: [], parts: [] };
}

/** The answer as its reader sees it, and below it what was left out. */
function toPage({ question, status, text, removed, model }: Answer, { claims }: WrittenClaims): string {
  const left = removed.map(({ text: claim, reason }) => `- ${claim} (${reason})`);
  const told = `${status}${model ? `, worded: ${claims.length} claims written` : ', not worded'}`;
  return `${[`# ${question}`, `(${told})`, text, ...(left.length > 0 ? [`Left out:\n${left.join('\n')}`] : [])].join('\n\n')}\n`;
}

/** What was measured: `baseline` is what the model wrote with no check, `ours` what the reader is shown. */
export function measureAnswers(results: readonly WordedResult[]): Row[] {
  const done = results.flatMap((one) => ('answer' in one ? [one] : []));
  const waiting = [...Map.groupBy(results, (one) => ('waitsFor' in one ? one.waitsFor : 'done'))].toSorted();
  const answerable = done.filter(({ question }) => isAnswerable(question));
  const unanswerable = done.filter(({ question }) => !isAnswerable(question));
  const worded = done.filter(({ answer }) => answer.model !== null);
  const isRefused = ({ answer }: Done) => answer.status === 'not_found';
  const facts = answerable.flatMap(({ ofWritten, ofShown }) =>
    ofWritten.facts.map((isWritten, at) => ({ isWritten, isShown: ofShown.facts[at] ?? false })),
  );
  const writtenFacts = facts.filter(({ isWritten }) => isWritten);
  const carried = worded.flatMap(({ answer, ofShown }) =>
    answer.claims.map((claim, at) => ({ claim, holds: ofShown.claims[at] ?? false })),
  );
  const inWords = carried.filter(({ claim }) => isWorded(claim)).map(({ holds }) => holds);
  const unchecked = done.flatMap(({ ofWritten }) => ofWritten.claims);
  const removed = done.flatMap(removedOf);
  return [
    ...waiting.map(([stage, some]) => ({
      what: `  ${stage === 'done' ? 'answered and graded' : `waiting for a reply, ${stage}`}: ${some.length}${stage === 'done' ? '' : ` (${some.map(({ question }) => labelOf(question)).join(' ')})`}`,
    })),
    { what: 'baseline: what the model wrote, no check; ours: what a reader is shown' },
    row(
      `expected facts said, of ${facts.length}`,
      share(facts.map((one) => one.isWritten)),
      facts.map((one) => one.isShown),
    ),
    row(
      `expected facts shown, of the ${writtenFacts.length} written`,
      1,
      writtenFacts.map((one) => one.isShown),
      '≥ 0.85',
    ),
    row(
      `claims in words that their quotes carry, of ${unchecked.length} and ${inWords.length}`,
      share(unchecked),
      inWords,
      '≥ 0.97',
    ),
    row(
      `claims and quotes in their place, carried, of ${carried.length}`,
      undefined,
      carried.map(({ holds }) => holds),
    ),
    row(
      `unanswerable refused, of ${unanswerable.length}`,
      share(unanswerable.map(isSilent)),
      unanswerable.map(isRefused),
      '≥ 0.95',
    ),
    row(
      `answerable refused, of ${answerable.length}`,
      share(answerable.map(isSilent)),
      answerable.map(isRefused),
      '≤ 0.03',
    ),
    row(
      `leads present, of ${worded.length} worded`,
      share(worded.map(({ written }) => written.parts.includes(LEAD_PART))),
      worded.map(hasLead),
      '≥ 0.9',
    ),
    row(
      `answers that a model did not word, of ${answerable.length} answerable`,
      undefined,
      answerable.map(({ answer }) => answer.status !== 'not_found' && answer.model === null),
    ),
    row(
      'answers marked partial, of the answerable',
      undefined,
      answerable.map(({ answer }) => answer.status === 'partial'),
    ),
    row(
      '  of these, with a part of the question open',
      undefined,
      answerable
        .filter(({ answer }) => answer.status === 'partial')
        .map(({ answer }) => answer.parts.some(({ kind }) => kind === 'open')),
    ),
    { what: `claims removed: ${removed.length}, of them carried: ${removed.filter(({ holds }) => holds).length}` },
    ...[...Map.groupBy(removed, ({ reason }) => reason)].map(([reason, some]) => ({
      what: `  ${some.length}, carried ${some.filter(({ holds }) => holds).length}: ${reason}`,
    })),
    { what: 'seconds an answer, without the model', ours: mean(done.map(({ seconds }) => seconds)) },
    { what: 'tokens read an answer', ours: mean(done.map(({ answer }) => answer.usage?.inputTokens ?? 0)) },
    { what: 'tokens written an answer', ours: mean(done.map(({ answer }) => answer.usage?.outputTokens ?? 0)) },
  ];
}

type Done = Extract<WordedResult, { answer: Answer }>;

const row = (what: string, baseline: number | undefined, ours: readonly boolean[], target?: string): Row => ({
  what: `  ${what}`,
  ...(baseline !== undefined && { baseline }),
  ours: share(ours),
  error: standardError(ours.map(Number)),
  ...(target && { target }),
});

const isWorded = ({ form = 'worded' }: Claim): boolean => form === 'worded';
const hasLead = ({ answer }: Done): boolean =>
  answer.parts.some((part) => part.kind === 'lead' && (part.claims ?? []).length > 0);
/** Whether the model had nothing to say, be it that it was never asked. */
const isSilent = ({ written }: Done): boolean => written.claims.length === 0;

/** What was left out of an answer, and whether its quotes carry it after all. */
const removedOf = ({ answer, written, ofWritten }: Done): { reason: string; holds: boolean }[] =>
  answer.removed.map(({ text, reason }) => ({
    reason,
    holds: ofWritten.claims[written.claims.findIndex((claim) => claim.text === text)] ?? false,
  }));
