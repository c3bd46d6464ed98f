import { scopeOf } from '../access/scope.ts';
import type { Side } from '../call.ts';
import type { Claim } from '../citation.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Embedder } from '../search/embedder.ts';
import { checkRange } from '../search/search-segments.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import { openConversation, saveAnswer } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { addRelatedWords } from './add-related-words.ts';
import { addToPlan } from './add-to-plan.ts';
import type { Answer, AnswerEvent, AnswerPlan, Searched, ShownEvidence } from './answer.ts';
import type { AnswerModel } from './answer-model.ts';
import { toAnswerPlan } from './answer-plan.ts';
import { censusDraft } from './census-draft.ts';
import { citationList } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import { explainNothing } from './explain-nothing.ts';
import { type Evidence, gatherEvidence } from './gather-evidence.ts';
import { lacksItsWords } from './lacks-its-words.ts';
import { makePlan } from './make-plan.ts';
import { mentionDraft } from './mention-draft.ts';
import { meter } from './metered-model.ts';
import { modelDraft } from './model-draft.ts';
import { overviewDraft } from './overview-draft.ts';
import { hasTopic, type QuestionPlan } from './plan-question.ts';
import { countSearched, filtersOf } from './question-scope.ts';
import { quotingDraft } from './quoting-draft.ts';
import { tellingWords } from './telling-words.ts';
import { claimsText } from './write-text.ts';

export type AskDeps = {
  db: Db;
  index: SegmentReader;
  embedder: Embedder | null;
  model: AnswerModel | null;
  publicUrl: string;
  now: () => Date;
  log: Log;
};

export type AskRequest = {
  question: string;
  conversationId?: string;
  accountIds?: string[];
  from?: Date;
  to?: Date;
  side?: Side;
  asOf?: Date;
  /** The id to give the answer, where whoever asks follows it by that. */
  answerId?: string;
  /** A plan that was edited: the question is asked by it, and not planned anew. */
  plan?: AnswerPlan;
};

/** Why an answer is aborted whose reader wants what there is. */
export class Stopped extends Error {
  constructor() {
    super('The reader stopped the answer.');
  }
}

export const LONGEST_QUESTION = 4000;
/** Evidence of one question: what a reader and a small model can still survey. */
export const MOST_EVIDENCE = 40;

/**
 * Answers a question from the calls that the viewer may read. Events come in the order plan, evidence, deltas, answer; the answer is kept
 * before it is handed out. Without a model, or when it fails, the answer quotes.
 * @throws AppError `invalid_input`, `not_found` (conversation), `index_unavailable`.
 */
export async function askQuestion(
  deps: AskDeps,
  viewer: Viewer,
  request: AskRequest,
  emit: (event: AnswerEvent) => Promise<void> | void,
  signal: AbortSignal,
): Promise<Answer> {
  const question = checkedQuestion(request);
  const clock = startClock();
  const now = request.asOf ?? deps.now();
  const scope = scopeOf(viewer, request.asOf);
  const organization = await readOrganization(deps.db, viewer.organizationId);
  const answerId = request.answerId ?? newId('ans');
  const conversationId = await openConversation(deps.db, viewer, request.conversationId, question, deps.now());
  if (!conversationId) throw new AppError('not_found', 'There is no such conversation.');
  const model = deps.model && meter(deps.model);
  let plan = await makePlan(deps.db, { viewer, scope, organization }, { ...request, question, conversationId }, now);
  clock.mark('plan');
  const showPlan = () => emit({ type: 'plan', answerId, conversationId, plan: toAnswerPlan(plan) });
  await showPlan();
  const planAgain = async (richer: QuestionPlan) => {
    if (richer === plan) return;
    plan = richer;
    await showPlan();
  };

  const citations = citationList(deps.publicUrl);
  let evidence: Evidence[] = [];
  let searched: Searched = { calls: 0, segments: 0, inScope: 0, withoutTranscript: 0 };
  let draft = mentionDraft(plan);
  const said: Claim[] = [];
  const stopped = (error: unknown): Draft => {
    if (!(signal.reason instanceof Stopped)) throw error;
    return stoppedDraft(said, model?.name ?? null);
  };
  if (!draft) {
    if (!hasTopic(plan) && !request.plan && plan.type !== 'count' && plan.type !== 'list') {
      const words = await tellingWords(deps, scope, filtersOf(scope, plan, request));
      await planAgain({ ...plan, added: words.map((text) => ({ kind: 'telling_word' as const, text })) });
    }
    if (!request.plan) {
      await planAgain(await addRelatedWords(deps.index, plan, filtersOf(scope, plan, request)));
      if (model) await planAgain(await addToPlan(model, plan, question, signal));
    }
    const filters = filtersOf(scope, plan, request);
    [evidence, searched] = await Promise.all([
      gatherEvidence(deps, scope, plan, filters, MOST_EVIDENCE),
      countSearched(deps, scope, plan, filters),
    ]);
    clock.mark('evidence');
    await emit({ type: 'evidence', evidence: evidence.map(toShownEvidence), searched });
    const context: AskContext = {
      ...deps,
      scope,
      organization,
      question,
      plan,
      filters,
      now,
      evidence,
      searched,
      citations,
      said,
      model,
      emit,
      signal,
    };
    draft = await draftAnswer(context).catch(stopped);
    if (draft.status === 'not_found') draft = await explainNothing(context, draft);
  }
  clock.mark('total');
  const usage = model?.usage() ?? null;
  const { namedCallIds = [], isCertain: _, ...shown } = draft;
  const answer: Answer = {
    id: answerId,
    conversationId,
    question,
    ...shown,
    citations: citations.citations,
    plan: toAnswerPlan(plan),
    searched,
    usage: usage && usage.requests > 0 ? usage : null,
    timingsMs: clock.timingsMs,
  };
  const kept = evidence.map(({ segment, score }) => ({ segmentId: toSegmentId(segment), score }));
  await saveAnswer(
    deps.db,
    viewer,
    {
      id: answerId,
      conversationId,
      question,
      status: answer.status,
      answer,
      evidence: kept,
      callIds: callIdsOf(answer, evidence, namedCallIds),
      request: { accountIds: request.accountIds ?? [], asOf: request.asOf?.toISOString() ?? null },
      promptHash: answer.usage && model ? model.promptHash() : null,
      usage: answer.usage,
    },
    deps.now(),
  );
  await emit({ type: 'answer', answer });
  return answer;
}

