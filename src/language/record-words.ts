import type { Platform } from '../call.ts';
import { CALL, COMPANIES } from './calls-and-customers.ts';
import { CALL_SIGN, NAME_SIGNS } from './count-words.ts';
import type { Measure } from './measure-words.ts';
import { namesLedBy, withoutAskingFrame } from './people-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Stretches of time that calls are counted by. */
export const CALENDAR_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** What a question asks of the record; `platform` limits it to calls held there. */
export type RecordQuestion = { of: Measure; platform: Platform | null; per: CalendarUnit | null };

/**
 * Reads a question for what the record itself tells: who was there, when, where, how long, which calls; null for any
 * other. Names and one named call stand as signs (`NAME_SIGNS`, `CALL_SIGN`), times as blanks. The whole question must
 * ask it: "who joined the pilot" is about the pilot.
 */
export function readRecordQuestion(question: string): RecordQuestion | null {
  const text = withoutAskingFrame(question);
  for (const { of, is } of RULES) {
    const match = of === 'calls' && GOES_ON.test(question) ? null : is.exec(text);
    if (match) return { of, platform: platformOf(match.groups?.platform), per: calendarUnitOf(match.groups?.period) };
  }
  return null;
}

const CALL_BEFORE = new RegExp(String.raw`\b(?:(?:that|this|the) (?:one|${CALL})|it|that|this)\b|\bthere(?=\W*$)`, 'i');

/** The question with the sign of a call where it points at the one of the answer before: "how long was it". */
export const withCallBefore = (question: string): string => question.replace(CALL_BEFORE, CALL_SIGN);

/** "And the calls with Acme": what is asked of them stands in the question before. */
const GOES_ON = /^\W*and (?!(?:which|what)\b)/i;
const { account: ACCOUNT, person: PERSON } = NAME_SIGNS;
const NAMES = namesLedBy(`[${ACCOUNT}${PERSON}]`);
const PEOPLE = namesLedBy(PERSON);
const OWNS = `(?:['’]s?)?`;

const THE = '(?:(?:the|a|an|any|all|all of|our|my|your|their|these|those) )*';
const WITH = `(?: with ${NAMES})?`;
/** "On the last call with Acme", "in our meetings with Acme", "the Acme call". */
const CALLED = String.raw`(?:${CALL_SIGN} ?(?:${NAMES})?|${THE}(?:${NAMES}${OWNS} )?${CALL}s?)${WITH}`;
const ON_CALL = String.raw`(?:(?:${eitherOf(wordList('on in at to of for during'))} )?${CALLED})`;
const WE = eitherOf(['we', 'i', PEOPLE]);
const TALK = eitherOf(
  phraseList(
    `talk(?:ed|ing)? (?:to|with), sp(?:eak|oke|oken|eaking) (?:to|with), me?et(?:ing)?(?: with)?, heard? from, in (?:touch|contact) with`,
  ),
);
const WAS = eitherOf(['was', 'were', 'is', 'are', 'has been', 'have been']);

const UNNAMED = eitherOf(wordList('unknown unnamed unidentified anonymous'));
const OF_WHAT_KIND = eitherOf(wordList('private personal work business'));
const JOINED = eitherOf(
  phraseList(
    `joined, attended, took part, participated, sat, dialed, dialled, came, showed up, ${WAS}(?: there)?(?: present)?`,
  ),
);
/** Whether somebody did: "did ● join". */
const JOIN = eitherOf(phraseList('join, attend, take part'));
const AUDIENCE = eitherOf(wordList('participants attendees people guests'));
const OUR_SIDE = String.raw`(?:us|our (?:side|team))`;
const THEIR_SIDE = String.raw`(?:(?:their|the other|the customer${OWNS}|the client${OWNS}) (?:side|team)|the customer|${NAMES}(?:${OWNS} (?:side|team))?)`;
const OF = '(?:from|of|at|on|for)';

const PLATFORM_NAMES: Record<Exclude<Platform, 'other'>, string> = {
  zoom: 'zoom',
  teams: '(?:(?:ms|microsoft) )?teams',
  webex: '(?:cisco )?webex',
  google_meet: '(?:google meet|gmeet)',
  phone: '(?:tele)?phone',
};
const A_PLATFORM = eitherOf(Object.values(PLATFORM_NAMES));
const WHICH_PLATFORM = String.raw`(?:which|what) ${eitherOf(wordList('platforms? tools? app software system'))}`;
const VIA = eitherOf(wordList('on over via by'));

const TOOK_PLACE = eitherOf([
  '(?:(?:were|are) )?(?:held|done|made|had|conducted)',
  ...phraseList('were, are, took place, happened, ran'),
  `(?:(?:did|do|have) )?${WE} (?:have|had|did|made)`,
]);

const AVERAGE = eitherOf(wordList('average mean typical usual'));
const USUALLY = eitherOf(['on average', ...wordList('usually normally typically')]);
const LENGTH = eitherOf(wordList('length duration'));
const WHAT_IS = String.raw`(?:what(?:['’]?s| is| was) )?`;
const EMAIL = eitherOf(['e-?mails?(?: address(?:es)?)?', 'mail address(?:es)?', 'contact (?:details|data)']);

