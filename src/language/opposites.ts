import { NUMBER_WORDS } from './number-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** A word for one of two opposite directions: "up" and "rose" are of one side, "down" and "fell" of the other. */
export type Direction = { pair: number; side: 0 | 1; word: string };

const MOVING = eitherOf(wordList('go goes going went gone is are was were be been come came move moved'));
/** "Went up", "up by ten", "up 12 %": "set up" and "up to" are no directions. */
const toward = (way: string): string =>
  String.raw`(?<=\b${MOVING} )${way}|${way}(?= (?:by|from|about|around|some|almost|nearly|approximately|(?:\w+ )?percent|[$€£]?\d))`;

/** "Over 40" and "under two weeks": "over the budget" is no direction. */
const OF_NUMBER = String.raw`(?= (?:[$€£]?\d|(?:an? )?${eitherOf([
  ...NUMBER_WORDS,
  ...wordList('twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen'),
])}\b))`;

/** Each side as words in all their forms. */
const PAIRS: readonly (readonly [one: readonly string[], other: readonly string[]])[] = [
  [
    [
      toward('up'),
      ...wordList(
        'increas\\w+ ris(?:e|es|en|ing) rose grow\\w* grew climb\\w* higher rais(?:e|es|ed|ing) jump\\w* surg(?:e|es|ed|ing)',
      ),
    ],
    [
      toward('down'),
      ...wordList('decreas\\w+ fall\\w* fell declin\\w+ drop\\w* lower\\w* reduc\\w+ cuts? cutting shr[aiu]nk\\w*'),
    ],
  ],
  [
    [...phraseList('more(?! or less)'), `over${OF_NUMBER}`],
    [...phraseList('(?<!more or )less, fewer'), `under${OF_NUMBER}`],
  ],
  [wordList('longer lengthen\\w*'), wordList('shorter shorten\\w*')],
  [wordList('faster quicker'), wordList('slower')],
  [wordList('earlier sooner'), wordList('later')],
  [wordList('early'), wordList('late')],
  [wordList('better improv\\w+'), wordList('worse\\w* deteriorat\\w+')],
  [wordList('stronger'), wordList('weaker')],
  [wordList('larger bigger'), wordList('smaller')],
  [phraseList('cheaper, less expensive'), phraseList('(?:more expensive|costlier|dearer)')],
  [
    wordList('accept\\w* approv\\w+'),
    phraseList('reject\\w*, refus\\w+, turn(?:ed|s)? down, declined?(?= (?:to|the|an?|our|your|their)\\b)'),
  ],
  [wordList('win wins winning won'), wordList('loses? losing lost')],
  [wordList('buy buys buying bought'), wordList('sell sells selling sold')],
  [wordList('before'), wordList('after')],
  [wordList('above exceed\\w*'), wordList('below')],
  [phraseList('at least, minimum'), phraseList('at most, no more than, maximum')],
  [wordList('includ\\w+'), wordList('exclud\\w+')],
  [wordList('start(?:s|ed|ing)? launch\\w*'), wordList('stop(?:s|ped|ping)? discontinu\\w+')],
  [wordList('opens opened opening'), wordList('closes closed closing')],
  [wordList('positive'), wordList('negative')],
  [wordList('profits?'), wordList('loss(?:es)?')],
  [wordList('eas(?:y|ier)'), wordList('hard(?:er)? difficult')],
  [wordList('happy satisfied pleased delighted'), wordList('unhappy dissatisfied disappointed')],
  [wordList('add(?:s|ed|ing)?'), wordList('remov\\w+')],
  [wordList('internal\\w*'), wordList('external\\w*')],
  [wordList('allow\\w* permit\\w*'), wordList('forbid\\w* forbade prohibit\\w* bans? banned')],
  [wordList('renew\\w* extend\\w*'), wordList('cancel\\w* terminat\\w+')],
  [wordList('pass(?:es|ed)? succe\\w+'), wordList('fail\\w*')],
  [wordList('upgrad\\w+'), wordList('downgrad\\w+')],
  [wordList('imports? imported importing'), wordList('exports? exported exporting')],
  [wordList('enabl\\w+'), wordList('disabl\\w+')],
  [wordList('advantages?'), wordList('disadvantages?')],
  [wordList('optional\\w*'), wordList('mandatory required')],
  [wordList('inflows?'), wordList('outflows?')],
  [wordList('online'), wordList('offline')],
  [wordList('tailwinds?'), wordList('headwinds?')],
  [wordList('surplus\\w*'), wordList('deficits? shortages?')],
  [wordList('ahead'), wordList('behind')],
  [wordList('many'), phraseList('(?<!\\ba )few')],
  [wordList('often frequently'), wordList('rarely seldom')],
];
const SIDES = PAIRS.flatMap((sides, pair) =>
  sides.map((words, side) => ({
    pair,
    side: side as 0 | 1,
    pattern: new RegExp(`(?<![\\p{L}-])(?:${words.join('|')})(?![\\p{L}])`, 'giu'),
  })),
);

