import { z } from 'zod';
import { scopeOf } from '../access/scope.ts';
import { toKeptAccess } from '../access-filter.ts';
import type { Claim } from '../citation.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Embedder } from '../search/embedder.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import { saveAnswer } from '../store/answers-store.ts';
import { openConversation, saveTitle } from '../store/conversations-store.ts';
import type { Db } from '../store/db.ts';
import { readErasureMark } from '../store/removed-answers-store.ts';
import type { Viewer } from '../viewer.ts';
import { addWords } from './add-words.ts';
import type { Answer, AnswerEvent, Searched, ShownEvidence } from './answer.ts';
import type { AnswerPart } from './answer-parts.ts';
import { type QuestionPlan, toAnswerPlan } from './answer-plan.ts';
import { askForWords } from './ask-for-words.ts';
import type { AskRequest } from './ask-request.ts';
import { checkedQuestion } from './check-request.ts';
import { citationList } from './citation-list.ts';
import { conversationTitle } from './conversation-title.ts';
import type { AskContext, Draft } from './draft.ts';
import { draftAnswer, stoppedDraft } from './draft-answer.ts';
import { explainNothing } from './explain-nothing.ts';
import { findEvidence } from './find-evidence.ts';
import { readFormerById } from './former-answer.ts';
import { type Evidence, NO_WORDS } from './gather-evidence.ts';
import { type KeptAnswer, keptRequestSchema } from './kept-answer.ts';
import { makePlan } from './make-plan.ts';
import { mentionDraft } from './mention-draft.ts';
import { addUsage, meter } from './metered-model.ts';
import type { Model } from './model.ts';
import { type AskSignals, observeAsk } from './observe-ask.ts';
import { offerLikeNames } from './offer-like-names.ts';
import { modelOf, type OwnModel } from './own-model.ts';
import type { Patience } from './patience.ts';
import { countSearched, filtersOf, isSearchable, withShown } from './question-scope.ts';
import { renderAnswer } from './render-answer.ts';
import { formerEvidence, isReshaped, withInstructions } from './reshape-draft.ts';
import { sayUnread } from './say-unread.ts';
import { withWarnings } from './with-warnings.ts';

export type AskDeps = AskSignals & {
  db: Db;
  index: SegmentReader;
  embedder: Embedder | null;
  model: Model | null;
  /** Judges the claims of `model` in its place. */
  judge?: Model | null;
  ownModel?: OwnModel;
  patience: Patience;
  publicUrl: () => string;
  /** The viewer with what they may read as of now. */
  freshAccess: (viewer: Viewer) => Promise<Viewer>;
  now: () => Date;
  log: Log;
};

/** The abort reason when a reader stops an answer and wants the claims proved so far. */
export class Stopped extends Error {
  constructor() {
    super('The reader stopped the answer.');
  }
}

/**
 * Answers a question from the calls the viewer may read. Events come in the order plan, evidence, deltas, answer. The
 * answer is saved before it is sent. Without a model, or when the model fails, the answer quotes.
 * @throws AppError `invalid_input`, `not_found` (conversation), `index_unavailable`, `conflict` (something shown was
 * removed meanwhile).
 */
export const askQuestion = (
  deps: AskDeps,
  viewer: Viewer,
  request: AskRequest,
  emit: (event: AnswerEvent) => Promise<void> | void,
  signal: AbortSignal,
): Promise<Answer> => observeAsk(deps, emit, (watched) => makeAnswer(deps, viewer, request, watched, signal));

