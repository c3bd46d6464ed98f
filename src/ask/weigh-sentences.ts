import type { Sentence } from '../call.ts';
import { hasAmount } from '../language/amounts.ts';
import { isDoneByAsking } from '../language/asked-acts.ts';
import { tellsChange } from '../language/change-words.ts';
import { withCompounds } from '../language/compounds.ts';
import { isDeniedConcern } from '../language/denied-concerns.ts';
import { otherwiseAdjective } from '../language/noun-or-adjective.ts';
import { hasPrice, isPriceWord } from '../language/price-words.ts';
import { isSettledWord } from '../language/state-words.ts';
import { placesOf } from '../language/word-places.ts';
import { type Stem, stemmed, wordsOf } from '../language/words.ts';
import type { StandIn } from '../search/segment-index.ts';
import type { TrackerWants } from '../tracker.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { Evidence } from './gather-evidence.ts';
import { isQuestion } from './is-question.ts';
import type { Nearness } from './near-sentences.ts';
import { asksForPrice } from './newest-moments.ts';
import { hasTopic, searchTerms, specificTerms } from './plan-question.ts';
import { sentencesAsking } from './same-questions.ts';

/** Most words in a sentence of quick talk. */
const QUICK_WORDS = 16;
/** Shorter sentences lose weight in proportion. */
const FULL_WORDS = 8;
/** A question's weight relative to a statement. */
export const QUESTION_SHARE = 0.6;

/** What a question of a call that asks the same weighs, of a sentence with all the question's words. */
const SAME_SHARE = 0.5;

/** The share of "signed" beside a price asked for: it tells of the same matter, and not how much. */
const SETTLED_SHARE = 0.5;

/** What nearness in meaning weighs beside all the question's words, and the cosine at which it begins. */
const NEAR_SHARE = 1;
const LEAST_NEAR = 0.2;
/** What telling a change adds, of a sentence's own weight or of that of the line before it. */
const NEWS_SHARE = 0.7;

/** A denied concern is quoted only for lack of better. */
const DENIED_SHARE = 0.1;

/**
 * `said`: by the words alone, whatever figures or form a sentence has; 0 without a sentence. `news`: what a sentence
 * gains by telling a change, beside `before` in its call; 0 where no change is asked for. `isSame`: it puts the
 * question itself in a call about its subject.
 */
export type SentenceWeigher = {
  (sentence: Sentence): number;
  said: (sentence: Pick<Sentence, 'text'> | undefined) => number;
  news: (sentence: Sentence, before: Sentence | undefined, evidence: Evidence) => number;
  isSame: (sentence: Sentence) => boolean;
};
/** One subject of the question: its words and phrases in stems, each with its worth to a sentence. */
type Concept = Map<string, number>;

/** A sentence's weight for the question: for every concept the worth of its weightiest wording, summed up. */
export function weigherOf(
  plan: QuestionPlan,
  evidence: readonly Evidence[],
  { standIns, nearness }: { standIns: readonly StandIn[]; nearness: Nearness },
): SentenceWeigher {
  const concepts = askedConcepts(plan, evidence, standIns);
  const wants = (what: TrackerWants) => plan.trackers.some((tracker) => tracker.wants === what);
  const [wantsFigure, wantsConcern] = [wants('figure') || asksForPrice(plan), wants('concern')];
  const isOfAnyChange = plan.type === 'changed' && !hasTopic(plan);
  const times = new Set(plan.subjectTimes.flatMap(({ terms }) => terms.map(stemmed)));
  // The first wording is the question's own, others stand in for it.
  const isOfTime = (concept: Concept) => [...concept.keys()].slice(0, 1).some((stems) => times.has(stems as Stem));
  const weights = concepts.flatMap((concept) => [...concept.values()]);
  const typical = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);

  const isOfAsking = plan.acts.some(({ act }) => isDoneByAsking(act));

  /** What a sentence with every subject in its weightiest wording would weigh. */
  const whole = concepts.reduce((sum, concept) => sum + Math.max(0, ...concept.values()), 0) || 1;

  // "That is fine with me" tells nothing of fines.
  const nouns = new Map(
    searchTerms(plan)
      .filter(otherwiseAdjective)
      .map((term) => [stemmed(term) as string, term]),
  );
  const isInSense = (stems: string, text: string): boolean => {
    const noun = nouns.get(stems);
    return noun === undefined || placesOf(text, [noun]).length > 0;
  };
  const asking = sentencesAsking(plan, evidence);

  const said = (sentence: Pick<Sentence, 'text'> | undefined): number => {
    const text = ` ${stemmed(withCompounds(sentence?.text ?? '', plan.meaning))} `;
    let [weight, ofTime] = [0, 0];
    for (const concept of concepts) {
      let most = hasPrice(sentence?.text ?? '') ? (concept.get(AMOUNT) ?? 0) : 0;
      for (const [stems, worth] of concept)
        if (worth > most && text.includes(` ${stems} `) && isInSense(stems, sentence?.text ?? '')) most = worth;
      if (isOfTime(concept)) ofTime += most;
      else weight += most;
    }
    // "By the middle of October" says nothing of the invoices of October.
    return weight > 0 || concepts.every(isOfTime) ? weight + ofTime : 0;
  };
  const weigh = (sentence: Sentence): number => {
    const words = wordsOf(sentence.text);
    let weight =
      said(sentence) + whole * NEAR_SHARE * Math.max(0, (nearness(sentence) - LEAST_NEAR) / (1 - LEAST_NEAR));
    // A price is a figure. In quick talk a figure counts even when the words for it came just before: "And the price?"
    // "Eleven forty." In a monologue a bare figure may be about anything.
    if (isOfAnyChange && hasAmount(sentence.text)) weight *= 1.5;
    if (wantsFigure && hasAmount(sentence.text))
      weight = weight * 1.5 + (words.length <= QUICK_WORDS ? typical * 1.6 : 0);
    // Who puts the question in a call is told the answer.
    if (asking.has(sentence)) return Math.max(weight, whole * SAME_SHARE);
    // A question says less than a statement, "not a problem" is no concern, and a very short sentence says little
    // alone.
    if (isQuestion(sentence) && !isOfAsking) weight *= QUESTION_SHARE;
    if (wantsConcern && isDeniedConcern(sentence.text)) weight *= DENIED_SHARE;
    return weight * Math.min(1, words.length / FULL_WORDS);
  };
  // Who tells a change need not name its subject: it stands in the line before, or in the title of the call.
  const news = (sentence: Sentence, before: Sentence | undefined, { call }: Evidence): number => {
    if (plan.type !== 'changed' || !tellsChange(sentence.text)) return 0;
    const isOfTitle = hasTopic(plan) ? said({ text: call.title }) > 0 : hasAmount(sentence.text);
    const beside = Math.max(said(before), isOfTitle ? typical : 0);
    const isFull = Math.min(1, wordsOf(sentence.text).length / FULL_WORDS);
    return Math.max(NEWS_SHARE * weigh(sentence), NEWS_SHARE * beside * isFull);
  };
  return Object.assign(weigh, { said, news, isSame: (sentence: Sentence) => asking.has(sentence) });
}

