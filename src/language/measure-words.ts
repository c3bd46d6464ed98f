import { isAskingWord } from './asking-words.ts';
import { CALLS, COMPANIES } from './calls-and-customers.ts';
import { NAME_SIGNS } from './count-words.ts';
import { withNot } from './negation.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { contentWords } from './stop-words.ts';
import { eitherOf, wordList } from './word-list.ts';

/** Numbers that the record itself holds, whatever was said. */
export const MEASURES = [
  'minutes',
  'silence',
  'talkers',
  'longest_call',
  'shortest_call',
  'team',
  'last_call',
  'busiest',
  'talk_share',
  'contacts',
  'customers',
  'person',
  'attendees',
  'first_call',
  'call_day',
  'calls',
  'quietest',
  'least_talkers',
  'platform',
  'average_call',
  'email',
  'calls_by',
] as const;
export type Measure = (typeof MEASURES)[number];

const PEOPLE = eitherOf(wordList('contacts people participants'));
const TALK = eitherOf(
  wordList(
    String.raw`talk\p{L}* speak\p{L}* spoken? mee?t(?:ing)? call(?:ed)? heard? contact(?:ed)? reach(?:ed)? visit(?:ed)?`,
  ),
);
/** Who is talked about is no one talked with: "have not spoken about Tempova" is of words, and no silence. */
const NO_TOPIC = String.raw`(?! (?:\p{L}+ )?(?:about|of|on)\b)`;
const WITH = eitherOf(wordList('with to from by'));
const SHARE = eitherOf(wordList('share part percent(?:age)? ratio proportion split'));
const HOURS = eitherOf(wordList('minutes hours'));
const HOW_MUCH_TIME = String.raw`how (?:many ${HOURS}|much time)`;
const TALK_TIME = String.raw`(?:${HOURS}|(?:talk|call) time)`;

const pattern = (text: string): RegExp => new RegExp(text, 'iu');

const callThatIs = (most: string): RegExp =>
  pattern(String.raw`\b${most}\b(?: \p{L}+)? ${CALLS}\b|\b${CALLS} (?:was|were|is|are) (?:the )?${most}\b`);

/** Tried in order. */
const RULES: readonly { of: Measure; is: RegExp }[] = [
  {
    of: 'silence',
    is: pattern(
      String.raw`(?:\b(?:which|what|list|any|all|show)\b.{0,20}|^\W*(?:(?:the|our) )*)\b${COMPANIES}\b.{0,30}` +
        String.raw`\b(?:(?:not|never|no)\b.{0,20}\b(?:${TALK}|${CALLS}|in touch)\b${NO_TOPIC}|(?:gone|went|been|are|is) (?:quiet|silent|dark)\b)|` +
        String.raw`\bwhom?\b.{0,10}\b(?:have|did|has) (?:we not|not we|not(?= .{0,20}\bus\b)|no ?body|no one)\b.{0,20}\b(?:${TALK}|in touch)\b${NO_TOPIC}|` +
        String.raw`\blongest (?:silence|gap|pause)\b|\bquiet(?:est)? (?:for )?(?:the )?longest\b|\bnot? .{0,20}\b${TALK}(?: ${WITH})? (?:for )?(?:the )?longest\b`,
    ),
  },
  { of: 'longest_call', is: callThatIs('longest') },
  { of: 'shortest_call', is: callThatIs('shortest') },
  {
    of: 'talk_share',
    is: pattern(
      String.raw`\b(?:what|which)\b.{0,15}\b${SHARE} of the (?:time|conversation)\b|\b(?:${SHARE}|how much) of (?:the )?talk(?:ing)?\b|\btalk(?:ing)?[ -]?ratio\b|` +
        String.raw`\b(?:we|they|customers?)\b.{0,10}\b(?:talk(?:ed)?|speak|spoke) (?:more|less|longer) than\b`,
    ),
  },
  {
    of: 'talkers',
    is: /\bwho\b.{0,25}\b(?:talk|speak|spoke|say)\w* (?:the )?(?:most|more|longest)\b|\bwho\b.{0,10}\b(?:most|more) of the (?:talking|speaking)\b/iu,
  },
  {
    of: 'busiest',
    is: pattern(
      String.raw`\b(?:which|what) ${COMPANIES}\b.{0,20}` +
        String.raw`(?:\bwe\b.{0,20}\b(?:${TALK}|${CALLS}) (?:${WITH} )?(?:the )?(?:most|longest)\b|\b(?:most|longest) (?:${CALLS}|minutes|time)\b)`,
    ),
  },
  {
    of: 'team',
    is: /\bwho\b.{0,10}\b(?:is|are|was|were)\b.{0,15}\bon our (?:side|team)\b|\bwho (?:from|of) our (?:side|team|people)\b.{0,30}\b(?:joined|attended|was on|is on|talks? to|works? with)\b/iu,
  },
  {
    of: 'last_call',
    is: pattern(
      String.raw`\bwhen\b.{0,15}\bwe last (?:${TALK}|had)\b|\bhow long (?:ago|since)\b.{0,20}\b(?:${TALK}|${CALLS})\b|\bwhen was (?:our|the) last ${CALLS} with\b`,
    ),
  },
  {
    of: 'contacts',
    is: pattern(
      String.raw`\bhow many (?:different )?${PEOPLE}\b.{0,30}\b(?:do|did|have) we (?:have|know|${TALK})\b|` +
        String.raw`\bhow many (?:different )?${PEOPLE}\b.{0,10}\b(?:from|at|of)\b.{0,30}\b(?:join(?:ed)?|attend(?:ed)?|took part|(?:were|are|been) (?:in|on))\b`,
    ),
  },
  {
    of: 'customers',
    is: pattern(
      String.raw`\bhow many (?:different )?${COMPANIES}\b(?:(?: \p{L}+)? (?:(?:do|have) we(?: have| got| know)?|are there))?(?:\W+(?:(?:right )?now|today|currently|in (?:total|all)|at the moment|altogether))?\W*$|` +
        String.raw`\b(?:number|count) of (?:our )?${COMPANIES}\W*$`,
    ),
  },
  {
    of: 'minutes',
    is: pattern(
      String.raw`\b${HOW_MUCH_TIME}\b.{0,40}\bspen[dt]\b(?! (?:\p{L}+ )?(?:on|about)\b)|^\W*${TALK_TIME} (?:with|in|on)\b|` +
        String.raw`\b(?:${HOW_MUCH_TIME}|how long)\b.{0,30}\b(?:we|our people|us)\b.{0,20}\b(?:${TALK}|${CALLS}|spen[dt](?! on (?!(?:the )?phone\b)))\b(?!.*\babout\b)|` +
        String.raw`\bhow long (?:were|are|was|is|did) (?:our|all|the) (?:\p{L}+ )?${CALLS}\b|\b(?:total|(?:number|count|sum) of) ?(?:the )?${TALK_TIME}\b|\b${HOW_MUCH_TIME} of (?:${CALLS}|talk)\b`,
    ),
  },
];

