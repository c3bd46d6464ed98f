import { isFaint } from '../search/asking-words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { wordsLike } from '../search/word-vectors.ts';
import { isStopWord, stemmed, stemOf, wordsOf } from '../search/words.ts';
import { businessWordsFor } from './business-words.ts';
import type { EvidenceFilter } from './gather-evidence.ts';
import { type Addition, hasTopic, type QuestionPlan } from './plan-question.ts';
import { irregularFormsOf } from './word-forms.ts';

/** Beyond, a long question would be searched for by all that is like it. */
const MOST_ADDED = 60;
const MOST_RELATED = 24;
/** Passages with such words in which it is seen which of them were said. */
const MOST_PASSAGES = 80;

/**
 * The plan with other words for its own, since people seldom ask in the words that were spoken: the forms that no stemmer joins, and what people in business
 * say for them. Where accounts or people narrow the search also words that are used like them, and of all only those that were said there; over all calls such
 * words find more that is wrong than right (docs/evaluations.md). Quoted words stay as they are.
 */
export async function addRelatedWords(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  if (!hasTopic(plan) || plan.phrases.length > 0) return plan;
  const terms = wordsWithOthers(plan);
  const own = new Set(plan.terms.map(stemOf));
  const isNew = ({ text }: Addition) => !own.has(stemmed(text)) && !isStopWord(text) && !isFaint(stemOf(text));
  const known = [
    ...terms.flatMap((of) => irregularFormsOf(of).map((text): Addition => ({ kind: 'word_form', text, of }))),
    ...businessWordsFor(plan.meaning, terms).map((word): Addition => ({ kind: 'business_word', ...word })),
  ].filter(isNew);
  const isNarrow = filters.some(({ accountIds = [], personIds = [] }) => accountIds.length + personIds.length > 0);
  const related = terms
    .flatMap((of) => wordsLike(of).map((text): Addition => ({ kind: 'related_word', text, of })))
    .filter(isNew);
  const added = isNarrow ? await saidOf(index, filters, known, related) : known;
  return added.length > 0 ? { ...plan, added: [...plan.added, ...added.slice(0, MOST_ADDED)] } : plan;
}

/** The words that say what about, less those that a topic looks for itself: "dragging" only names the concerns, and is not among their terms. */
function wordsWithOthers(plan: QuestionPlan): string[] {
  const looked = new Set(
    plan.trackers
      .flatMap(({ name, terms }) => [name, ...terms])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  return plan.terms.filter((term) => !isFaint(stemOf(term)) && !looked.has(stemOf(term)));
}

/** Those that were said in the calls asked about: what an index counts is of all that share it, and a plan tells nothing of other calls. */
async function saidOf(
  index: SegmentReader,
  filters: readonly EvidenceFilter[],
  known: readonly Addition[],
  related: readonly Addition[],
): Promise<Addition[]> {
  const stems = new Set(known.map(({ text }) => stemmed(text)));
  const additions = [...known, ...onePerStem(related.filter(({ text }) => !stems.has(stemmed(text))))];
  if (additions.length === 0) return [];
  const words = additions.map(({ text }) => text);
  const found = await Promise.all(
    filters.map((filter) => index.passages({ ...filter, words }, { limit: MOST_PASSAGES })),
  );
  const segments = found.flatMap(({ stretches }) => stretches.flatMap((stretch) => stretch.segments));
  const said = segments.map(({ text }) => ` ${text} `).join('');
  const kept = additions.filter(({ text }) => said.includes(` ${stemmed(text)} `));
  const isKnown = ({ kind }: Addition) => kind !== 'related_word';
  return [...kept.filter(isKnown), ...kept.filter((one) => !isKnown(one)).slice(0, MOST_RELATED)];
}

const onePerStem = (words: readonly Addition[]): Addition[] =>
  [...new Map(words.toReversed().map((word) => [stemmed(word.text), word])).values()].toReversed();
