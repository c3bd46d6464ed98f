import { isFaint } from './asking-words.ts';
import { saidFigures } from './said-figures.ts';
import { asked } from './said-questions.ts';
import { contentWords, isStopWord } from './stop-words.ts';
import { basesOf } from './word-forms.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import { stemOf, wordsOf } from './words.ts';

/** Most words of a turn that only answers or corrects another; a longer one stands for itself. */
const MOST_WORDS_OF_REPLY = 14;
const MOST_WORDS_OF_CORRECTION = 6;
/** A larger step between two figures is about something else. */
const LARGEST_STEP = 4;

const POINTING = eitherOf(
  phraseList(String.raw`
    yes, yep, yeah, no, nope, not yet, none, neither, nor, exactly, both, all of them, nobody, so (?:do|am|was|is|did) i, it, that, this, they, those, these,
    then, he, she, there (?:is|are) none, the same, you are right
  `),
);
const POINTS = new RegExp(String.raw`^\W*${POINTING}(?![\p{L}\p{N}-])`, 'iu');

/**
 * Whether a turn is understood by the one before it alone: it begins with a word that points ("It is in.", "Yes."), or
 * says a bare figure ("Four minutes."). A long turn tells what it is about.
 */
export function pointsAtTurnBefore(turn: string): boolean {
  const words = wordsOf(turn);
  if (words.length > MOST_WORDS_OF_REPLY) return false;
  return POINTS.test(turn) || (words.length <= 4 && saidFigures(turn).length > 0);
}

const NO = /^\W*(?:no|nope|not (?:quite|really)|that is (?:wrong|not right|not true)|actually)\b/i;

/**
 * Whether a later turn sets right, or disputes, a figure of an earlier one: a short turn with another figure for the
 * same thing, or for no thing at all ("We had two fines." "Three.").
 */
export function corrects(later: string, earlier: string): boolean {
  const [said, other] = [saidFigures(earlier), saidFigures(later)];
  if (said.length === 0 || asked(later) !== null) return false;
  const words = wordsOf(later).length;
  if (NO.test(later)) return words <= MOST_WORDS_OF_REPLY;
  // "Question five. Support hours." goes on with something else.
  const isOne = !/[.!?]\s+\S/.test(later);
  return (
    ((isOne && words <= MOST_WORDS_OF_CORRECTION) || other.some(({ of }) => of !== null)) &&
    other.some(({ value, of }) =>
      said.some(
        (one) =>
          (isOne && of === null ? one.of !== '%' : of !== null && of === one.of) &&
          value !== one.value &&
          Math.max(value / one.value, one.value / value) <= LARGEST_STEP,
      ),
    )
  );
}

const ASKING_FOR = /\b(how(?: (?:many|much|long|often|fast))?|why|when|where|who|which|what)\b/iu;
/** What makes a short question of a call shorter still, and changes nothing of what it asks. */
const ASIDES = wordList('exactly roughly really actually already anyway first second third');

/** Words of asking that are what is asked all the same: "what did they want?" */
const WISHES = wordList('want wants wanted need needs needed');

const WISH_TO = /\b(?:want|need)(?:s|ed)? (?=to \p{L})/giu;

/**
 * Whether a question put in a call asks what is asked of the calls: with the same word of asking, and every other word
 * among those of the question ("For how long exactly?" of "how long did the outage last"). Its reply is the answer.
 */
export function asksTheSame(said: string, question: string): boolean {
  if (!/\?\s*$/.test(said)) return false;
  const [ofSaid, ofQuestion] = [ASKING_FOR.exec(said)?.[1], ASKING_FOR.exec(question)?.[1]];
  if (!ofSaid || ofSaid.toLowerCase() !== ofQuestion?.toLowerCase()) return false;
  const wanted = new Set(wordsOf(question).flatMap(keysOf));
  // "Where do they need to park" asks for no need.
  const own = contentWords(said.replace(WISH_TO, ' ')).filter(
    (word) => !ASIDES.includes(word) && (WISHES.includes(word) || !isFaint(stemOf(word))),
  );
  return own.length > 0 && own.every((word) => keysOf(word).some((key) => wanted.has(key)));
}

const TELLING = /^how (?:many|much|long|often|fast)$|^(?:when|where|why|who)$/i;

/**
 * Whether a question put in a call uses the word of asking of ours, and one that tells what is asked for: "how many",
 * "when". Right after a moment that answers nothing yet, its reply may be the answer.
 */
export function asksAlike(said: string, question: string): boolean {
  const [ofSaid, ofQuestion] = [ASKING_FOR.exec(said)?.[1], ASKING_FOR.exec(question)?.[1]];
  if (!/\?\s*$/.test(said) || !ofSaid || !TELLING.test(ofSaid)) return false;
  return ofSaid.toLowerCase() === ofQuestion?.toLowerCase();
}

const keysOf = (word: string): string[] => [...basesOf(word)].map(stemOf);

/** Whether a question asks what our side said to it: "what did we say about", "how did we answer". */
export const asksOurReply = (question: string): boolean =>
  /\b(?:did|have|has|do) (?:we|i)(?: \w+)? (?:say|said|answer(?:ed)?|repl(?:y|ied)|tell|told|respond(?:ed)?)\b/i.test(
    question,
  );

const REPLY = eitherOf(phraseList('answer(?:ed)?, repl(?:y|ied), respond(?:ed)?, react(?:ed)?'));
const ASKS_REPLY = new RegExp(String.raw`\b${REPLY}(?: (?:to )?(?:him|her|them|that|this|it))?(?=\W*$)`, 'iu');

/** Whether a question asks for a reply to what was said before: "what did she answer him". */
export const asksForReply = (question: string): boolean => ASKS_REPLY.test(question);

/** Whether a question asks for a reason. */
export const asksWhy = (question: string): boolean =>
  /^\W*(?:and |so |but )?(?:why|how come|for what reason|what (?:is|was) the reason)\b/i.test(question);

const TIME_UNITS = wordList('second minute hour day week month quarter year').map(stemOf);

const KIND = /\bhow (?:many (?:of \p{L}+ )?(\p{L}+)|(?:long|fast|late|old)\b)/iu;

/** Whether a text holds a figure of the kind that the question asks for; any, where it names no kind. */
export function holdsFigureAskedFor(text: string, question: string): boolean {
  const figures = saidFigures(text);
  const [how = '', noun = ''] = KIND.exec(question) ?? [];
  if (noun !== '' && !isStopWord(noun)) {
    const keys = keysOf(noun.toLowerCase());
    return figures.some(({ of }) => of !== null && of !== '%' && keys.includes(of));
  }
  if (how !== '' && noun === '') return figures.some(({ of }) => TIME_UNITS.some((unit) => unit === of));
  return figures.length > 0;
}
