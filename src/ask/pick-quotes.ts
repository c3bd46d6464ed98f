import { compareCallIds, type Sentence } from '../call.ts';
import { ownersIn } from '../language/name-roles.ts';
import { asksForFigure, saidFigures } from '../language/said-figures.ts';
import { namesState } from '../language/state-words.ts';
import { stemmed, wordsOf } from '../language/words.ts';
import type { StandIn } from '../search/segment-index.ts';
import { wordsLike } from '../search/word-vectors.ts';
import { toSegmentId } from '../segment.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { bestStretch, MOST_QUOTE_WORDS } from './best-stretch.ts';
import { comparesCalls } from './evidence-parts.ts';
import type { ProvedQuote } from './find-quote.ts';
import { type Evidence, sureStandInsOf } from './gather-evidence.ts';
import { isQuestion } from './is-question.ts';
import { type Nearness, NOT_NEAR } from './near-sentences.ts';
import { asksForPrice } from './newest-moments.ts';
import { hasTopic, specificTerms } from './plan-question.ts';
import { questionsBefore, repliesTo } from './quick-talk.ts';
import { weigherOf } from './weigh-sentences.ts';

/** The evidence rank with half weight, for questions about something specific. */
const HALF_AT = 10;
const MOST_QUOTES = 14;
const MOST_PER_CALL = 4;

/** Near an act in meaning is near by degrees: further down, few moments are of it (docs/evaluations.md). */
const MOST_OF_ACTS = 10;
const ACT_SHARE = 0.5;

/** How much of the weightiest quote a moment of a new call must weigh to speak of the subject. */
const NEWEST_SHARE = 0.35;
/** The same where the tense alone asks how things stand. */
const NEWEST_SHARE_BY_TENSE = 0.6;
/** How much of the subject's words a moment must hold to name it, by the words alone. */
const NAMING_SHARE = 0.8;
const MOST_OF_NEWEST = 2;
/** Turns beside one with a name that may tell of it. */
const BESIDE = 4;
/** How much of a call's heaviest moment its second must weigh. */
const CLOSE_SHARE = 0.8;

/**
 * The answer without a model: the sentences with most to say about the question. The newest call comes first, because
 * what it says may overtake the others; within a call they keep the order of speech. Every quote starts from a sentence
 * with a word of the question or its topic, from one near the question in meaning, or from a reply to such a question.
 * A segment found only by its neighbours says nothing itself.
 */
