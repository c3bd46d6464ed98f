import { z } from 'zod';
import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import type { Embedder } from '../search/embedder.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { callIdOf, toSegmentId } from '../segment.ts';
import { readAnswer } from '../store/answers-store.ts';
import { readableIds } from '../store/calls-reader.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Viewer } from '../viewer.ts';
import { answerSchema, shownEvidenceSchema } from './answer.ts';
import { fromAnswerPlan } from './answer-plan.ts';
import { toShownEvidence } from './ask-question.ts';
import { type Gathered, gatherHits, withSurroundings } from './gather-evidence.ts';
import { keptEvidenceSchema, readKept, UNREADABLE } from './kept-answer.ts';
import { filtersOf, isSearchable } from './question-scope.ts';
import { withKnownIds } from './with-known-ids.ts';
import { type SourcesDeps, withSources } from './with-sources.ts';

/** An answer, and its evidence gathered again. */
export const replaySchema = z.object({
  before: z.number().meta({ description: 'Pieces of evidence then.' }),
  now: z.number(),
  same: z.number().meta({ description: 'Pieces in both.' }),
  isSame: z.boolean().meta({ description: 'Whether the same pieces come in the same order.' }),
  added: z.array(shownEvidenceSchema),
  gone: keptEvidenceSchema,
  answer: answerSchema,
});
export type Replay = z.infer<typeof replaySchema>;

const NOTHING: Gathered = { best: [], newest: [], next: [] };

/**
 * Gathers a saved answer's evidence again, by the answer's own plan on today's index.
 * @throws AppError `not_found`, `conflict` (unreadable answer), `index_unavailable`.
 */
export async function replayAnswer(
  deps: SourcesDeps & { index: SegmentReader; embedder: Embedder | null },
  viewer: Viewer,
  answerId: string,
): Promise<Replay> {
  const record = await readAnswer(deps.db, viewer, answerId);
  if (!record) throw new AppError('not_found', 'There is no such answer.');
  const kept = readKept(record);
  if (!kept) throw new AppError('conflict', UNREADABLE);
  const { accountIds = [], asOf = null } = kept.request ?? {};
  const scope = scopeOf(viewer, asOf ?? undefined);
  const trackers = await readTrackers(deps.db, viewer.organizationId);
  const plan = await withKnownIds(deps.db, scope, fromAnswerPlan(kept.answer.plan, trackers));
  const filters = filtersOf(scope, plan, { accountIds });
  const found = isSearchable(plan) ? await gatherHits(deps, scope, plan, filters) : NOTHING;
  // A model chose from these; what it would choose today is not asked.
  const hits = kept.answer.searched.choice
    ? [...found.best, ...found.newest, ...found.next].slice(0, kept.answer.searched.choice.read)
    : [...found.best, ...found.newest];
  const evidence = await withSurroundings(deps.db, scope, plan, hits);
  const now = evidence.map(({ segment }) => toSegmentId(segment));
  // Evidence in calls that may not be read any more is neither named nor counted.
  const callsThen = kept.evidence.map(({ segmentId }) => callIdOf(segmentId));
  const readable = await readableIds(deps.db, scopeOf(viewer), callsThen);
  const evidenceThen = kept.evidence.filter(({ segmentId }) => readable.has(callIdOf(segmentId)));
  const before = evidenceThen.map(({ segmentId }) => segmentId);
  return {
    before: before.length,
    now: now.length,
    same: now.filter((segmentId) => before.includes(segmentId)).length,
    added: evidence.filter((_, at) => !before.includes(now[at] ?? '')).map(toShownEvidence),
    gone: evidenceThen.filter(({ segmentId }) => !now.includes(segmentId)),
    isSame: JSON.stringify(before) === JSON.stringify(now),
    answer: await withSources(deps, viewer, record),
  };
}