async function makeAnswer(
  deps: AskDeps,
  asker: Viewer,
  request: AskRequest,
  emit: (event: AnswerEvent) => Promise<void> | void,
  signal: AbortSignal,
): Promise<Answer> {
  const viewer = await deps.freshAccess(asker);
  const question = checkedQuestion(request);
  const clock = startClock();
  const now = request.asOf ?? deps.now();
  const scope = scopeOf(viewer, request.asOf);
  const answerId = request.answerId ?? newId('ans');
  const conversationId = await openConversation(deps.db, viewer, request.conversationId, question, deps.now());
  if (!conversationId) throw new AppError('not_found', 'There is no such conversation.');
  const mark = await readErasureMark(deps.db, viewer.organizationId);
  const wording = await modelOf(deps, viewer.organizationId);
  const model = wording && meter(wording);
  const judge = wording && wording === deps.model && deps.judge ? meter(deps.judge) : null;
  let plan = await makePlan(
    deps.db,
    { viewer, scope, hasMeaning: deps.embedder !== null },
    { ...request, question, conversationId },
    now,
  );
  if (!request.conversationId) await saveTitle(deps.db, viewer, conversationId, conversationTitle(plan, question));
  clock.mark('plan');
  const showPlan = () => emit({ type: 'plan', answerId, conversationId, plan: toAnswerPlan(plan) });
  await showPlan();
  const planAgain = async (richer: QuestionPlan) => {
    if (richer === plan) return;
    plan = richer;
    await showPlan();
  };

  const citations = citationList(deps.publicUrl());
  let evidence: Evidence[] = [];
  let searched: Searched = { calls: 0, segments: 0, inScope: 0, withoutTranscript: 0, choice: null };
  let draft = mentionDraft(plan, question);
  const said: Claim[] = [];
  const stopped = (error: unknown): Draft => {
    if (!(signal.reason instanceof Stopped)) throw error;
    return stoppedDraft(said, model?.name ?? null);
  };
  if (!draft) {
    const former = await readFormerById(deps.db, viewer, plan.formerId);
    const isAsked = plan.about === 'calls' && !isReshaped(plan, former, model);
    const isSearched = isAsked && isSearchable(plan);
    const asked = withInstructions(question, plan);
    const isFresh = isSearched && (!request.plan || request.addsWords) && plan.added.length === 0;
    const coming = isFresh && model ? askForWords(deps.patience, model, plan, asked, signal) : NO_WORDS;
    // A failure is heard of where the words are searched for.
    coming.catch(() => {});
    if (isFresh) await planAgain(await addWords(deps, scope, plan, filtersOf(scope, plan, request)));
    const filters = filtersOf(scope, plan, request);
    const { timeZone } = viewer;
    const choosing = model && { patience: deps.patience, model, question: asked, timeZone, signal };
    if (isSearched)
      ({ evidence, searched } = await findEvidence(deps, scope, { plan, filters, coming, choosing }, planAgain));
    else if (isAsked) searched = await countSearched(deps, scope, plan, filters);
    else {
      evidence = await formerEvidence(deps.db, scope, plan, former);
      searched = former?.answer.searched ?? searched;
    }
    clock.mark('evidence');
    await emit({ type: 'evidence', evidence: evidence.map(toShownEvidence), searched });
    const context: AskContext = {
      ...deps,
      scope,
      organization: viewer,
      question: asked,
      plan,
      former,
      filters,
      now,
      evidence,
      searched,
      citations,
      said,
      model,
      judge,
      emit,
      signal,
    };
    draft = sayUnread(await draftAnswer(context).catch(stopped), plan);
    if (draft.status === 'not_found' && isAsked) draft = await explainNothing(context, draft);
    if (draft.status !== 'answered' && isSearched)
      draft = { ...draft, parts: [...draft.parts, ...(await offerLikeNames(context))] };
  }
  clock.mark('total');
  const usage = model && addUsage(model.usage(), judge?.usage());
  const { namedCallIds = [], isCertain: _, ...shown } = { ...draft, parts: withWarnings(draft.parts, plan.warnings) };
  const answer: Answer = {
    id: answerId,
    conversationId,
    question,
    ...shown,
    text: renderAnswer({ question, ...shown, citations: citations.citations }, 'text', viewer.timeZone),
    suggestions: shown.parts.flatMap((part) => (part.kind === 'offer' ? [part.question] : [])),
    citations: citations.citations,
    plan: toAnswerPlan(plan),
    searched: withShown(
      searched,
      new Set(citations.citations.map(({ callId, startMs }) => `${callId} ${startMs}`)).size,
    ),
    usage: usage && usage.requests > 0 ? usage : null,
    timingsMs: clock.timingsMs,
  };
  const kept: KeptAnswer['evidence'] = evidence.map(({ segment, score }) => ({
    segmentId: toSegmentId(segment),
    score,
  }));
  const isKept = await saveAnswer(
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
      request: z.encode(keptRequestSchema, { accountIds: request.accountIds ?? [], asOf: request.asOf ?? null }),
      access: toKeptAccess(scope.access),
      promptHash: answer.usage && model ? model.promptHash() : null,
      usage: answer.usage,
    },
    mark,
    deps.now(),
  );
  if (!isKept)
    throw new AppError(
      'conflict',
      'Calls or a person were removed while this was answered, so the answer was not kept. Ask again.',
    );
  await emit({ type: 'answer', answer });
  return answer;
}

/** Every call shown in the answer or its evidence. */
function callIdsOf(
  { citations, nearest, census, parts }: Answer,
  evidence: readonly Evidence[],
  named: readonly string[],
): string[] {
  return [
    ...new Set([
      ...evidence.map(({ call }) => call.id),
      ...citations.map(({ callId }) => callId),
      ...(nearest ? [nearest.callId] : []),
      ...(census?.rows ?? []).map(({ callId }) => callId),
      ...parts.flatMap(callsOfPart),
      ...named,
    ]),
  ];
}

const callsOfPart = (part: AnswerPart): string[] => {
  if (part.kind === 'section') return [part.call.id];
  const isList = part.kind === 'calls' || part.kind === 'silent' || part.kind === 'wordless';
  return isList ? part.calls.map(({ id }) => id) : [];
};

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
