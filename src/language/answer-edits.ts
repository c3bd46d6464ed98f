import type { Side } from '../call.ts';
import { isAskingWord } from './asking-words.ts';
import { CUSTOMER } from './calls-and-customers.ts';
import { languageCalled } from './language-names.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { withoutPoliteness } from './politeness.ts';
import { isStopWord } from './stop-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import { wordsOf } from './words.ts';

/** What a reader may wish of an answer's wording. */
export const ANSWER_WISHES = ['shorter', 'longer', 'bullets', 'table', 'language', 'tone'] as const;
export type Wish = (typeof ANSWER_WISHES)[number];

/** A change to the answer before, in place of a question of its own. `count` is of points, sentences or lines. */
export type AnswerEdit =
  | { kind: 'wording'; wish: Wish; count: number | null }
  | { kind: 'why' }
  /** A choice among what the answer named. */
  | { kind: 'those' }
  /** The same question of one side's words, or of the names and times beside it. */
  | { kind: 'narrow'; side: Side | null };

/**
 * Reads a text without its names and dates as a change to the answer before; null for a question of its own. An edit
 * says how, by whom or why, and nothing besides: whatever else is left in the text is a topic ("shorter contract
 * terms"). Only an order about the answer itself ("make it …", "reword that …") may go on with purposes.
 */
export function readAnswerEdit(text: string): AnswerEdit | null {
  const plain = withoutPoliteness(text).replaceAll('|', ' ').replace(/\s+/g, ' ').trim();
  if (OF_THOSE.test(plain)) return { kind: 'those' };
  if (WHY.test(plain)) return saysNothing(plain.replace(WHY, ' ')) ? { kind: 'why' } : null;
  const wording = readWording(plain);
  if (wording) return wording;
  const side = readSide(plain);
  const isNarrowed = NARROWING.test(plain) && saysNothing(plain.replace(MARKS, ' '));
  return side || isNarrowed ? { kind: 'narrow', side } : null;
}

const CHOOSING = eitherOf(phraseList('which, who, what, how many, any, some, all, none, one'));
const OF_THOSE = new RegExp(
  String.raw`^\W*(?:\w+ )?${CHOOSING}(?: ones?)? (?:of|among|from) (?:those|these|them)\b|^\W*(?:\w+ )?which ones\b`,
  'i',
);
const WHY = /^\W*(?:(?:and|but|so) )*(?:why|how come|how so|for (?:what|which) reason|reasons)\b/i;

/** Words about an answer's form that are no wish by themselves. */
const OF_FORM = new Set(
  wordList(`
    answer response version form format style max better row column per bullet sentence sentences
    line lines words paragraph way little slightly
  `),
);
const NUMBER = eitherOf(['\\d{1,2}', ...NUMBER_WORDS]);

const saysNothing = (text: string): boolean =>
  wordsOf(text).every(
    (word) =>
      isStopWord(word) || isAskingWord(word) || OF_FORM.has(word) || NUMBER_WORDS.includes(word) || /^\d+$/.test(word),
  );

const SHORTER = eitherOf(
  phraseList(String.raw`
    short(?:er|en)?, brief\w*, concise\w*, condense\w*, tl;? ?dr, too (?:long|wordy|much),
    (?:less|fewer) (?:words?|wordy|detail|moments|quotes),
    in a nutshell, (?:cut|trim|boil)(?: \w+)? down, tighten, simpler, simplify
  `),
);
const LONGER = eitherOf(
  phraseList(`
    (?:more|further|full) (?:details?|depth|context|moments|quotes|examples), in (?:detail|depth), longer, elaborate,
    expand, (?:go )?deeper
  `),
);
const TABULAR = eitherOf(wordList('table tabular grid spreadsheet csv'));
const LISTED = eitherOf(phraseList(`bullets, bulleted(?: list)?, bullet[ -](?:points?|list), numbered list`));

/** The wishes in the words of readers, tried in order. */
const WISHED: readonly { wish: Wish; pattern: RegExp }[] = [
  { wish: 'table', pattern: new RegExp(String.raw`\b${TABULAR}\b`, 'i') },
  {
    wish: 'bullets',
    pattern: new RegExp(String.raw`\b(?:${NUMBER} )?${LISTED}\b|\b(?:${NUMBER}|as|in) (?:short |main )?points\b`, 'i'),
  },
  {
    wish: 'shorter',
    pattern: new RegExp(
      String.raw`\b${SHORTER}\b|\b${NUMBER} (?:short )?(?:sentences?|lines?|words?|paragraphs?)\b`,
      'i',
    ),
  },
  {
    wish: 'longer',
    pattern: new RegExp(String.raw`\b${LONGER}\b|\b(?:tell|show) me more\b|^\W*(?:and )?more\W*$`, 'i'),
  },
];

