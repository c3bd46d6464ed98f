import type { Answer, AnswerEvent } from '../../src/ask/answer.ts';
import type { AnswerPlan } from '../../src/ask/answer-plan.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { makePatience } from '../../src/ask/patience.ts';
import { NEAREST } from '../../src/ask/quoting-draft.ts';
import { showAccounts } from '../../src/directory/show-accounts.ts';
import { type EvaluatedApp, openEvaluatedApp, readQuestions } from './evaluated-app.ts';
import { plainBm25, type Stretch } from './plain-bm25.ts';
import { recordedModel } from './recorded-model.ts';
import { mean, type Row, share, standardError } from './report.ts';
import { type Part, partOf, SEED } from './split.ts';

type Span = { callId: string; startMs: number; endMs: number };
type Question = {
  id: string;
  kind: string;
  question: string;
  accounts: string[];
  asOf: string;
  expected: { callIds: string[]; spans: Span[] };
};

const DEPTH = 12;

/**
 * The targets of a set of questions: spans touched with an account named, spans touched without, and unanswerable
 * questions refused.
 */
export type Targets = { named: string; others: string; refused: string };

/** What a search asks of a model, by the names of its prompts. Without recorded claims an answer quotes. */
const SEARCH_PROMPTS = ['additions', 'choice'];

/**
 * Evidence, plans, citations and refusals for the questions about earnings calls: each is asked as a user would, as of
 * its own moment. With `replies`, a folder of a model's recorded replies, only questions whose search has them all are
 * measured; the others' prompts are written there.
 */
export async function evaluateEarnings(
  folder: string,
  targets: Targets,
  parts: readonly Part[],
  replies: string | null = null,
): Promise<Row[]> {
  const evaluated = await openEvaluatedApp(folder);
  try {
    const { viewer, data, signal } = evaluated;
    const recorded = replies === null ? null : recordedModel(replies);
    const services = {
      ...evaluated.services,
      ...(recorded && { model: recorded, patience: makePatience({ now: () => new Date() }) }),
    };
    const questions = (await readQuestions<Question>(folder)).filter((question) =>
      parts.includes(partOfQuestion(question)),
    );
    const baseline = plainBm25(data);
    const accounts = await showAccounts(services, viewer, { limit: 1000 });
    const results: Result[] = [];
    for (const question of questions) {
      let evidence: Stretch[] = [];
      const emit = (event: AnswerEvent) => {
        if (event.type === 'evidence') evidence = event.evidence;
      };
      const answer = await askQuestion(
        services,
        viewer,
        { question: question.question, asOf: new Date(question.asOf) },
        emit,
        signal,
      );
      const isRecorded = !recorded?.missing.splice(0).some((name) => SEARCH_PROMPTS.includes(name));
      if (!isRecorded) continue;
      const callIds = question.accounts.length > 0 ? callsOf(evaluated, accounts, question.accounts) : null;
      const words = question.accounts.reduce((text, name) => text.replace(`@${name}`, ' '), question.question);
      results.push({ question, answer, evidence, plain: baseline.search(words, callIds, DEPTH) });
    }
    const rows: Row[] = [
      {
        what: `${data.calls.length} calls, engine: ${evaluated.engine}, model: ${services.model?.name ?? 'none'}, split by account, seed "${SEED}"`,
      },
    ];
    for (const part of parts) {
      const ofPart = results.filter((result) => partOfResult(result) === part);
      rows.push({ what: `${part === 'report' ? 'REPORTED' : 'for tuning'}: ${ofPart.length} questions` });
      rows.push(...measure(evaluated, ofPart, targets), ...byKind(ofPart));
    }
    // The targets come from baselines over all questions.
    if (parts.length > 1)
      rows.push(
        { what: `both: ${results.length} questions, most of which were chosen on` },
        ...measure(evaluated, results, targets),
      );
    // Only of `tune`, the part for choosing: looking at a plan is choosing by it.
    const wrong = results.filter(
      (result) => partOfResult(result) === 'tune' && !isPlanRight(evaluated, result.question, result.answer.plan),
    );
    if (parts.includes('tune'))
      for (const { question, answer } of wrong)
        rows.push({
          what: `  plan to look at: ${question.id} ${JSON.stringify([answer.plan.accounts.map(({ name }) => name), answer.plan.from, answer.plan.to])}`,
        });
    return rows;
  } finally {
    await evaluated.close();
  }
}

const partOfQuestion = ({ accounts, id }: Question): Part => partOf(accounts[0] ?? id);
const partOfResult = ({ question }: Pick<Result, 'question'>): Part => partOfQuestion(question);

type Result = { question: Question; answer: Answer; evidence: Stretch[]; plain: Stretch[] };