/** The directions that a text speaks of, side by side of each pair. */
export const directionsIn = (text: string): Direction[] =>
  SIDES.flatMap(({ pair, side, pattern }) =>
    (text.match(pattern) ?? []).map((word) => ({ pair, side, word: word.toLowerCase() })),
  );

const THAN = /(?<!\b(?:rather|other)) than /i;
const IN_TIME = / (?:before|after) /i;
const FIRST = /^\W*(?:before|after) ([^,]+), (.+)$/i;

/** What a sentence sets against what: the texts on both sides of "than", or of "before" or "after"; null without it. */
export function comparedIn(sentence: string, by: 'than' | 'time'): [one: string, other: string] | null {
  const [, other, one] = (by === 'time' && FIRST.exec(sentence)) || [];
  if (one && other) return [one, other];
  const joint = (by === 'than' ? THAN : IN_TIME).exec(sentence);
  return joint && [sentence.slice(0, joint.index), sentence.slice(joint.index + joint[0].length)];
}

/**
 * Up to three words. Each ends at its blank, and those before a phrase begin where a word does: a word that could be
 * cut anywhere would be tried in each of its cuttings.
 */
const WORD = String.raw`[\p{L}\p{N}'’.,%-]+`;
const FEW_WORDS = String.raw`(${WORD}(?: ${WORD}){0,2})`;
const FEW_BEFORE = String.raw`(?<![\p{L}\p{N}'’.,%-])((?:${WORD} ){1,3})`;
/** What is replaced, and what is chosen: longer would be another sentence. */
const SOME_WORDS = '([^,;]{1,200}?)';
const FROM = new RegExp(String.raw`\bfrom ${FEW_WORDS}`, 'iu');
const TO = new RegExp(String.raw`\bto ${FEW_WORDS}`, 'iu');

const REPLACED = new RegExp(
  String.raw`\breplac(?:e|es|ed|ing) ${SOME_WORDS} (?:with|by) ${FEW_WORDS}|${FEW_BEFORE}(?:is|are|was|were|be|been|being) replaced (?:with|by) ${FEW_WORDS}`,
  'iu',
);
const CHOSEN = new RegExp(
  String.raw`${FEW_BEFORE}(?:instead of|rather than|in place of) ${FEW_WORDS}|\b(?:prefer|choos|chose|pick|favou?r|select)\w* ${SOME_WORDS} over ${FEW_WORDS}`,
  'iu',
);

/**
 * What a sentence goes from and what it goes to: the words after "from" and "to", what is replaced and by what, what is
 * passed over and what is chosen; null without them.
 */
export function movedIn(sentence: string): [from: string, to: string] | null {
  const [, old, its, was, now] = REPLACED.exec(sentence) ?? [];
  if ((old && its) || (was && now)) return [old ?? was ?? '', its ?? now ?? ''];
  const [, taken, left, chosen, other] = CHOSEN.exec(sentence) ?? [];
  if ((taken && left) || (chosen && other)) return [left ?? other ?? '', taken ?? chosen ?? ''];
  const from = FROM.exec(sentence)?.[1]?.split(/ to\b/i)[0];
  const to = TO.exec(sentence)?.[1]?.split(/ from\b/i)[0];
  return from && to ? [from, to] : null;
}
