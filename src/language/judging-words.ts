import lemmatize from 'wink-lemmatizer';
import { eitherOf, phraseList } from './word-list.ts';

/** Words for a verdict on customers or on oneself, which nobody says of himself on a call. */
const VERDICT = eitherOf(
  phraseList(String.raw`
    at risk(?: of \p{L}+)?, in (?:trouble|danger), (?:most )?(?:un)?likely(?: to \p{L}+)?, (?:about|bound) to \p{L}+, wrong,
    right, well, badly, (?:un)?happy, (?:un)?healthy, good, bad, better, worse, great, important, urgent, promising,
    first, focus(?: on)?, priorit(?:y|ies|i[sz]e),
    best, worst, most valuable
  `),
);
const VERDICTS = new RegExp(String.raw`(?<![\p{L}\p{N}'’-])${VERDICT}(?![\p{L}\p{N}'’-])`, 'giu');
/** "Most interesting"; "most often" and "most of them" count instead. */
const OF_MOST = /\b(?:most|least) (?!of\b|often\b|recent|common|frequent)\p{L}+/giu;

/** "Happiest": a form of an adjective of the dictionary. */
const isSuperlative = (word: string): boolean =>
  /est$/i.test(word) && lemmatize.adjective(word.toLowerCase()) !== word.toLowerCase();

/** A forecast is of a time to come. */
const TO_COME =
  /\b(?:tomorrow|soon|(?:in the )?(?:next|coming)(?: \d+| few)? (?:days?|weeks?|months?|quarters?|years?))\b/gi;

/**
 * The question with bars in place of the words that ask for a verdict or a forecast ("the happiest", "likely to leave
 * next year"). Calls hold what was said; a verdict on it is nowhere to be found.
 */
export function withoutJudgements(question: string): string {
  const rest = question
    .replace(VERDICTS, ' | ')
    .replace(OF_MOST, ' | ')
    .replace(/\p{L}+/gu, (word) => (isSuperlative(word) ? '|' : word));
  return rest === question ? question : rest.replace(TO_COME, ' | ');
}