const ADVERBS: Record<CalendarUnit, string> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
};
const A_PERIOD = `(?<period>${eitherOf(CALENDAR_UNITS)})`;
const WE_HAD = String.raw`(?: (?:(?:do|did|have) ${WE} (?:have|had)|(?:were|are) there))?`;
const DATE_OF = String.raw`${WHAT_IS}(?:the )?(?:date|day)(?: of)?`;
const WHICH_DAY = '(?:on )?(?:what|which) (?:day|date) (?:was|is)';

const whole = (...some: readonly string[]): RegExp => new RegExp(`^(?:${some.join('|')})$`, 'iu');

/** Tried in order. */
const RULES: readonly { of: Measure; is: RegExp }[] = [
  {
    of: 'team',
    is: whole(
      String.raw`(?:who|which) ${OF} ${OUR_SIDE} ${JOINED} ${ON_CALL}`,
      String.raw`who ${JOINED} ${OF} ${OUR_SIDE} ${ON_CALL}`,
      String.raw`who ${JOINED} ${ON_CALL} ${OF} ${OUR_SIDE}`,
      String.raw`(?:who|which)(?: of us)? (?:has|had)(?: had| been on)? (?:the )?most ${CALL}s${WITH}`,
    ),
  },
  {
    of: 'contacts',
    is: whole(
      String.raw`who ${OF} ${THEIR_SIDE} ${JOINED} ${ON_CALL}`,
      String.raw`who ${JOINED} ${OF} ${THEIR_SIDE} ${ON_CALL}`,
      String.raw`who ${JOINED} ${ON_CALL} ${OF} ${THEIR_SIDE}`,
      String.raw`whom? (?:did|have) ${WE} ${eitherOf(phraseList('talk(?: to| with)?, spoken with, meet'))}(?: ${ON_CALL})?`,
    ),
  },
  {
    of: 'attendees',
    is: whole(
      String.raw`who (?:all |else )?${JOINED} ${ON_CALL}`,
      String.raw`(?:who (?:was|were) )?${THE}${AUDIENCE} ${ON_CALL}`,
      String.raw`how many ${AUDIENCE} ${JOINED} ${ON_CALL}`,
      String.raw`(?:who (?:was|is) )?(?:the )?${UNNAMED} (?:person|speaker|caller|participant|voice|guest)s? ${ON_CALL}`,
      String.raw`was (?:i|${PEOPLE}) ${CALL_SIGN}${WITH}`,
      String.raw`did (?:i|${PEOPLE}) ${JOIN} ${CALL_SIGN}${WITH}`,
    ),
  },
  {
    of: 'first_call',
    is: whole(
      String.raw`(?:when was |${DATE_OF} |how long ago was |${WHICH_DAY} )?(?:the|our|my) (?:very )?first ${CALL}s?${WITH}`,
      String.raw`when did ${WE} (?:first|start) ${TALK} ${NAMES}`,
      String.raw`(?:how long|since when) (?:do|have) ${WE} (?:been )?(?:${TALK}|known?) ${NAMES}`,
    ),
  },
  {
    of: 'last_call',
    is: whole(
      String.raw`when (?:did|have) (?:${WE}|${NAMES}) last ${TALK} (?:us|${NAMES})`,
      String.raw`when was ${PEOPLE} last ${ON_CALL}`,
      String.raw`(?:when was )?(?:(?:the|our) )?last contact with ${NAMES}`,
      String.raw`how long ago did ${WE} ${TALK} ${NAMES}`,
    ),
  },
  {
    of: 'call_day',
    is: whole(
      String.raw`(?:when (?:was|is)|${DATE_OF}|how long ago was|${WHICH_DAY}) ${CALL_SIGN} ?(?:${NAMES})?${WITH}`,
      String.raw`when did ${CALL_SIGN}${WITH} take place`,
    ),
  },
  {
    of: 'quietest',
    is: whole(
      String.raw`(?:which|what) ${COMPANIES} (?:has|have|did ${WE} have)(?: had)? (?:the )?(?:fewest|least) (?:${CALL}s|minutes)(?: with)?`,
      String.raw`(?:which|what) ${COMPANIES} (?:do|did|have) ${WE} ${TALK} (?:the )?least(?: often)?`,
      String.raw`fewest ${CALL}s`,
    ),
  },
  {
    of: 'least_talkers',
    is: whole(
      String.raw`who (?:has |have )?(?:talk(?:s|ed)|sp(?:eaks|oke|oken)|says|said) (?:the )?least(?: ${ON_CALL}|${WITH})`,
    ),
  },
  {
    of: 'calls',
    is: whole(
      String.raw`(?:a list of )?${THE}${CALL}s${WITH}`,
      String.raw`${THE}${NAMES}${OWNS} ${CALL}s`,
      String.raw`(?:which|what) ${CALL}s (?:did|do|have) ${WE} (?:have|had)${WITH}`,
      String.raw`(?:which|what) ${CALL}s (?:did|has) ${WE} (?:attend|join|joined)`,
      String.raw`(?:which|what) ${CALL}s (?:was|were) ${WE} (?:on|in)`,
      String.raw`(?:which|what) ${CALL}s (?:(?:were|are) there|took place|happened)${WITH}`,
      String.raw`${THE}${CALL}s (?:that )?${WE} (?:(?:was|were) on|joined|attended)`,
      String.raw`(?:did|have|has|was) ${WE} (?:ever )?(?:been on|on|joined|have|had) ${THE}${CALL}s? with ${NAMES}`,
      String.raw`(?:did|have|has) ${WE} (?:ever )?${TALK} ${NAMES}`,
    ),
  },
  {
    of: 'customers',
    is: whole(
      String.raw`(?:which|what|how many|the) (?:different )?${COMPANIES} (?:that )?(?:(?:did|have) )?${WE} ` +
        String.raw`(?:${TALK}|(?:have|had) ${CALL}s with)`,
    ),
  },
  {
    of: 'platform',
    is: whole(
      String.raw`(?:on )?${WHICH_PLATFORM} (?:was|were|did ${WE} use|do ${WE} use) ${ON_CALL}(?: held)?(?: on)?`,
      String.raw`(?:on )?${WHICH_PLATFORM} (?:do|did) ${WE} (?:use|meet|talk)(?: (?:on|with|for|to))* ${NAMES}`,
      String.raw`(?:the )?platform (?:of )?${CALLED}`,
      String.raw`(?:was|were|is) ${CALLED} (?:${VIA}|a) ${A_PLATFORM}(?: or ${A_PLATFORM})*(?: call)?`,
      String.raw`how did ${WE} ${TALK} ${NAMES}, ${VIA} ${A_PLATFORM} or ${A_PLATFORM}`,
      String.raw`how was ${CALLED} held`,
      String.raw`(?:(?:which|what|how many) )?${THE}${CALL}s${WITH}(?: that)?(?: ${TOOK_PLACE})? ${VIA} (?:the )?(?<platform>${A_PLATFORM})`,
    ),
  },
  {
    of: 'platform',
    is: whole(String.raw`(?:(?:which|how many) )?${THE}(?<platform>${A_PLATFORM}) ${CALL}s${WE_HAD}${WITH}`),
  },
  {
    of: 'average_call',
    is: whole(
      String.raw`${WHAT_IS}(?:(?:the|our) )?${AVERAGE} (?:${CALL}s? ${LENGTH}|${LENGTH} of ${CALLED})${WITH}`,
      String.raw`how long is (?:our|a|the) ${AVERAGE} ${CALL}s?${WITH}`,
      String.raw`how long are ${CALLED} ${USUALLY}|on average how long are ${CALLED}`,
      String.raw`how long (?:do|does) ${CALLED} ${USUALLY} (?:last|take|run)`,
    ),
  },
  {
    of: 'minutes',
    is: whole(
      String.raw`${WHAT_IS}(?:the )?${LENGTH} (?:of )?${CALLED}`,
      `how long (?:was|is) ${CALL_SIGN}${WITH}`,
      String.raw`(?:for )?how (?:long|many minutes) did ${CALL_SIGN}${WITH} (?:take|last|run|go on)`,
    ),
  },
  {
    of: 'email',
    is: whole(
      String.raw`${WHAT_IS}(?:do we have )?(?:(?:the|an) )?(?:(?:${OF_WHAT_KIND} )?${EMAIL} (?:of|for) ${PEOPLE}|(?:${PEOPLE}${OWNS}|his|her|their) (?:${OF_WHAT_KIND} )?${EMAIL})`,
      String.raw`${WHAT_IS}(?:the )?${EMAIL} of ${THE}(?:contacts|everyone) at ${NAMES}`,
      String.raw`how (?:can|do) (?:i|we) (?:reach|contact|e-?mail) ${PEOPLE}`,
    ),
  },
  {
    of: 'calls_by',
    is: whole(
      String.raw`(?:how many |(?:the )?(?:number|count) of )?${CALL}s${WITH}${WE_HAD}${WITH}` +
        String.raw` (?:a|per|each|every|by) ${A_PERIOD}${WE_HAD}${WITH}`,
      String.raw`(?:in )?(?:which|what) ${A_PERIOD} (?:had|saw|did ${WE} have) (?:the )?most ${CALL}s${WITH}`,
      String.raw`(?:(?:the|our) )?busiest ${A_PERIOD}`,
    ),
  },
  ...CALENDAR_UNITS.map((period) => ({
    of: 'calls_by' as const,
    is: whole(String.raw`${THE}(?<period>${ADVERBS[period]}) ${CALL}s${WITH}`),
  })),
];

const platformOf = (name: string | undefined): Platform | null =>
  (Object.keys(PLATFORM_NAMES) as (keyof typeof PLATFORM_NAMES)[]).find(
    (platform) => name && new RegExp(`^${PLATFORM_NAMES[platform]}$`, 'i').test(name),
  ) ?? null;

const calendarUnitOf = (name: string | undefined): CalendarUnit | null =>
  CALENDAR_UNITS.find((period) => name && [period, ADVERBS[period]].includes(name.toLowerCase())) ?? null;