function measure(evaluated: EvaluatedApp, results: readonly Result[], targets: Targets): Row[] {
  const answerable = results.filter(({ question }) => question.expected.spans.length > 0);
  const unanswerable = results.filter(({ question }) => question.expected.spans.length === 0);
  const scoped = answerable.filter(({ question }) => question.accounts.length > 0);
  const others = answerable.filter(({ question }) => question.accounts.length === 0);
  const right = results.map(({ question, answer }) => isPlanRight(evaluated, question, answer.plan));
  const citations = results.flatMap(({ answer, evidence }) =>
    answer.citations.map((citation) => ({ citation, evidence })),
  );
  // A quote brings along what it answers or points at: its claim rests on the evidence all the same.
  const claims = results.flatMap(({ answer, evidence }) =>
    answer.claims.map((claim) => ({
      cited: answer.citations.filter(({ n }) => claim.citations.includes(n)),
      evidence,
    })),
  );
  return [
    touchedRow('account named', scoped, targets.named),
    touchedRow('others', others, targets.others),
    { what: '  accounts and dates resolved right', ours: share(right), target: '1' },
    {
      what: `  citations equal to the transcript (${citations.length})`,
      ours: share(citations.map(({ citation }) => isVerbatim(evaluated, citation))),
      target: '1',
    },
    {
      what: `  claims with a citation inside the evidence (${claims.length})`,
      ours: share(
        claims.map(({ cited, evidence }) => cited.some((one) => evidence.some((item) => overlaps(item, one)))),
      ),
      target: '1',
    },
    {
      what: `  "not found" of the unanswerable (${unanswerable.length})`,
      ours: share(unanswerable.map(({ answer }) => answer.status === 'not_found')),
      target: targets.refused,
    },
    {
      what: `  "not found" of the answerable (${answerable.length})`,
      ours: share(answerable.map(({ answer }) => answer.status === 'not_found')),
      target: '≤ 0.05',
    },
    {
      what: '  answered by the nearest moments alone, of the unanswerable',
      ours: share(unanswerable.map(({ answer }) => isNearestOnly(answer))),
    },
    {
      what: '  answered by the nearest moments alone, of the answerable',
      ours: share(answerable.map(({ answer }) => isNearestOnly(answer))),
    },
  ];
}

const isNearestOnly = ({ notes }: Answer): boolean => notes.some((note) => note.includes(NEAREST));

function byKind(results: readonly Result[]): Row[] {
  const answerable = results.filter(({ question }) => question.expected.spans.length > 0);
  return [...Map.groupBy(answerable, ({ question }) => question.kind)].map(([kind, rows]) => touchedRow(kind, rows));
}

function touchedRow(what: string, results: readonly Result[], target?: string): Row {
  const touched = (of: 'evidence' | 'plain') =>
    results.map((result) => touchedShare(result.question.expected.spans, result[of].slice(0, DEPTH)));
  return {
    what: `  spans touched by the best ${DEPTH}, ${what} (${results.length})`,
    baseline: mean(touched('plain')),
    ours: mean(touched('evidence')),
    error: standardError(touched('evidence')),
    ...paired(touched('plain'), touched('evidence')),
    ...(target && { target }),
  };
}

/** The mean gain of ours in touched spans over the baseline, question by question, and the gain's standard error. */
function paired(baseline: readonly number[], ours: readonly number[]): Pick<Row, 'gain' | 'gainError'> {
  const gains = ours.map((value, at) => value - (baseline[at] ?? 0));
  return { gain: mean(gains), gainError: standardError(gains) };
}

function callsOf({ data }: EvaluatedApp, accounts: { name: string; domains: string[] }[], names: string[]): string[] {
  const domains = accounts.filter((account) => names.includes(account.name)).flatMap((account) => account.domains);
  return data.calls
    .filter((call) =>
      call.parties?.some((party) => domains.some((domain) => String(party.emailAddress).endsWith(`@${domain}`))),
    )
    .map((call) => call.metaData.id);
}

const overlaps = (a: Stretch, b: Span): boolean => a.callId === b.callId && a.startMs < b.endMs && b.startMs < a.endMs;
const touchedShare = (spans: Span[], stretches: Stretch[]): number =>
  share(spans.map((span) => stretches.some((stretch) => overlaps(stretch, span))));

/**
 * Right if the plan has exactly the question's accounts, and every call of the right answer is searched: it lies in the
 * range, or calls of other times are searched too. A question of kind `time` needs a range.
 */
function isPlanRight(
  { data }: EvaluatedApp,
  question: Question,
  plan: Pick<AnswerPlan, 'accounts' | 'from' | 'to' | 'isAnyTimeToo'>,
): boolean {
  const names = plan.accounts.map((account) => account.name).sort();
  const started = question.expected.callIds.map((id) =>
    Date.parse(data.calls.find((call) => call.metaData.id === id)?.metaData.started ?? ''),
  );
  const isSearched = started.every(
    (time) =>
      plan.isAnyTimeToo || ((!plan.from || time >= Date.parse(plan.from)) && (!plan.to || time < Date.parse(plan.to))),
  );
  const hasRange = plan.from !== null || plan.to !== null;
  return (
    JSON.stringify(names) === JSON.stringify([...question.accounts].sort()) &&
    isSearched &&
    (hasRange || question.kind !== 'time')
  );
}

function isVerbatim(
  { data }: EvaluatedApp,
  citation: { callId: string; startMs: number; endMs: number; quote: string },
): boolean {
  const turns = data.transcripts.get(citation.callId)?.transcript ?? [];
  const sentences = turns.flatMap((turn) => turn.sentences as { start: number; end: number; text: string }[]);
  const said = sentences.filter((sentence) => sentence.start >= citation.startMs && sentence.end <= citation.endMs);
  return said.map((sentence) => sentence.text).join(' ') === citation.quote;
}