/** Orders to word anew. */
const REWORD = eitherOf(
  phraseList(
    `
    re-?word, re-?write, rephrase, reformat, paraphrase, shorten, condense, translate, expand, simplify, tighten,
    polish
  `,
  ),
);
/** Orders to bring into a form. */
const MAKE = eitherOf(
  phraseList('make, put, turn, give me, write, show me, have, get, say, present, convert, send me, want, need'),
);
const THE_ANSWER = eitherOf(phraseList('it, this, that, them, those, these, the (?:answer|response|list)'));
const REWORD_IT = new RegExp(String.raw`^\W*(?:\w+ ){0,3}?${REWORD}(?: on)?(?: ${THE_ANSWER})?(?![\p{L}\p{N}])`, 'iu');
const MAKE_IT = new RegExp(String.raw`\b${MAKE} ${THE_ANSWER}\b`, 'i');
const MAKE_IT_SO = new RegExp(
  String.raw`\bmake ${THE_ANSWER} (?:sound|read|look|more|less|(?:a bit )?\p{L}+er\b)`,
  'iu',
);
/** Who is to read a table: "as a table for my boss". Any other word there is what the next one is to be about. */
const READER = eitherOf(wordList('boss manager director teams? board executives leadership ceo cfo colleagues?'));
const FOR_A_READER = new RegExp(String.raw`\bfor (?:\p{L}+ ){0,2}${READER}[\s.,!?]*$`, 'iu');
const OF_THE_ANSWER = new RegExp(` ${THE_ANSWER}$`, 'i');

function readWording(text: string): AnswerEdit | null {
  const language = languageIn(text);
  const wished = WISHED.find(({ pattern }) => pattern.test(text));
  const wish = language ? 'language' : wished?.wish;
  const count = countIn(text);
  const order = REWORD_IT.exec(text)?.[0] ?? null;
  if (order && (language || OF_THE_ANSWER.test(order) || saysNothing(text.replace(order, ' '))))
    return { kind: 'wording', wish: wish ?? 'tone', count };
  if (MAKE_IT.test(text) && wish) return { kind: 'wording', wish, count };
  if (MAKE_IT_SO.test(text)) return { kind: 'wording', wish: wish ?? 'tone', count };
  if (!wish) return null;
  const left = (language ? text.replace(language, ' ') : text).replace(wished?.pattern ?? /$^/, ' ');
  const said = wish === 'table' ? left.replace(FOR_A_READER, ' ') : left;
  return saysNothing(said) ? { kind: 'wording', wish, count } : null;
}

const INTO = new RegExp(String.raw`\b${eitherOf(wordList('in into to auf en'))}\s+(\p{L}{3,})`, 'giu');

/** "in German", "auf deutsch", "en français": the preposition and the language as written; null without any. */
function languageIn(text: string): string | null {
  for (const [whole, name = ''] of text.matchAll(INTO)) if (languageCalled(name)) return whole;
  return null;
}

function countIn(text: string): number | null {
  const counted = new RegExp(String.raw`\b(${NUMBER}) (?:short |main )?(?:bullet|point|sentence|line)`, 'i');
  const found = counted.exec(text)?.[1];
  if (!found) return null;
  const word = NUMBER_WORDS.indexOf(found.toLowerCase());
  return word > 0 ? word : Number(found) || null;
}

const CUSTOMERS = eitherOf([`${CUSTOMER}s?`, ...wordList('kunden?')]);
const OUR_PEOPLE = eitherOf(wordList('people side team reps? sellers? staff colleagues folks words'));
const SAYING = eitherOf(wordList('said say tell told answer(?:ed)? repl(?:y|ied) respond(?:ed)? asked ask'));
const ONLY = eitherOf(wordList('only just nur solely exclusively'));
const EXCLUDING = eitherOf(
  phraseList('without, except, exclud(?:e|ing), leave, omit, skip, drop, minus, ignore, hide, not'),
);
const ASIDE = eitherOf(wordList('restrict limit narrow keep filter'));

/** "What they said", "do they say", "the customer", "their side". */
const BY_THEM = String.raw`they(?: \w+)? ${SAYING}`;
const THEIRS = new RegExp(
  String.raw`\b(?:(?:die )?${CUSTOMERS}(?:['’]s?)?(?: side)?|their (?:side|words|quotes)|${BY_THEM})(?![\p{L}\p{N}])`,
  'iu',
);
const BY_US = String.raw`we(?: \w+)? ${SAYING}`;
const OURS = new RegExp(
  String.raw`\b(?:(?:our|my)(?: own)? ${OUR_PEOPLE}|${BY_US}|ourselves|${ONLY} us|without us)(?![\p{L}\p{N}])`,
  'iu',
);
const IS_EXCLUDING = new RegExp(String.raw`\b${EXCLUDING}\b`, 'i');
const NARROWING = new RegExp(String.raw`\b${ASIDE}\b`, 'i');
const MARKS = new RegExp(String.raw`\b(?:${ONLY}|${EXCLUDING}|${ASIDE})\b`, 'gi');

/** The side whose words alone are wanted, where nothing else is asked; null when neither or both are named. */
function readSide(text: string): Side | null {
  const [theirs, ours] = [THEIRS.exec(text)?.[0], OURS.exec(text)?.[0]];
  if (theirs !== undefined && ours !== undefined) return null;
  const named = theirs ?? ours;
  if (named === undefined || !saysNothing(text.replace(named, ' ').replace(MARKS, ' '))) return null;
  const isOurs = theirs === undefined;
  return isOurs === IS_EXCLUDING.test(text) ? 'customer' : 'us';
}
