import type { Sentence } from '../call.ts';
import { wordsOf } from '../language/words.ts';
import { toSegmentId } from '../segment.ts';
import { FEW_QUOTE_WORDS, isQuickTalk, MOST_QUOTE_WORDS } from './best-stretch.ts';
import type { ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import { isQuestion } from './is-question.ts';

/**
 * What was answered to quoted questions of quick talk, where it is not quoted yet: the reply tells, and has none of the
 * words asked for. "Which payroll system is it?" "An old one."
 */
export function repliesTo(quotes: readonly ProvedQuote[], byPlace: ReadonlyMap<string, Evidence>): ProvedQuote[] {
  const quoted = new Set(quotes.map(({ evidence }) => toSegmentId(evidence.segment)));
  return quotes.flatMap(({ evidence, sentences }) => {
    const { callId, position, speakerId, sentences: turn } = evidence.segment;
    const asked = sentences.at(-1);
    if (!asked || asked !== turn.at(-1) || !isQuestion(asked) || !isQuickTalk(evidence)) return [];
    const reply = byPlace.get(toSegmentId({ callId, position: position + 1 }));
    const [first] = reply?.segment.sentences ?? [];
    if (!reply || !first || isQuestion(first) || reply.segment.speakerId === speakerId) return [];
    return quoted.has(toSegmentId(reply.segment)) ? [] : [{ evidence: reply, sentences: openingOf(reply) }];
  });
}

/**
 * What another had asked right before quoted turns of quick talk, where it is not quoted yet. Who does something by
 * speaking has none of the words asked for, and what is meant stands in the question: "Who signs off on your side?"
 * "That would be me."
 */
export function questionsBefore(quotes: readonly ProvedQuote[], byPlace: ReadonlyMap<string, Evidence>): ProvedQuote[] {
  const quoted = new Set(quotes.map(({ evidence }) => toSegmentId(evidence.segment)));
  return quotes.flatMap(({ evidence, sentences }) => {
    const { callId, position, speakerId, sentences: turn } = evidence.segment;
    if (sentences[0] !== turn[0] || !isQuickTalk(evidence)) return [];
    const before = byPlace.get(toSegmentId({ callId, position: position - 1 }));
    const last = before?.segment.sentences.at(-1);
    if (!before || !last || !isQuestion(last) || before.segment.speakerId === speakerId) return [];
    return quoted.has(toSegmentId(before.segment)) ? [] : [{ evidence: before, sentences: [last] }];
  });
}

/** The first sentences of a turn, as many as a thought needs. */
function openingOf({ segment: { sentences } }: Evidence): Sentence[] {
  let words = 0;
  return sentences.filter(({ text }, at) => {
    const isWanted = at === 0 || (words < FEW_QUOTE_WORDS && words + wordsOf(text).length <= MOST_QUOTE_WORDS);
    words += isWanted ? wordsOf(text).length : MOST_QUOTE_WORDS;
    return isWanted;
  });
}
