import { isAskingWord } from './asking-words.ts';
import { isStopWord } from './stop-words.ts';
import { CALL_NOUN, TALK_VERB, VOICED_NOUN } from './talk-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/**
 * What a time in a question belongs to: the asking, speaking or meeting (`calls`), what is asked about (`words`), or
 * either of them as far as grammar goes.
 */
export type TimeRole = 'calls' | 'words' | 'either';

type TimeInQuestion = {
  question: string;
  start: number;
  end: number;
  /** Still to begin when the question is asked. */
  isAhead: boolean;
  /** Begun, and not over. */
  isCurrent: boolean;
  /** Named without a year and long over: asked in the present, the one to come is meant as well. */
  isStale: boolean;
  /** A length back from now, "yesterday", "last week": said of verbs, and not of nouns. */
  isAdverb: boolean;
  /** The question counts how often something was said: its verb is talk, whatever the word ("used"). */
  isCounted: boolean;
};

const word = (pattern: string): string => String.raw`(?<![\p{L}\p{N}'’-])(?:${pattern})(?![\p{L}\p{N}-])`;
const WH = wordList('who whom whose what which why how when where whether if because');
const PAST = wordList('did was were has have had');
const PRESENT = wordList('do does is are am will would can could shall should may might');
/** What is heard of in calls and took place outside of them, about the same time. */
const LOOSE = eitherOf(
  phraseList(String.raw`
    happen\w*, chang\w*, went, go, going, plan(?:ned|s)?, decid\w*, wrong, problems?, issues?, troubles?,
    worr(?:y|ies|ied), concerns?, concerned, new, different, want(?:ed)?, need(?:ed)?, wish(?:ed)?
  `),
);
const LOOSE_PAST = /(?<![\p{L}])(?:happene?d|changed|went|planned|decided|worried)(?![\p{L}])/iu;
/** "What's planned" is of what is to come; after "is" and "was" the tense tells. */
const IS_PLANNED = /['’](?:s|re) +planned\b/iu;
/** Clauses of their own: a time within belongs to their verb. */
const OPENS_CLAUSE = wordList('whether if because what why how when where');
const RELATIVE = wordList('that which who');
/** "Could you tell me what": a request to us, and no talk on a call, as "did they tell us what" is. */
const REQUEST =
  /(?<!\b(?:did|they)\b[^.?!]*)\btell(?:ing)? (?:me|us)(?=[^.?!]*\b(?:wh\p{L}+|if|how|everything|all)\b)/giu;
const HEADS = new RegExp(
  [
    String.raw`(?<call>${word(CALL_NOUN)})`,
    String.raw`(?<voiced>${word(VOICED_NOUN)})`,
    String.raw`(?<talk>${word(TALK_VERB)})`,
    String.raw`(?<relative>${word(eitherOf(RELATIVE))})`,
    String.raw`(?<clause>${word(eitherOf(OPENS_CLAUSE))})`,
  ].join('|'),
  'giu',
);
/** "They raised prices" is no talk. */
const RAISED_MONEY = /^ +(?:\p{L}+ +){0,2}(?:prices?|fees?|rates?|money|capital|funding|salar\w+|limits?)\b/iu;
/** "Told us they start", "said that we pay": from here on a clause tells what was said. */
const TOLD_THAT =
  /^ +(?:(?:us|me|them|him|her|you) +)?(?:that +)?(?:they|we|he|she|it|i|there)(?! +(?:at|for|with|about|over|from|to|on|by)\b)(?: +[\p{L}'’-]+){2}/iu;
/** "Said their year starts": nobody says a thing, so what follows is a clause. */
const SAID_OF = /^ +(?:that +)?(?:their|his|her|its|our|the)(?: +[\p{L}'’-]+){2}/iu;
const INFINITIVE = /(?<![\p{L}])to +(?!the\b|a\b|an\b|us\b|them\b|our\b|their\b|it\b|this\b)\p{L}+/iu;
/** "What they expect to sell in May": the time is of the selling. */
const AWAITED = new RegExp(
  String.raw`(?<!\bdid +(?:[\p{L}'’-]+ +){0,2})\b${eitherOf(
    wordList('expects? expected plans? hopes? aims? wants? intends? needs? going'),
  )} +to +(?!(?:${TALK_VERB}|${CALL_NOUN})(?![\p{L}-]))\p{L}+(?: +(?!that\b|which\b)[\p{L}'’-]+){0,4} *$`,
  'iu',
);
const POSSESSED = /(?:\b(?:their|his|her|its)|['’]s) +(?:[\p{L}-]+ +){0,3}?[\p{L}-]+ *(?:\p{L}+ +)?(?:the +)?$/iu;
/** "During low season, February to April": the time says which season is meant. */
const EXPLAINS = /\b(?:during|in|for|over|before|after) +(?:[\p{L}-]+ +){0,3}[\p{L}-]+ *[,(] *$/iu;
const OF_SOMETHING = /^ +of +(?:the|their|its|his|her|our|each|every|a) +(?!year\b)/iu;
const AFTER_ADVERB = /^(?:already|regarding|concerning|via|per|pl[sz]|thank\p{L}*|\p{L}+ly)$/iu;

/** Reads from the question's grammar what a time belongs to: the nearest head, and its tense. */
export function timeRole(time: TimeInQuestion): TimeRole {
  const { question, start, end } = time;
  const [left, right] = [sentenceBefore(question.slice(0, start)), sentenceAfter(question.slice(end))];
  if (OF_SOMETHING.test(right) && !new RegExp(String.raw`^ +of +\p{L}+ +${CALL_NOUN}\b`, 'iu').test(right))
    return 'words';
  if (isOfNounBefore(left, question.slice(start, end), time))
    return !time.isAhead && headsOf(left).some(({ kind }) => kind === 'talk' || kind === 'call') ? 'either' : 'words';
  return (
    ofWhatFollows(left, right, time, question.slice(start, end)) ??
    (AWAITED.test(left) ? 'words' : null) ??
    ofHead(left, right, time) ??
    ofSubject(left, right, time, question.slice(start, end))
  );
}

const TALKED = new RegExp(`^(?:${CALL_NOUN}|${VOICED_NOUN}|${TALK_VERB})$`, 'iu');

/** "Their budget for 2027": "for" gives a time to the noun before it, unless it was voiced ("the notes for May"). */
function isOfNounBefore(left: string, words: string, { isAdverb, isAhead }: TimeInQuestion): boolean {
  const noun = /([\p{L}'’-]+) *$/u.exec(left)?.[1]?.toLowerCase() ?? '';
  if (!/^for\b/i.test(words) || (isAdverb && !isAhead)) return false;
  return noun !== '' && !isStopWord(noun) && !isAskingWord(noun) && !TALKED.test(noun);
}

/** A time before a noun is the noun's: "2026 budget", "Tuesday call". Null when no noun follows. */
function ofWhatFollows(left: string, right: string, time: TimeInQuestion, words: string): TimeRole | null {
  if (
    new RegExp(String.raw`^(?:['’]?s)?(?: +(?!(?:${TALK_VERB})\b)[\p{L}-]+){0,2} +${CALL_NOUN}(?![\p{L}-])`, 'iu').test(
      right,
    )
  ) {
    const between = right.split(new RegExp(CALL_NOUN, 'iu'))[0] ?? '';
    if (!between.split(/\s+/).some((one) => isStopWord(one.toLowerCase()))) return 'calls';
  }
  if (new RegExp(String.raw`^(?:['’]?s)? +(?:${VOICED_NOUN})(?![\p{L}-])`, 'iu').test(right)) return 'calls';
  const next = /^(['’]?s)? +([\p{L}][\p{L}'’-]*)/u.exec(right);
  const noun = next?.[2]?.toLowerCase() ?? '';
  const isNoun = noun !== '' && !isStopWord(noun) && !isAskingWord(noun) && !AFTER_ADVERB.test(noun);
  if (!isNoun || new RegExp(`^(?:${TALK_VERB})$`, 'iu').test(noun)) return null;
  if (time.isAdverb && !next?.[1]) return null;
  const isFronted = left.trim() === '';
  if (isFronted && /^(?:in|on|since|during|before|after|until|between|from|over|for|by)\b/i.test(words)) return null;
  if (isFronted && !hasVerb(right) && !/^the\b/i.test(words)) return time.isAhead ? 'words' : 'either';
  return 'words';
}

/** The nearest word for talk or a call before the time, or after a time that opens the sentence. */
function ofHead(left: string, right: string, time: TimeInQuestion): TimeRole | null {
  const heads = headsOf(left);
  for (const head of heads.toReversed()) {
    const rest = left.slice(head.end);
    if (head.kind === 'clause') return null;
    if (head.kind === 'relative') {
      const owner = heads[heads.indexOf(head) - 1];
      if (owner && ['call', 'voiced'].includes(owner.kind) && left.slice(owner.end, head.start).trim() === '')
        return 'calls';
      if (left.slice(0, head.start).trim() !== '') return null;
      continue;
    }
    if (isOfMoney(left.slice(head.start, head.end), rest)) continue;
    if (head.kind === 'talk' && isReported(left.slice(head.start, head.end), rest)) return null;
    if (head.kind !== 'call' && INFINITIVE.test(rest) && !time.isAdverb) return time.isAhead ? 'words' : 'either';
    return 'calls';
  }
  const isOpen = !hasVerb(left);
  if (!isOpen && !time.isAdverb) {
    const after = headsOf(right).find(({ kind }) => kind === 'talk');
    return after && left.trim() !== '' ? 'either' : null;
  }
  const after = headsOf(right).filter(({ kind }) => kind !== 'relative' && kind !== 'clause')[0];
  if (after && !isOfMoney(right.slice(after.start, after.end), right.slice(after.end))) return 'calls';
  // "In May, who hired?" The time in front is the sentence's, whatever its verb.
  return left.trim() === '' && /^ *,/.test(right) && !time.isAhead ? 'either' : null;
}

/** The time of a subject: its tense tells whether calls of the time can tell of it. */
function ofSubject(
  left: string,
  right: string,
  { isAhead, isStale, isCurrent, isAdverb, isCounted }: TimeInQuestion,
  words: string,
): TimeRole {
  if (isAhead) return 'words';
  if (isCounted) return 'calls';
  const all = `${left} | ${right}`;
  if (!hasVerb(all)) return POSSESSED.test(left) || EXPLAINS.test(left) ? 'words' : 'either';
  // "What is the price this year?" Calls of the year tell, and nobody need name it.
  if (isAdverb && isCurrent && !/^(?:for|by|until|before|after|since)\b/i.test(words)) return 'either';
  const isLoose = new RegExp(word(LOOSE), 'iu').test(all);
  if (!isLoose) return 'words';
  const tense = [...all.matchAll(new RegExp(word(eitherOf([...PAST, ...PRESENT])), 'giu'))].at(-1)?.[0].toLowerCase();
  const isPast = tense ? PAST.includes(tense) : LOOSE_PAST.test(all);
  if (isStale && (!isPast || IS_PLANNED.test(all))) return 'words';
  return isPast || (isCurrent && /\b(?:going|new|happening|changing)\b/i.test(all)) ? 'either' : 'words';
}

const isOfMoney = (verb: string, rest: string): boolean => /^rais/i.test(verb) && RAISED_MONEY.test(rest);

const isReported = (verb: string, rest: string): boolean =>
  TOLD_THAT.test(rest) || (/^sa/i.test(verb) && SAID_OF.test(rest));

type Head = { kind: 'call' | 'talk' | 'voiced' | 'relative' | 'clause'; start: number; end: number };

function headsOf(text: string): Head[] {
  const asked = text.replace(REQUEST, (request) => ' '.repeat(request.length));
  return [...asked.matchAll(HEADS)].flatMap((match): Head[] => {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] as Head['kind'];
    const end = match.index + match[0].length;
    // A call centre is no call.
    const isPart =
      kind === 'call' &&
      /^call$/i.test(match[0]) &&
      /^ +(?:cent\w+|volumes?|routing|queues?)\b/i.test(asked.slice(end));
    return isPart ? [] : [{ kind, start: match.index, end }];
  });
}

/** A name's genitive may be its verb: "what's Acme's target". */
const SHORT_VERB = /['’](?:s|re|ve)(?= +(?:the|their|\p{L}+['’]s)\b)/iu;
const VERBAL = new RegExp(word(eitherOf([...WH, ...PAST, ...PRESENT])), 'iu');
const hasVerb = (text: string): boolean => VERBAL.test(text) || SHORT_VERB.test(text);

const sentenceBefore = (text: string): string => /[^.?!;]*$/.exec(text.replace(/\.(?=\d)/g, ','))?.[0] ?? '';
const sentenceAfter = (text: string): string => /^[^.?!;]*/.exec(text)?.[0] ?? '';