export function pickQuotes(
  plan: QuestionPlan,
  evidence: readonly Evidence[],
  { standIns = sureStandInsOf(plan), nearness = NOT_NEAR }: { standIns?: readonly StandIn[]; nearness?: Nearness } = {},
): ProvedQuote[] {
  const weigh = weigherOf(plan, evidence, { standIns, nearness });
  const isSpecific =
    hasTopic(plan) && !asksForPrice(plan) && (specificTerms(plan).length > 0 || plan.phrases.length > 0);
  const byPlace = new Map(evidence.map((item) => [toSegmentId(item.segment), item]));
  const candidates = ofOwners(plan, ofTitledAccount(plan, evidence))
    .flatMap((item, place) => {
      const { callId, position } = item.segment;
      const isAsked = item.segment.sentences.some(weigh.isSame);
      const standing = isSpecific && !isAsked && !item.repliesTo ? HALF_AT / (HALF_AT + place) : 1;
      return bestStretch(item, byPlace.get(toSegmentId({ callId, position: position - 1 })), weigh, plan.meaning).map(
        (stretch) => ({
          ...stretch,
          isAsked,
          alone: stretch.weight,
          said: Math.max(...stretch.quote.sentences.map(weigh.said)),
          weight: stretch.weight * standing,
        }),
      );
    })
    .sort((a, b) => b.weight - a.weight);
  const isCompared = comparesCalls(plan);
  const perCall = new Map<string, number>();
  const kept: typeof candidates = [];
  const calls = new Set(candidates.map(({ quote }) => quote.evidence.call.id)).size;
  // A single call may say more; with many calls, each gets its turn.
  const share =
    calls > 6 ? Math.ceil(MOST_QUOTES / calls) : Math.max(MOST_PER_CALL, Math.ceil((2 * MOST_PER_CALL) / calls));
  const best = candidates[0]?.weight ?? 0;
  const most = plan.acts.length > 0 ? MOST_OF_ACTS : MOST_QUOTES;
  // The heaviest comes first in each call.
  const bestOf = new Map(
    candidates.toReversed().map(({ quote, weight }) => [quote.evidence.call.id as string, weight]),
  );
  for (const candidate of candidates) {
    const callId = candidate.quote.evidence.call.id;
    const taken = perCall.get(callId) ?? 0;
    // On a topic or a change, each call may give its best, even beside a stronger call. Any other specific question
    // needs sentences with most of its words, from well-ranked segments. A few of its words elsewhere are no answer.
    // What a call told of a change is measured by that call: then and now weigh the same.
    const ofCall = isCompared ? (bestOf.get(callId) ?? best) : best;
    const ofTopic = taken === 0 && (isCompared || !isSpecific) ? best * 0.15 : ofCall * (isSpecific ? 0.4 : 0.3);
    const floor = plan.acts.length > 0 ? best * ACT_SHARE : ofTopic;
    // Its reply answers, whatever else the call says.
    const isFull = taken >= share && !candidate.isAsked;
    if (kept.length === most || isFull || candidate.weight < floor) continue;
    perCall.set(callId, taken + 1);
    kept.push(candidate);
  }
  const newest = plan.isOfNow ? newestOf(plan, candidates, kept, evidence) : [];
  const quotes = [...new Set([...kept, ...newest])].map(({ quote }) => quote);
  const asked = plan.acts.length > 0 ? questionsBefore(quotes, byPlace) : [];
  return oneOfTurn([...quotes, ...asked, ...repliesTo(quotes, byPlace)]).sort(
    (a, b) =>
      b.evidence.call.startedAt.getTime() - a.evidence.call.startedAt.getTime() ||
      compareCallIds(a.evidence.call.id, b.evidence.call.id) ||
      (a.sentences[0]?.startMs ?? 0) - (b.sentences[0]?.startMs ?? 0),
  );
}

/**
 * How something stands is told by its own account. Where the titles of one account's calls alone name it ("payroll file
 * promised"), what others say of such a thing is about another.
 */
function ofTitledAccount(plan: QuestionPlan, evidence: readonly Evidence[]): readonly Evidence[] {
  if (!plan.isOfNow || plan.accounts.length + plan.people.length > 0) return evidence;
  const runs = plan.runs.flatMap(pairsOf);
  const titled = evidence.filter(({ call }) => runs.some((run) => ` ${stemmed(call.title)} `.includes(` ${run} `)));
  const accounts = new Set(titled.flatMap(({ call }) => call.accounts.map(({ id }) => id)));
  if (accounts.size !== 1) return evidence;
  return evidence.filter(({ call }) => call.accounts.some(({ id }) => accounts.has(id)));
}

/** Words that follow each other in the question, by twos, in stems. */
const pairsOf = (run: string): string[] =>
  wordsOf(run).flatMap((word, at, words) => (at > 0 ? [stemmed(`${words[at - 1]} ${word}`)] : []));

/**
 * What somebody has who is on no record ("Tempova's price") is told where they are named, or in a line beside. The
 * same thing of others is no answer.
 */
function ofOwners(plan: QuestionPlan, evidence: readonly Evidence[]): readonly Evidence[] {
  const owners = ownersIn(plan.meaning).filter((owner) => plan.terms.includes(owner) && wordsLike(owner).length === 0);
  if (owners.length === 0) return evidence;
  const named = evidence.filter(({ text }) =>
    owners.some((owner) => ` ${stemmed(text)} `.includes(` ${stemmed(owner)} `)),
  );
  const beside = new Set(
    named.flatMap(({ segment: { callId, position } }) =>
      Array.from({ length: 2 * BESIDE + 1 }, (_, at) => toSegmentId({ callId, position: position - BESIDE + at })),
    ),
  );
  return named.length === 0 ? evidence : evidence.filter(({ segment }) => beside.has(toSegmentId(segment)));
}

/** `isAsked`: it puts the question itself. */
type WeighedQuote = { quote: ProvedQuote; weight: number; alone: number; said: number; isAsked: boolean };

