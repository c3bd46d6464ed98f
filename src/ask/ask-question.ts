import { scopeOf } from '../access/scope.ts';
import type { Side } from '../call.ts';
import type { Claim, RemovedClaim } from '../citation.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Embedder } from '../search/embedder.ts';
import { readMentionables } from '../search/mentionables.ts';
import { checkRange, narrow, unknownMention } from '../search/search-segments.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import { openConversation, saveAnswer } from '../store/answers-store.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { type Organization, readOrganization } from '../store/organizations-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent, AnswerPlan, AnswerStatus, MentionChoice } from './answer.ts';
import { type AnswerModel, claimReader, SYSTEM_PROMPT, userPrompt } from './answer-model.ts';
import { checkClaim, citationList, type ProvedQuote } from './check-claims.ts';
import { explainNothing } from './explain-nothing.ts';
import { type Evidence, type EvidenceFilter, gatherEvidence, searchesOf } from './gather-evidence.ts';
import { planQuestion, type QuestionPlan } from './plan-question.ts';
import { pickQuotes } from './quoting-answer.ts';
import {
  claimsText,
  counted,
  groupByCall,
  numbersOf,
  quoteClaim,
  quotingText,
  rangeWords,
  subjectOf,
} from './write-text.ts';

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
};

export const LONGEST_QUESTION = 4000;
/** Segments that are counted to say what was searched; counting more would take longer than finding the evidence. */
const MOST_COUNTED = 10_000;
/** Evidence of one question: what a reader and a small model can still survey. */
const MOST_EVIDENCE = 40;

type Draft = {
  status: AnswerStatus;
  text: string;
  claims: Claim[];
  removed: RemovedClaim[];
  suggestions: string[];
  choices?: MentionChoice[];
  model: string | null;
};

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
  const question = request.question.trim();
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
  checkRange(request.from, request.to);
  const startedMs = performance.now();
  const timingsMs: Record<string, number> = {};
  const clock = (name: string) => {
    timingsMs[name] = Math.round(performance.now() - startedMs);
  };

  const now = request.asOf ?? deps.now();
  const scope = scopeOf(viewer, request.asOf);
  const organization = await readOrganization(deps.db, viewer.organizationId);
  const conversationId = await openConversation(deps.db, viewer, request.conversationId, question, deps.now());
  if (!conversationId) throw new AppError('not_found', 'There is no such conversation.');
  const mentionables = await readMentionables(deps.db, scope, question);
  const trackers = await readTrackers(deps.db, viewer.organizationId);
  const plan = narrowed(planQuestion(question, { mentionables, trackers, calendar: organization }, now), request);
  const shown = toAnswerPlan(plan);
  clock('plan');
  await emit({ type: 'plan', plan: shown });

  const citations = citationList(deps.publicUrl);
  const filter = filterOf(scope, plan, request);
  let evidence: Evidence[] = [];
  let searched = { calls: 0, segments: 0 };
  let draft = openMention(plan);
  if (!draft) {
    const inScope = await countCalls(deps.db, scope, { ...filter, personIds: plan.people.map((person) => person.id) });
    evidence = await gatherEvidence(deps, scope, plan, filter, MOST_EVIDENCE);
    searched = { calls: inScope.withTranscript, segments: await countSegments(deps.index, plan, filter) };
    clock('evidence');
    await emit({ type: 'evidence', evidence: evidence.map(toShownEvidence), searched });
    const delta = (text: string, cited: ProvedQuote[]) => {
      const made = cited.map((quote) => citations.cite(quote));
      return emit({ type: 'delta', text, citations: made });
    };
    const context = { organization, plan, now, evidence, citations, delta };
    draft = await draftAnswer(deps, context, question, signal);
    if (draft.status === 'not_found') {
      draft = { ...draft, ...(await explainNothing(deps.db, scope, plan, filter, organization, now, inScope.calls)) };
    }
  }
  clock('total');
  const answer: Answer = {
    id: newId('ans'),
    conversationId,
    question,
    ...draft,
    citations: citations.citations,
    plan: shown,
    searched,
    timingsMs,
  };
  const kept = evidence.map(({ segment, score }) => ({ segmentId: toSegmentId(segment), score }));
  await saveAnswer(
    deps.db,
    viewer,
    { id: answer.id, conversationId, question, status: answer.status, answer, evidence: kept },
    deps.now(),
  );
  await emit({ type: 'answer', answer });
  return answer;
}

/** A range in the request narrows what the words say; a side in it decides. */
function narrowed(plan: QuestionPlan, { from, to, side }: AskRequest): QuestionPlan {
  return {
    ...plan,
    from: plan.from && from ? (plan.from > from ? plan.from : from) : (plan.from ?? from ?? null),
    to: plan.to && to ? (plan.to < to ? plan.to : to) : (plan.to ?? to ?? null),
    side: side ?? plan.side,
  };
}

function filterOf(scope: Scope, plan: QuestionPlan, request: AskRequest): EvidenceFilter {
  return {
    scope,
    accountIds: narrow(
      plan.accounts.map((account) => account.id),
      request.accountIds,
    ),
    personIds: plan.people.map((person) => person.id),
    ...(plan.side && { side: plan.side }),
    ...(plan.from && { from: plan.from }),
    ...(plan.to && { to: plan.to }),
  };
}

