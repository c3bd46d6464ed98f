import { hasPrice, isPriceWord } from '../language/price-words.ts';
import { stemmed, stemOf } from '../language/words.ts';
import type { FoundSegment } from '../search/search-result.ts';
import type { SegmentHit, StandIn } from '../search/segment-index.ts';
import { textOf, toSegmentId } from '../segment.ts';
import { readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { searchTerms, specificTerms } from './plan-question.ts';

/** Calls read from the newest on; most of an account's present state stands in these. */
const MOST_CALLS = 5;
const MOST_ACCOUNTS = 2;
/** Best hits that tell of which account a question without one is. */
const TELLING_HITS = 3;
const MOST_PER_CALL = 6;

/**
 * Moments of the newest calls with the words asked for, for a question how something stands: the search ranks by words
 * alone, and an old call often has more of them. Empty for other questions, and without an account to follow.
 */
export async function newestMoments(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  {
    filters,
    found,
    standIns,
  }: { filters: readonly EvidenceFilter[]; found: readonly FoundSegment[]; standIns: StandIn[] },
): Promise<SegmentHit[]> {
  const wordings = wordingsOf(plan, standIns);
  if (!plan.isOfNow || wordings.length === 0) return [];
  const named = plan.accounts.map(({ id }) => id);
  const told = found.slice(0, TELLING_HITS).flatMap(({ call }) => call.accounts.slice(0, 1).map(({ id }) => id));
  const accountIds = [...new Set(named.length > 0 ? named : told)].slice(0, MOST_ACCOUNTS);
  const has = new Set(found.map(({ segment }) => toSegmentId(segment)));
  const hits = await Promise.all(
    accountIds.flatMap((id) => filters.map((filter) => ofAccount({ ...filter, accountIds: [id] }))),
  );
  return hits.flat().filter((hit) => !has.has(toSegmentId(hit)));

  async function ofAccount(filter: EvidenceFilter): Promise<SegmentHit[]> {
    const { callIds = [] } = filter;
    const calls = await readCalls(
      db,
      scope,
      { ...filter, ...(callIds.length > 0 && { ids: callIds }) },
      { limit: MOST_CALLS },
    );
    // The only call is searched anyway.
    if (calls.length < 2) return [];
    const ofCalls = await Promise.all(calls.map(({ id }) => readTranscript(db, scope, id)));
    return ofCalls.flatMap((segments) =>
      segments
        .filter(({ speaker }) => isWanted(plan, speaker))
        .map((segment) => ({ ...segment, score: heldIn(textOf(segment), wordings) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MOST_PER_CALL)
        .map(({ callId, position, score }) => ({ callId, position, score: score / wordings.length })),
    );
  }
}

/** Whether the speaker is one whose words answer: of the side asked for, and one of the people asked for, if any. */
export const isWanted = ({ side, speakers }: QuestionPlan, speaker: FoundSegment['segment']['speaker']): boolean =>
  (!side || speaker.side === side) &&
  (speakers.length === 0 ||
    speakers.some(({ id, name }) => (id === null ? name === speaker.name : id === speaker.personId)));

/**
 * Whether an amount alone answers how things stand: a price is asked for, and of nothing but a unit ("per seat"). The
 * price of something else is told by sentences that name it.
 */
export function asksForPrice(plan: QuestionPlan): boolean {
  const terms = specificTerms(plan);
  const others = terms.filter((term, at) => !isPriceWord(stemOf(term)) && terms[at - 1] !== 'per');
  const isOfPrice = plan.trackers.some(({ wants }) => wants === 'figure') || terms.length > others.length;
  return (plan.isOfNow || plan.type === 'changed') && isOfPrice && others.length === 0;
}

/** A thing asked for: all its words in stems, and whether an amount will do. */
type Wording = { stems: string[]; isPrice: boolean };

function wordingsOf(plan: QuestionPlan, standIns: readonly StandIn[]): Wording[] {
  const ofTerm = (term: string) => [
    stemmed(term),
    ...standIns.filter(({ of }) => stemmed(of) === stemmed(term)).map(({ text }) => stemmed(text)),
  ];
  const isOfPrice = (term: string) => isPriceWord(stemOf(term));
  const terms = searchTerms(plan);
  const price = terms.filter(isOfPrice).flatMap(ofTerm);
  return [
    ...terms.filter((term) => !isOfPrice(term)).map((term) => ({ stems: ofTerm(term), isPrice: false })),
    ...plan.phrases.map((phrase) => ({ stems: [stemmed(phrase)], isPrice: false })),
    ...(asksForPrice(plan) ? [{ stems: price, isPrice: true }] : []),
  ];
}

function heldIn(text: string, wordings: readonly Wording[]): number {
  const said = ` ${stemmed(text)} `;
  return wordings.filter(
    ({ stems, isPrice }) => (isPrice && hasPrice(text)) || stems.some((stem) => said.includes(` ${stem} `)),
  ).length;
}
