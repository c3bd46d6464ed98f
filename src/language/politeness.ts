import { eitherOf, phraseList, wordList } from './word-list.ts';

const GREETING = eitherOf(phraseList('hi, hello, hey, dear, good (?:morning|afternoon|evening|day), greetings'));
const GREETED = eitherOf(wordList('team everyone everybody colloquy'));
const THANKS = eitherOf(
  phraseList('(?:many )?thanks, thank you, thx, cheers, (?:best |kind |warm )?regards, sincerely'),
);
const HOW_MUCH = eitherOf(phraseList('(?:so|very) much, a (?:lot|million|bunch), in advance, again, for your help'));

/** Ways to ask for a question's leave. */
const ASKING_LEAVE = eitherOf(
  phraseList(`
    please, pls, plz, bitte, kindly, ok, okay, if possible, if you don['’]?t mind, by any chance, whether, possibly,
    perhaps, maybe, (?:i|we)(?:['’]m|['’]re| am| was| are| were) (?:just )?(?:wondering|hoping|curious), just wondering,
    (?:would|do) you mind, would love to, excuse me, sorry
  `),
);

/** Words between the asking and the subject: "with respect to", "regarding". */
const CONNECTING = eitherOf(
  phraseList(`
    regarding, pertaining to, with (?:respect|regards?) to, in (?:relation|regards?|terms) (?:to|of), as regards,
    relating to, when it comes to, on the (?:subject|topic|matter) of, as well, there is to know, in particular,
    in general, or (?:similar|something), c[ao]mes? up(?! with an? ), coming up(?! with an? ), br(?:ing|ings|ought|inging) up
  `),
);

/** Asking for all there is: whom or what it is about comes after. */
const OVERVIEW = eitherOf(
  phraseList(String.raw`
    catch \w+ up, (?:bring|get) \w+ up to (?:speed|date), fill \w+ in, (?:walk|run) \w+ through,
    what(?:['’]s| is) (?:going on|new|the latest),
    (?:(?:is|are) there )?any(?:thing|one)? (?:new|news)(?= (?:from|with|at|since|to report)\b|\W*$), how(?:['’]s| is| are) (?:it|things|everything) (?:going|looking|standing),
    where do we stand
  `),
);

/** "Concerning the rollout", but not "what is concerning them". */
const CONCERNING = /(?<!\b(?:is|are|was|were|be|very|more|most) )\bconcerning (?=\p{L})/giu;

const POLITE = [
  new RegExp(String.raw`^\W*${GREETING}(?: ${GREETED})?(?=\W|$)`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}])${THANKS}(?: ${HOW_MUCH})*(?=\W*$|[,.!])`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}'’-])${ASKING_LEAVE}(?![\p{L}\p{N}'’-])`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}'’-])${CONNECTING}(?![\p{L}\p{N}'’-])`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}'’-])${OVERVIEW}(?![\p{L}\p{N}'’-])`, 'giu'),
  CONCERNING,
];

/** What people say to an answer, and want nothing by it. */
const CONTENT = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’-])${eitherOf(
    phraseList(String.raw`
      great, perfect, awesome, nice, cool, super, excellent, good(?: (?:to know|job|work))?, wonderful, brilliant, amazing, lovely, fine,
      alright, all (?:right|good|clear), (?:i )?(?:got it|see), understood, noted, makes sense, helpful, helps,
      well done, never ?mind, bye, goodbye, no, yes, yep, yeah, sure, done
    `),
  )}(?![\p{L}\p{N}'’-])`,
  'giu',
);
/** Words around what pleases: "that is all very helpful for now". */
const AROUND = new Set(wordList('that thats this it its is was all very really so much for now then me'));

/** Whether the text only takes note of an answer: "great, thank you", "ok". What praises and goes on does more. */
export function takesNote(text: string): boolean {
  const left = withoutPoliteness(text).replace(CONTENT, ' | ');
  const isAny = left.includes('|') && !/\?/.test(text);
  return isAny && left.split(/[^\p{L}\p{N}'’]+/u).every((word) => word === '' || AROUND.has(plainWord(word)));
}

const plainWord = (word: string): string => word.toLowerCase().replace(/['’]/g, '');

/** Whether the text thanks and does nothing else. */
export const onlyThanks = (text: string): boolean => new RegExp(THANKS, 'iu').test(text) && takesNote(text);

/** The text with bars in place of greetings, thanks, and words that only lead to the subject. */
export const withoutPoliteness = (text: string): string =>
  POLITE.reduce((left, pattern) => left.replace(pattern, ' | '), text);
