import type { Sentence } from '../call.ts';
import {
  asksAlike,
  asksOurReply,
  asksWhy,
  corrects,
  holdsFigureAskedFor,
  pointsAtTurnBefore,
} from '../language/exchanges.ts';
import { asksForFigure } from '../language/said-figures.ts';
import { stemmed, wordsOf } from '../language/words.ts';
import { withWords } from '../search/search-segments.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { ProvedQuote } from './find-quote.ts';
import { type Evidence, SHORT_TURN_WORDS } from './gather-evidence.ts';
import { isQuestion } from './is-question.ts';
import { isWanted } from './newest-moments.ts';
import { specificTerms } from './plan-question.ts';

/** Turns that follow each other and are understood together, in order. */
export type Exchange = [ProvedQuote, ...ProvedQuote[]];

/** Turns looked at before and after a quote. */
const [BEFORE, AFTER] = [2, 3];
/** Most words of what a quote brings along. */
const MOST_WORDS = 45;
/** A longer reply is understood without its question. */
const FEW_WORDS = 14;

/**
 * The quotes with what they need of the turns beside them: the reply to a question, what "that" and "yes" point at,
 * what sets a figure right, and, where a reason, a number or the outcome is asked for, what was said to it. Quotes that
 * follow each other are one exchange; exchanges keep the order of the quotes.
 */
export async function exchangesOf(
  { db, scope }: { db: Db; scope: Scope },
  plan: QuestionPlan,
  quotes: readonly ProvedQuote[],
): Promise<Exchange[]> {
  const around = plan.phrases.length > 0 || plan.edit ? [] : quotes.flatMap(placesBeside);
  const turns = await withWords(db, scope, around, { words: [] });
  const byPlace = new Map(turns.map((turn, at) => [toSegmentId(turn.segment), { ...turn, id: `a${at + 1}` }]));
  const turnAt = (quote: ProvedQuote, by: number): Evidence | undefined => {
    const { callId, position } = quote.evidence.segment;
    const turn = byPlace.get(toSegmentId({ callId, position: position + by }));
    // A reply of somebody whose words alone are asked for is understood by the question of somebody else.
    const isAsked = by === -1 && quote.evidence.repliesTo !== undefined;
    return turn && (isAsked || isWanted(plan, turn.segment.speaker)) ? turn : undefined;
  };
  const quoted = new Set(quotes.map(({ evidence }) => toSegmentId(evidence.segment)));
  const brought = quotes.flatMap((quote) => {
    const own = [...before(plan, quote, turnAt), ...after(plan, quote, turnAt)];
    const isNew = own.filter(({ evidence }) => !quoted.has(toSegmentId(evidence.segment)));
    for (const { evidence } of isNew) quoted.add(toSegmentId(evidence.segment));
    return isNew;
  });
  return joined(quotes, brought);
}

type TurnAt = (quote: ProvedQuote, by: number) => Evidence | undefined;

const placesBeside = ({ evidence: { segment } }: ProvedQuote) =>
  Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => segment.position - BEFORE + at)
    .filter((position) => position >= 0 && position !== segment.position)
    .map((position) => ({ callId: segment.callId, position, score: 0 }));

/**
 * What a quote points at: the end of the turn before, and of the one before that where that one points too. Where a
 * number is asked for that follows on none of the quotes, the line before may have told it.
 */
function before(plan: QuestionPlan, quote: ProvedQuote, turnAt: TurnAt): ProvedQuote[] {
  const { sentences } = quote.evidence.segment;
  const last = turnAt(quote, -1);
  if (!last || quote.sentences[0]?.startMs !== sentences[0]?.startMs) return [];
  if (wantsFigure(plan, textOfQuote(quote)) && isQuick(quote.evidence) && holdsFigureAskedFor(last.text, plan.meaning))
    return [endOf(last)];
  if (last.segment.speakerId === quote.evidence.segment.speakerId) return [];
  // "Who switched them on?" "Let me see. The manager in the south."
  const isReply = isQuestion({ text: last.text }) && isQuick(last) && wordsOf(quote.evidence.text).length <= FEW_WORDS;
  if (!isReply && !pointsAtTurnBefore(textOfQuote(quote))) return [];
  const isBare = isQuestion({ text: last.text }) && wordsOf(last.text).length <= 2;
  const earlier = pointsAtTurnBefore(last.text) || isBare ? turnAt(quote, -2) : undefined;
  return [...(earlier ? [endOf(earlier)] : []), endOf(last)];
}

const wantsFigure = ({ meaning }: QuestionPlan, said: string): boolean =>
  asksForFigure(meaning) && !holdsFigureAskedFor(said, meaning);