/** What the numbers are of, and how they are put together. */
const MEASURED = new Set(
  wordList(`
    minutes hours time times total altogether overall sum gone went quiet silent dark silence meet met last
    latest longest longer long shortest side contacts contacted share part percent percentage ratio proportion
    day days week weeks fortnight month months quarter quarters year years ago since spend spent joined attended reached
  `),
);

/** Whether a text without its names and times has no word beyond those of a measure. */
export const namesOnlyMeasure = (text: string): boolean =>
  contentWords(text).every((word) => isAskingWord(word) || MEASURED.has(word) || /^\d+$/.test(word));

const DAYS_OF = { day: 1, week: 7, fortnight: 14, month: 30, quarter: 91, year: 365 };
const UNIT = eitherOf(Object.keys(DAYS_OF));
const COUNT = String.raw`\d{1,4}|${NUMBER_WORDS.filter(Boolean).join('|')}|an?`;
const STRETCH = pattern(String.raw`\b(${COUNT}|the last|the past|this) ?(${UNIT})s?\b`);
const COUNTED_STRETCH = pattern(String.raw`\b(?:${COUNT}|(?:the|our) (?:last|past)) ${UNIT}s?\b`);
/** A silence with no time given. */
const SILENT_DAYS = 60;
const LONGEST = /\blongest\b/i;

/**
 * Reads a question for a number that the record holds; null for any other. `days` is how long a silence lasts, 0 for
 * the
 * longest. A name
 * may stand as a sign (`NAME_SIGNS`).
 */
export function readMeasure(question: string): { of: Measure; days: number | null } | null {
  const text = withNot(question).replaceAll(NAME_SIGNS.account, 'them').replaceAll(NAME_SIGNS.person, 'them');
  const rule = RULES.find(({ is }) => is.test(text));
  if (!rule) return null;
  return { of: rule.of, days: rule.of === 'silence' ? daysOf(text) : null };
}

/** Whether a silence has a length ("for 30 days", "for the last month") and no place on the calendar ("last month"). */
export const isSilenceOfLength = (question: string): boolean => COUNTED_STRETCH.test(question);

/** Whether stretches of time stand against each other, so that each wants a number of its own. */
export const comparesTimes = (question: string): boolean =>
  /\b(?:vs|versus|against|compared (?:to|with)|than)\b/i.test(question);

function daysOf(text: string): number {
  const [, count = '', unit = ''] = STRETCH.exec(text) ?? [];
  const days = DAYS_OF[unit.toLowerCase() as keyof typeof DAYS_OF];
  if (!days) return LONGEST.test(text) ? 0 : SILENT_DAYS;
  const word = NUMBER_WORDS.indexOf(count.toLowerCase());
  return days * (Number(count) || (word > 0 ? word : 1));
}
