import { eitherOf, phraseList, wordList } from './word-list.ts';

/** A word for one of two opposite directions: "up" and "rose" are of one side, "down" and "fell" of the other. */
export type Direction = { pair: number; side: 0 | 1; word: string };

const MOVING = eitherOf(wordList('go goes going went gone is are was were be been come came move moved'));
/** "Went up", "up by ten", "up 12 %": "set up" and "up to" are no directions. */
const toward = (way: string): string =>
  String.raw`(?<=\b${MOVING} )${way}|${way}(?= (?:by|from|about|around|some|almost|nearly|approximately|(?:\w+ )?percent|[$€£]?\d))`;

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
  [phraseList('more(?! or less)'), phraseList('(?<!more or )less, fewer')],
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

/** Up to three words. */
const FEW_WORDS = String.raw`((?:[\p{L}\p{N}'’.,%-]+ ?){1,3})`;
const FROM = new RegExp(String.raw`\bfrom ${FEW_WORDS}`, 'iu');
const TO = new RegExp(String.raw`\bto ${FEW_WORDS}`, 'iu');

/** The words after "from" and after "to" of a sentence with both; null without them. */
export function movedIn(sentence: string): [from: string, to: string] | null {
  const from = FROM.exec(sentence)?.[1]?.split(/ to\b/i)[0];
  const to = TO.exec(sentence)?.[1]?.split(/ from\b/i)[0];
  return from && to ? [from, to] : null;
}
