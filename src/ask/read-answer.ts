import { scopeOf } from '../access/scope.ts';
import { type Citation, toMomentUrl } from '../citation.ts';
import { AppError } from '../errors.ts';
import type { Embedder } from '../search/embedder.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import { type AnswerRecord, readAnswer } from '../store/answers-store.ts';
import { readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { Answer, ShownEvidence } from './answer.ts';
import { fromAnswerPlan } from './answer-plan.ts';
import { MOST_EVIDENCE, toShownEvidence } from './ask-question.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { locateQuote } from './locate-quote.ts';
import { filtersOf } from './question-scope.ts';

type Deps = { db: Db; index: SegmentReader; embedder: Embedder | null; publicUrl: string };

/** What answers of older versions lack. */
const OLDER = { nearest: null, census: null, usage: null, notes: [] };

/** Only `askQuestion` writes the column, and it writes an `Answer`. */
const toAnswer = ({ answer }: AnswerRecord): Answer => ({ ...OLDER, ...answer }) as unknown as Answer;

/**
 * A kept answer with its citations as they stand today: moved where their words are now, with the words of now where they were edited, without words where the
 * viewer may not read the call any more.
 */
export async function withSources(
  { db, publicUrl }: Pick<Deps, 'db' | 'publicUrl'>,
  viewer: Viewer,
  record: AnswerRecord,
): Promise<Answer> {
  const answer = toAnswer(record);
  const scope = scopeOf(viewer);
  const cited = answer.nearest ? [...answer.citations, answer.nearest] : answer.citations;
  const sentences = new Map<string, Awaited<ReturnType<typeof readTranscript>>[number]['sentences']>();
  for (const callId of new Set(cited.map((citation) => citation.callId)))
    sentences.set(
      callId,
      (await readTranscript(db, scope, callId)).flatMap((segment) => segment.sentences),
    );
  const place = (citation: Citation): Citation => {
    const found = locateQuote(citation, sentences.get(citation.callId) ?? []);
    if (found.source === 'same') return { ...citation, source: 'same' };
    if (found.source === 'gone') return { ...citation, source: 'gone' };
    const { startMs, endMs } = found;
    const moved = { ...citation, ...found, url: toMomentUrl(publicUrl, citation.callId, { startMs, endMs }) };
    return moved;
  };
  return { ...answer, citations: answer.citations.map(place), nearest: answer.nearest && place(answer.nearest) };
}

export type Replay = {
  /** How many pieces of evidence there were, are, and are the same. */
  before: number;
  now: number;
  same: number;
  added: ShownEvidence[];
  gone: { segmentId: string; score: number }[];
  /** Whether the same pieces come in the same order. */
  isSame: boolean;
  answer: Answer;
};

/** Gathers the evidence of a kept answer anew, by its own plan, on today's index. @throws AppError `not_found`, `index_unavailable`. */
export async function replayAnswer(deps: Deps, viewer: Viewer, id: string): Promise<Replay> {
  const record = await readAnswer(deps.db, viewer, id);
  if (!record) throw new AppError('not_found', 'There is no such answer.');
  const answer = toAnswer(record);
  const { accountIds = [], asOf = null } = record.request ?? {};
  const scope: Scope = scopeOf(viewer, asOf ? new Date(asOf) : undefined);
  const plan = fromAnswerPlan(answer.plan, await readTrackers(deps.db, viewer.organizationId));
  const evidence = await gatherEvidence(deps, scope, plan, filtersOf(scope, plan, { accountIds }), MOST_EVIDENCE);
  const now = evidence.map(({ segment }) => toSegmentId(segment));
  const before = record.evidence.map(({ segmentId }) => segmentId);
  return {
    before: before.length,
    now: now.length,
    same: now.filter((segmentId) => before.includes(segmentId)).length,
    added: evidence.filter((_, at) => !before.includes(now[at] ?? '')).map(toShownEvidence),
    gone: record.evidence.filter(({ segmentId }) => !now.includes(segmentId)),
    isSame: JSON.stringify(before) === JSON.stringify(now),
    answer: await withSources(deps, viewer, record),
  };
}