function after(plan: QuestionPlan, quote: ProvedQuote, turnAt: TurnAt): ProvedQuote[] {
  const next = [1, 2, 3].map((by) => turnAt(quote, by));
  const length = lengthWanted(plan, quote, next);
  const last = next[length - 1];
  const reply = next[length];
  // A question is no end, unless it is answered by another.
  const isOpen = length > 0 && last !== undefined && isQuestion({ text: last.text });
  const isAnswered = isOpen && reply !== undefined && isQuick(reply) && !isQuestion({ text: reply.text });
  const some = next.slice(0, length + Number(isAnswered)).flatMap((turn) => turn ?? []);
  return some.length >= length ? some.map(beginningOf) : [];
}

/** How many of the turns that follow a quote belong to it. */
function lengthWanted(plan: QuestionPlan, quote: ProvedQuote, next: readonly (Evidence | undefined)[]): number {
  const [first, second] = next;
  const { segment } = quote.evidence;
  const said = textOfQuote(quote);
  const isEnd = quote.sentences.at(-1)?.startMs === segment.sentences.at(-1)?.startMs;
  if (!first || !isEnd) return 0;
  const isOther = first.segment.speakerId !== segment.speakerId;
  const corrected = next.findLastIndex((turn) => turn && corrects(turn.text, said)) + 1;
  if (corrected > 0) return corrected;
  if (!isQuick(quote.evidence)) return 0;
  // "We are buying four more." "How many people?" "Three hundred in winter."
  if (isQuestion({ text: first.text }) && asksAlike(first.text, plan.meaning) && second && isQuick(second))
    return isQuestion({ text: second.text }) ? 0 : 2;
  const asks = quote.sentences.at(-1);
  if (asks && isQuestion(asks)) {
    if (!isOther || isQuestion({ text: first.text })) return 0;
    // "For how long exactly?" "Two hours and ten minutes." "We measured two and a half."
    return 1 + Number(second !== undefined && corrects(second.text, first.text));
  }
  if (wantsFigure(plan, said)) {
    // "One a year is included." "And the second one?" "600 euros each."
    const isAskedOn = second !== undefined && isQuestion({ text: second.text });
    const told = next
      .slice(0, isAskedOn ? 3 : 2)
      .findIndex((turn) => turn && isQuick(turn) && holdsFigureAskedFor(turn.text, plan.meaning));
    if (told >= 0) return told + 1;
  }
  const missing = specificTerms(plan).filter((term) => !holds(said, term));
  const naming = next
    .slice(0, 2)
    .findIndex((turn) => turn && isQuick(turn) && missing.some((term) => holds(turn.text, term)));
  // "You pay 9.80, as a school." "That is a discount?" "Thirty percent."
  if (naming >= 0) return naming + 1;
  // "I am leaving." "What a pity." "It is a good step for me."
  if (asksWhy(plan.meaning))
    return second?.segment.speakerId === segment.speakerId && isOther && isQuick(first) ? 2 : 0;
  const isOurReply = segment.speaker.side === 'customer' && first.segment.speaker.side === 'us';
  if (asksOurReply(plan.meaning) && isOurReply) return 1;
  return plan.isOfNow && isOther && pointsAtTurnBefore(first.text) ? 1 : 0;
}

const holds = (text: string, term: string): boolean => ` ${stemmed(text)} `.includes(` ${stemmed(term)} `);
const isQuick = ({ text }: Evidence): boolean => wordsOf(text).length <= SHORT_TURN_WORDS;
const textOfQuote = ({ sentences }: ProvedQuote): string => sentences.map(({ text }) => text).join(' ');

/** The first sentences of a turn, as many as may be brought along. */
const beginningOf = (turn: Evidence): ProvedQuote => ({
  evidence: turn,
  sentences: fitting(turn.segment.sentences),
});
const endOf = (turn: Evidence): ProvedQuote => ({
  evidence: turn,
  sentences: fitting(turn.segment.sentences.toReversed()).toReversed(),
});

function fitting(sentences: readonly Sentence[]): Sentence[] {
  let words = 0;
  return sentences.filter(({ text }, at) => {
    words += wordsOf(text).length;
    return at === 0 || words <= MOST_WORDS;
  });
}

/** Quotes and what they brought, as exchanges: turns in a row of one call, in the order of the quotes. */
function joined(quotes: readonly ProvedQuote[], brought: readonly ProvedQuote[]): Exchange[] {
  const left = new Map([...quotes, ...brought].map((quote) => [toSegmentId(quote.evidence.segment), quote]));
  const exchanges: Exchange[] = [];
  for (const quote of quotes) {
    const { callId, position } = quote.evidence.segment;
    const take = (at: number) => {
      const key = toSegmentId({ callId, position: at });
      const found = left.get(key);
      left.delete(key);
      return found;
    };
    if (!left.has(toSegmentId(quote.evidence.segment))) continue;
    let first = position;
    while (left.has(toSegmentId({ callId, position: first - 1 }))) first -= 1;
    const turns: ProvedQuote[] = [];
    for (let at = first, turn = take(at); turn; at += 1, turn = take(at)) turns.push(turn);
    const [opening, ...others] = turns;
    if (opening) exchanges.push([opening, ...others]);
  }
  return exchanges;
}