/**
 * The question's subjects: first its own words with their stand-ins, weighed by rarity among the evidence, then the
 * topics' terms. When nobody said the word itself, its stand-ins count in full. A topic is one subject, however many of
 * its terms a sentence holds.
 */
function askedConcepts(plan: QuestionPlan, evidence: readonly Evidence[], given: readonly StandIn[]): Concept[] {
  const sentences = evidence.flatMap((item) => item.segment.sentences.map(({ text }) => ` ${stemmed(text)} `));
  const holding = (stems: string) => sentences.filter((text) => text.includes(` ${stems} `)).length;
  const rarity = (stems: string) => Math.log(1 + (sentences.length + 1) / (holding(stems) + 0.5));
  const specific = specificTerms(plan);
  const isSpecific = new Set(specific);
  const standIns = given.map((one) => ({ ...one, of: wordsOf(one.of) }));
  const concepts = new Map<string, Concept>();
  const weighed = (text: string, share: number): [string, number] => [stemmed(text), share * rarity(stemmed(text))];
  const inAllItsWords = (word: string, share: number): [string, number][] => {
    const isSaid = holding(stemmed(word)) > 0;
    const others = standIns.filter(({ of }) => of.includes(word));
    return [weighed(word, share), ...others.map(({ text, worth }) => weighed(text, share * (isSaid ? worth : 1)))];
  };
  for (const word of [...specific, ...plan.phrases.flatMap(wordsOf)])
    if (!concepts.has(stemmed(word))) concepts.set(stemmed(word), new Map(inAllItsWords(word, 1)));
  const [termShare, cueShare] = specific.length > 0 ? [0.3, 0.4] : [0.6, 1];
  const others = searchTerms(plan).filter((word) => !isSpecific.has(word));
  const isSettled = (word: string) => plan.isOfNow && isSettledWord(word);
  for (const word of others.filter(isSettled)) concepts.set(stemmed(word), new Map(inAllItsWords(word, SETTLED_SHARE)));
  const cues = others.filter((word) => !isSettled(word));
  const ofCues = cues.flatMap((cue) => inAllItsWords(cue, cueShare));
  const topics = plan.trackers.map(
    ({ terms }): Concept => new Map([...terms.map((term) => weighed(term, termShare)), ...ofCues]),
  );
  return [...withPrice(plan, concepts), ...topics];
}

/** Where a price is asked how it stands, its words are one subject, and an amount says it as well. */
function withPrice(plan: QuestionPlan, concepts: ReadonlyMap<string, Concept>): Concept[] {
  const ofPrice = asksForPrice(plan) ? [...concepts].filter(([stems]) => stems.split(' ').some(isOfPrice)) : [];
  if (ofPrice.length === 0) return [...concepts.values()];
  const merged = new Map(ofPrice.flatMap(([, concept]) => [...concept]));
  merged.set(AMOUNT, Math.max(...merged.values()));
  const others = [...concepts].filter(([stems]) => !ofPrice.some(([own]) => own === stems));
  return [merged, ...others.map(([, concept]) => concept)];
}

const isOfPrice = (stem: string): boolean => isPriceWord(stem as Stem);
/** Stands for any amount among the wordings of a concept. */
const AMOUNT = '#';