/** Every call of which the answer, or its evidence, shows anything. */
function callIdsOf(
  { citations, nearest, census }: Answer,
  evidence: readonly Evidence[],
  named: readonly string[],
): string[] {
  return [
    ...new Set([
      ...evidence.map(({ call }) => call.id),
      ...citations.map(({ callId }) => callId),
      ...(nearest ? [nearest.callId] : []),
      ...(census?.rows ?? []).map(({ callId }) => callId),
      ...named,
    ]),
  ];
}

function checkedQuestion({ question: asked, from, to }: AskRequest): string {
  const question = asked.trim();
  if (question === '')
    throw new AppError(
      'invalid_input',
      'The question is empty. Ask something like "What did we discuss with @Acme about pricing?".',
    );
  if (question.length > LONGEST_QUESTION)
    throw new AppError(
      'invalid_input',
      `The question has ${question.length} characters; ${LONGEST_QUESTION} are possible.`,
    );
  checkRange(from, to);
  return question;
}

function startClock() {
  const startedMs = performance.now();
  const timingsMs: Record<string, number> = {};
  return {
    timingsMs,
    mark(name: string): void {
      timingsMs[name] = Math.round(performance.now() - startedMs);
    },
  };
}

/** What was shown before the reader had enough. */
const stoppedDraft = (said: readonly Claim[], model: string | null): Draft => ({
  ...EMPTY_DRAFT,
  status: 'partial',
  text: ['You stopped this answer. What was proved until then:', claimsText(said)].join('\n\n'),
  claims: [...said],
  model,
  notes: ['Stopped by its reader.'],
});

/** Counts and lists come from the index, overviews call by call; all else from the evidence, if it holds what was asked about. */
async function draftAnswer(context: AskContext): Promise<Draft> {
  const { plan, searched, evidence, model } = context;
  if (searched.inScope === 0) return EMPTY_DRAFT;
  const census = plan.type === 'count' || plan.type === 'list' ? await censusDraft(context) : null;
  if (census && census.status !== 'not_found') return census;
  if (evidence.length === 0 || census?.isCertain || (await lacksItsWords(context))) return census ?? EMPTY_DRAFT;
  if (census) return quotingDraft(context, `${census.notes.join(' ')} These moments come nearest.`);
  if (plan.type === 'summarize') return overviewDraft(context);
  return model ? modelDraft(model, context) : quotingDraft(context);
}

export const toShownEvidence = ({ call, segment, text, score }: Evidence): ShownEvidence => ({
  callId: call.id,
  callTitle: call.title,
  startedAt: call.startedAt.toISOString(),
  speaker: { name: segment.speaker.name, side: segment.speaker.side },
  startMs: segment.startMs,
  endMs: segment.endMs,
  text,
  score,
});