/** A mention that several names fit is the reader's to settle, and one that none fits is not guessed. */
function openMention(plan: QuestionPlan): Draft | undefined {
  const open = plan.mentions.filter((mention) => mention.state !== 'found');
  if (open.length === 0) return undefined;
  const toChoice = (mention: (typeof open)[number]): MentionChoice => ({
    mention: mention.text,
    candidates: mention.candidates.map(({ id, name, domains }) => ({ id, name, domains })),
  });
  const unknown = open.filter((mention) => mention.state === 'unknown');
  const base = {
    claims: [],
    removed: [],
    suggestions: [],
    model: null,
    choices: (unknown.length > 0 ? unknown : open).map(toChoice),
  };
  if (unknown.length > 0) {
    return {
      ...base,
      status: 'not_found',
      text: unknown.map((mention) => unknownMention(mention.text, mention.candidates)).join(' '),
    };
  }
  const text = open.map(
    (mention) =>
      `${mention.text} could be ${mention.candidates.map((candidate) => candidate.name).join(' or ')}. Which one do you mean?`,
  );
  return { ...base, status: 'needs_choice', text: text.join(' ') };
}

type Context = {
  organization: Organization;
  plan: QuestionPlan;
  now: Date;
  evidence: Evidence[];
  citations: ReturnType<typeof citationList>;
  delta: (text: string, quotes: ProvedQuote[]) => Promise<void> | void;
};

const NOTHING: Draft = { status: 'not_found', text: '', claims: [], removed: [], suggestions: [], model: null };

async function draftAnswer(deps: AskDeps, context: Context, question: string, signal: AbortSignal): Promise<Draft> {
  if (context.evidence.length === 0) return NOTHING;
  if (!deps.model) return quotingDraft(context, '');
  try {
    return await modelDraft(deps.model, context, question, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!isAppError(error)) throw error;
    deps.log.warn({ reason: error.message }, 'ask: the model failed, quoting instead');
    return quotingDraft(context, `${describeError(error)} So this answer quotes the calls instead. `);
  }
}

/** @throws AppError `model_unreadable` when no claim could be kept of an answer that was not an honest "nothing". */
async function modelDraft(
  model: AnswerModel,
  { evidence, citations, delta }: Context,
  question: string,
  signal: AbortSignal,
): Promise<Draft> {
  const claims: Claim[] = [];
  const removed: RemovedClaim[] = [];
  const reader = claimReader();
  const prompt = {
    system: SYSTEM_PROMPT,
    user: userPrompt(question, evidence),
    evidenceIds: evidence.map((item) => item.id),
  };
  for await (const piece of model.stream(prompt, signal)) {
    for (const proposed of reader.push(piece)) {
      const checked = checkClaim(proposed, evidence);
      if (checked.kind === 'removed') {
        removed.push({ text: checked.text, reason: checked.reason });
        continue;
      }
      const cited = checked.quotes.map((quote) => citations.cite(quote));
      claims.push({ text: checked.text, citations: numbersOf(cited) });
      await delta(checked.text, checked.quotes);
    }
  }
  if (!reader.sawFrame())
    throw new AppError('model_unreadable', 'The model did not answer in the form that was asked of it.');
  if (claims.length === 0 && removed.length === 0) return { ...NOTHING, model: model.name };
  if (claims.length === 0)
    throw new AppError('model_unreadable', "None of the model's claims could be proved from the calls.");
  return {
    status: removed.length > 0 ? 'partial' : 'answered',
    text: claimsText(claims),
    claims,
    removed,
    suggestions: [],
    model: model.name,
  };
}

async function quotingDraft(
  { organization, plan, now, evidence, citations, delta }: Context,
  because: string,
): Promise<Draft> {
  const quotes = pickQuotes(plan, evidence);
  if (quotes.length === 0) return NOTHING;
  const items: { quote: ProvedQuote; claim: Claim }[] = [];
  for (const quote of quotes) {
    const claim = { text: quoteClaim(quote), citations: [citations.cite(quote).n] };
    items.push({ quote, claim });
    await delta(claim.text, [quote]);
  }
  const groups = groupByCall(items, organization.timeZone);
  const when = rangeWords(plan, now, organization.timeZone);
  const opening = `${because}On ${subjectOf(plan)}${when ? `, ${when}` : ''}: ${counted(quotes.length, 'moment')} in ${counted(groups.length, 'call')}, quoted word for word.`;
  const text = quotingText(
    opening,
    groups.map(({ heading, items: group }) => ({ heading, claims: group.map(({ claim }) => claim) })),
  );
  return {
    status: 'answered',
    text,
    claims: items.map(({ claim }) => claim),
    removed: [],
    suggestions: [],
    model: null,
  };
}

async function countSegments(index: SegmentReader, plan: QuestionPlan, filter: EvidenceFilter): Promise<number> {
  const counts = await Promise.all(
    searchesOf(plan, filter).map(({ query }) => index.count(query, { atMost: MOST_COUNTED, ofCalls: false })),
  );
  return Math.max(0, ...counts.map((count) => count.segments));
}

const toAnswerPlan = (plan: QuestionPlan): AnswerPlan => ({
  accounts: plan.accounts,
  people: plan.people,
  from: plan.from?.toISOString() ?? null,
  to: plan.to?.toISOString() ?? null,
  when: plan.when,
  side: plan.side,
  trackers: plan.trackers.map(({ id, name }) => ({ id, name })),
  phrases: plan.phrases,
  terms: plan.terms,
  warnings: plan.warnings,
});

const toShownEvidence = ({ call, segment, text, score }: Evidence) => ({
  callId: call.id,
  callTitle: call.title,
  startedAt: call.startedAt.toISOString(),
  speaker: { name: segment.speaker.name, side: segment.speaker.side },
  startMs: segment.startMs,
  endMs: segment.endMs,
  text,
  score,
});