/**
 * The quotes of the newest call that speaks of the subject, with the account of the best quote: where it has none yet,
 * its heaviest moments. Their place in the evidence does not matter: an old call may have more of the words, and not
 * know how things stand.
 */
function newestOf(
  plan: QuestionPlan,
  candidates: readonly WeighedQuote[],
  kept: readonly WeighedQuote[],
  evidence: readonly Evidence[],
): WeighedQuote[] {
  const accounts = new Set(kept[0]?.quote.evidence.call.accounts.map(({ id }) => id));
  const most = Math.max(...candidates.map(({ alone }) => alone));
  const mostSaid = Math.max(...candidates.map(({ said }) => said));
  const share = namesState(plan.meaning) ? NEWEST_SHARE : NEWEST_SHARE_BY_TENSE;
  const speaking = candidates.filter(
    // "The audit log." names the subject however short it is, and brings what was said to it.
    ({ quote, alone, said }) =>
      (alone >= most * share || said >= mostSaid * NAMING_SHARE) &&
      quote.evidence.call.accounts.some(({ id }) => accounts.has(id)),
  );
  const ofCalls = [...Map.groupBy(speaking, ({ quote }) => quote.evidence.call.id).values()].toSorted(
    ([a], [b]) => startOf(b) - startOf(a),
  );
  const [some = []] = ofCalls;
  const own = kept.filter(({ quote }) => quote.evidence.call.id === some[0]?.quote.evidence.call.id);
  const heaviest = some.toSorted((a, b) => b.alone - a.alone);
  const picked =
    own.length > 0
      ? own
      : heaviest.filter(({ alone }) => alone >= (heaviest[0]?.alone ?? 0) * CLOSE_SHARE).slice(0, MOST_OF_NEWEST);
  const isTold = !asksForNumber(plan) || picked.some(({ quote }) => quote.sentences.some(hasFigure));
  return isTold ? picked : [...picked, ...figureBeside(picked[0], evidence)];
}

/**
 * One quote of each turn: a turn may be picked for its figure, reply to one quote, and ask what the next one answers.
 * What was quoted of it for several reasons is quoted in a row, if it is no longer than a quote may be.
 */
function oneOfTurn(quotes: readonly ProvedQuote[]): ProvedQuote[] {
  const ofTurns = [...Map.groupBy(quotes, ({ evidence }) => toSegmentId(evidence.segment)).values()];
  return ofTurns.flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const { evidence } = first;
    const starts = [first, ...others].flatMap(({ sentences }) => sentences.map(({ startMs }) => startMs));
    const [from, to] = [Math.min(...starts), Math.max(...starts)];
    const row = evidence.segment.sentences.filter(({ startMs }) => startMs >= from && startMs <= to);
    const words = row.reduce((sum, { text }) => sum + wordsOf(text).length, 0);
    return words <= MOST_QUOTE_WORDS ? { evidence, sentences: row } : first;
  });
}

/** In quick talk the figure stands in a line beside the words asked for. */
function figureBeside(moment: WeighedQuote | undefined, evidence: readonly Evidence[]): WeighedQuote[] {
  if (!moment) return [];
  const { callId, position } = moment.quote.evidence.segment;
  const beside = evidence
    .filter(({ segment, text }) => segment.callId === callId && !isQuestion({ text }))
    .filter(({ segment }) => Math.abs(segment.position - position) <= 2 && segment.sentences.some(hasFigure))
    .toSorted((a, b) => Math.abs(a.segment.position - position) - Math.abs(b.segment.position - position));
  return beside.slice(0, 1).map((item) => ({
    quote: { evidence: item, sentences: item.segment.sentences.filter(hasFigure).slice(0, 1) },
    weight: moment.weight,
    alone: moment.alone,
    said: moment.said,
    isAsked: false,
  }));
}

const hasFigure = ({ text }: Sentence): boolean => saidFigures(text).length > 0;
const asksForNumber = (plan: QuestionPlan): boolean => asksForPrice(plan) || asksForFigure(plan.meaning);

const startOf = (candidate: WeighedQuote | undefined): number =>
  candidate?.quote.evidence.call.startedAt.getTime() ?? 0;
