import { isFaint } from '../language/asking-words.ts';
import { businessWordsFor } from '../language/business-words.ts';
import { otherSpellings } from '../language/compounds.ts';
import { isStopWord } from '../language/stop-words.ts';
import { irregularFormsOf } from '../language/word-forms.ts';
import { type Stems, stemmed, stemOf, wordsOf } from '../language/words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { wordsLike } from '../search/word-vectors.ts';
import type { Addition, QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { hasTopic } from './plan-question.ts';

/** Without a limit, a long question would search for every word like its own. */
const MOST_ADDED = 60;
const MOST_RELATED = 24;
/** Passages read to see which added words were said. */
const MOST_PASSAGES = 80;

/**
 * The plan with more words to search for, since people seldom ask in the words spoken on calls. Added are forms no
 * stemmer joins and business words for the same thing. When accounts or people narrow the search, words of similar use
 * join too, and only words said in those calls are kept. Over all calls, words of similar use find more wrong than
 * right (docs/evaluations.md). A plan with quoted words stays unchanged.
 */
export async function addRelatedWords(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  if (!hasTopic(plan) || plan.phrases.length > 0) return plan;
  const terms = wordsWithOthers(plan);
  const own = new Set<Stems>(plan.terms.map(stemOf));
  const isNew = ({ text }: Addition) => !own.has(stemmed(text)) && !isStopWord(text) && !isFaint(stemOf(text));
  const known = [
    ...otherSpellings(plan.meaning).map((spelling): Addition => ({ kind: 'word_form', ...spelling })),
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

/**
 * Meaningful terms, minus the words a topic already searches for. A cue stays: "dragging" points to concerns but is no
 * term of the topic.
 */
function wordsWithOthers(plan: QuestionPlan): string[] {
  const looked = new Set(
    plan.trackers
      .flatMap(({ name, terms }) => [name, ...terms])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  return plan.terms.filter((term) => !isFaint(stemOf(term)) && !looked.has(stemOf(term)));
}

/**
 * Additions said in the calls in scope. Index counts cover everyone's calls, and a plan must tell nothing about other
 * calls.
 */
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
