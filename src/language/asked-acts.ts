import { readFileSync } from 'node:fs';
import { besideCode } from '../shipped-files.ts';
import { eitherOf, phraseList } from './word-list.ts';

/**
 * What a question may ask of people that is done by speaking, or shown by it: nobody who complains says "complain", and
 * no champion says "champion".
 */
export const ACTS = [
  'complaint',
  'praise',
  'risk',
  'leaving',
  'champion',
  'decider',
  'blocker',
  'next step',
  'reason to choose',
  'reason to refuse',
  'pushback',
  'promise',
  'broken promise',
  'request',
  'adoption',
  'value',
  'growth',
  'departure',
] as const;
export type Act = (typeof ACTS)[number];

/** An act with the words of the question that ask for it. */
export type AskedAct = { act: Act; words: string };

const CUES: Readonly<Record<Exclude<Act, 'broken promise'>, readonly string[]>> = {
  complaint: phraseList(String.raw`
    complain\p{L}*, grumbl\p{L}*, grip(?:e[sd]?|ing), moan\p{L}*, unhapp\p{L}+, dissatisf\p{L}+, frustrat\p{L}+,
    annoy\p{L}*, upset, disappoint\p{L}+, dislik\p{L}+, critici[sz]\p{L}+, bother\p{L}*, negative feedback,
    likes? least, hates? (?:about|most)
  `),
  praise: phraseList(String.raw`
    prais\p{L}+, compliment\p{L}*, happy, satisf(?:ied|action), delight\p{L}*, enthusias\p{L}+, pleased, impressed,
    positive feedback, (?:like|love)s? (?:about|most|best)
  `),
  risk: phraseList(String.raw`
    at risk, in danger, in trouble, in jeopardy, shaky, (?:we|to) (?:\p{L}+ )?lose, churn\p{L}*, likely to (?:leave|cancel)
  `),
  leaving: phraseList(String.raw`
    le(?:ft|aves?|aving) us, for (?:somebody|someone) else, switch(?:ed|ing)? to another, go(?:ne|ing)? elsewhere,
    went elsewhere
  `),
  champion: phraseList(String.raw`
    champions?, advocates?, sponsors?, all(?:y|ies), supporters?, on our side, in our corner, biggest fans?,
    (?:fight|push)(?:s|es|ing)? for us
  `),
  decider: phraseList(String.raw`
    decision[- ]makers?, economic buyers?, budget (?:holder|owner)s?, holds? the budget, holds? the purse[- ]strings, final say,
    last word, calls? the shots, signs? off
  `),
  blocker: phraseList(String.raw`
    block(?:ed|ing|ers?), blocks?(?= (?:us|it|the|this|them|our)\b), obstacles?, hurdles?, show[- ]?stoppers?, deal[- ]?breakers?, in (?:the|our) way,
    hold(?:s|ing)? (?:\p{L}+ )?(?:up|back), stopping, stall(?:s|ed|ing)?
  `),
  'next step': phraseList('next steps?, action items?, to-?dos?, happens next, do next'),
  'reason to choose': phraseList(String.raw`
    (?:go|went|gone|going) with us, sign(?:ed)? with us, ch(?:oo|o)se(?:n)? us, pick(?:ed)? us, prefer(?:red)? us, bought from us,
    did we win, we won
  `),
  'reason to refuse': phraseList(String.raw`
    turn(?:s|ed|ing)?(?= (?:\p{L}+ )*down\b), reject(?:s|ed|ing)?, decid\p{L}+ against, walk(?:ed)? away from
  `),
  pushback: phraseList(String.raw`
    push(?:ed|es|ing)?[- ]?back, objections?, object(?:s|ed)? to, resist\p{L}*, reservations?, hesita\p{L}+,
    s[ck]eptic\p{L}+, oppos(?:e[sd]?|ition), refus(?:e[sd]?|ing), reluctan\p{L}+
  `),
  promise: phraseList(String.raw`promis\p{L}+, commit(?:s|ted|ments?|ting)?, pledg\p{L}+`),
  request: phraseList(String.raw`
    ask(?:s|ed|ing)? for, request(?:s|ed)?, wish list, wish for, feature requests?, features? (?:\p{L}+ )*miss,
    miss(?:es)?(?! (?:the|their|our|his|her|a) (?:deadline|date|target|milestone|call|meeting|vote)s?\b)
  `),
  adoption: phraseList(String.raw`
    adopt\p{L}+, us(?:e|es|ing) (?:it|us), us(?:e|es|ing) the (?:app|tool|product|software), usage, uptake
  `),
  value: phraseList(String.raw`
    roi, return(?:s|ed)?(?: \p{L}+)* on (?:\p{L}+ )*investment, payback, pay(?:s|ing)? off, benefits?
  `),
  growth: phraseList(String.raw`
    expand\p{L}*, expansions?, up-?sell\p{L}*, buy more, more seats, grow with us
  `),
  departure: phraseList(String.raw`
    leav(?:e|es|ing) (?:the|their|his|her|its) (?:company|job|employer), quit(?:s|ting)?, resign\p{L}*, retir\p{L}+,
    chang\p{L}+ jobs
  `),
};

