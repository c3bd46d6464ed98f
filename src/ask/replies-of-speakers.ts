import type { Sentence } from '../call.ts';
import { wordsOf } from '../language/words.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { withWords } from '../search/search-segments.ts';
import type { SegmentHit } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { asPartOfCalls, type EvidenceFilter } from './evidence-filter.ts';
import { isQuestion } from './is-question.ts';
import { isWanted } from './newest-moments.ts';

/** Most words of a question whose reply may lack its subject. */
const MOST_WORDS = 30;
const MOST_REPLIES = 8;

/** A turn of somebody whose words are asked for, and the question of somebody else that it replies to. */
export type ReplyHit = SegmentHit & { asked: Sentence };

/**
 * Replies of those whose words are asked for to questions about the subject: "How are the screens?" names them, and the
 * reply does not. `search` finds what anybody said in their calls, best first.
 */
export async function repliesOfSpeakers(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  search: (filter: EvidenceFilter) => Promise<SegmentHit[]>,
): Promise<ReplyHit[]> {
  if (plan.speakers.length === 0 || plan.phrases.length > 0) return [];
  const found = await withWords(db, scope, await search(asPartOfCalls(filter)), { words: [] });
  const questions = found.filter(
    ({ text, segment }) =>
      isQuestion({ text }) && wordsOf(text).length <= MOST_WORDS && !isWanted(plan, segment.speaker),
  );
  const next = questions.slice(0, MOST_REPLIES).flatMap(({ segment, score }) => {
    const asked = segment.sentences.at(-1);
    return asked ? [{ callId: segment.callId, position: segment.position + 1, score, asked }] : [];
  });
  const replies = await wantedOf(next);
  // "May I ask about Tempova?" "You know about that?" "We heard." "They made an offer.": who asks back replies later.
  const asksBack = ({ text, segment }: FoundSegment) => isQuestion({ text }) && segment.sentences.length === 1;
  const back = new Set(replies.filter(asksBack).map(({ segment }) => toSegmentId(segment)));
  const later = next.flatMap((hit) => (back.has(toSegmentId(hit)) ? [{ ...hit, position: hit.position + 2 }] : []));
  const told = [...replies, ...(await wantedOf(later))].map(({ segment }) => toSegmentId(segment));
  const wanted = new Set(told);
  // The last of two questions to the same turn counts: the one that stands right before it.
  return [...later, ...next].filter((hit) => wanted.has(toSegmentId(hit)));

  async function wantedOf(hits: readonly SegmentHit[]): Promise<FoundSegment[]> {
    const found = await withWords(db, scope, hits, { words: [] });
    return found.filter(({ segment }) => isWanted(plan, segment.speaker));
  }
}