const PATTERNS = Object.entries(CUES).map(([act, cues]) => ({
  act: act as keyof typeof CUES,
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}'’-])${eitherOf(cues)}(?![\p{L}\p{N}-])`, 'giu'),
}));

/** Beside a promise: it was not kept. */
const UNKEPT = new RegExp(
  String.raw`(?<!\p{L})${eitherOf(
    phraseList(
      String.raw`br(?:eak|oken?), fail\p{L}* to keep, not (?:keep|kept), (?:did|have)n['’]t (?:keep|kept), unkept`,
    ),
  )}(?!\p{L})`,
  'giu',
);

/** States of mind among the cues, and of which act each is. */
const MOODS: readonly { act: 'complaint' | 'praise'; mood: RegExp }[] = [
  {
    act: 'complaint',
    mood: new RegExp(
      `^${eitherOf(
        phraseList(String.raw`unhapp\p{L}+, dissatisf\p{L}+, frustrated, annoyed, upset, disappointed, bothered`),
      )}$`,
      'iu',
    ),
  },
  {
    act: 'praise',
    mood: new RegExp(
      `^${eitherOf(phraseList(String.raw`happy, satisf(?:ied|action), delighted, enthusiastic, pleased, impressed, likes? about`))}$`,
      'iu',
    ),
  },
];
/** "Not happy", "isn't she pleased", "no longer that impressed", "less satisfied". */
const NEGATED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${eitherOf(phraseList('not, never, no longer, hardly, less, least, neither'))}|\p{L}+n['’]t) (?:[\p{L}\p{N}]+ ){0,2}$`,
  'iu',
);

type Place = { act: Act; start: number; end: number };

/** Where the words for acts stand. A mood with a "not" is the opposite mood, and the "not" belongs to its words. */
function placesOfActs(question: string): Place[] {
  return PATTERNS.flatMap(({ act, pattern }) =>
    [...question.matchAll(pattern)].map((match): Place => {
      const [start, end] = [match.index, match.index + match[0].length];
      const isMood = MOODS.some((one) => one.act === act && one.mood.test(match[0]));
      const not = isMood ? NEGATED.exec(question.slice(0, start)) : null;
      return not ? { act: act === 'praise' ? 'complaint' : 'praise', start: not.index, end } : { act, start, end };
    }),
  );
}

/** The acts that a question asks for, in the order of `ACTS`, with its own words for each. */
export function askedActs(question: string): AskedAct[] {
  const places = placesOfActs(question);
  const unkept = [...question.matchAll(UNKEPT)].map(([words]) => words.toLowerCase()).join(' ');
  return ACTS.flatMap((act): AskedAct[] => {
    const words = places
      .filter((place) => place.act === act)
      .toSorted((a, b) => a.start - b.start)
      .map(({ start, end }) => question.slice(start, end).toLowerCase())
      .join(' ');
    if (words === '') return [];
    return act === 'promise' && unkept !== ''
      ? [{ act: 'broken promise', words: `${words} ${unkept}` }]
      : [{ act, words }];
  });
}

/** The text with bars in place of the words that ask for the acts. */
export function withoutActs(text: string): string {
  const places = placesOfActs(text).toSorted((a, b) => a.start - b.start);
  let [rest, at] = ['', 0];
  for (const { start, end } of places) {
    // The same words may ask for several acts.
    if (start >= at) rest += `${text.slice(at, start)} | `;
    at = Math.max(at, end);
  }
  rest += text.slice(at);
  const isUnkept = places.some(({ act }) => act === 'promise');
  return isUnkept ? rest.replace(UNKEPT, ' | ') : rest;
}

const SAYINGS: ReadonlyMap<string, readonly string[]> = new Map(
  readFileSync(besideCode('language/sayings.txt'), 'utf8')
    .split(/^# /m)
    .filter(Boolean)
    .map((part) => {
      const [act = '', ...lines] = part.split('\n');
      return [act, lines.filter(Boolean)];
    }),
);

/** What people say who do it, in other words each time: to be compared by meaning, never word for word. */
export const sayingsOf = (act: Act): readonly string[] => SAYINGS.get(act) ?? [];

const BY_US: readonly Act[] = ['promise', 'broken promise', 'next step'];

/** Whether it is done by a question as often as by a statement. */
export const isDoneByAsking = (act: Act): boolean => act === 'request';

/** Whether our side does it as often as the customer's, who does all others. */
export const isDoneByUs = (act: Act): boolean => BY_US.includes(act);
