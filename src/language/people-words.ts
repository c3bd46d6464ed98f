import { askedActs } from './asked-acts.ts';
import { CALL_SIGN, NAME_SIGNS } from './count-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** What a question about people asks for: who somebody is, or whom we know at a customer. */
export type AskedPeople = 'person' | 'contacts';

/**
 * Reads a question for who people are; null for any other. Names stand as signs (`NAME_SIGNS`), times as blanks. The
 * whole question must ask it: "who at ■ asked about prices" is about prices.
 */
export function readPeopleQuestion(question: string): AskedPeople | null {
  const text = withoutAskingFrame(question);
  if (WHO_SOMEBODY_IS.test(text)) return 'person';
  return WHOM_WE_KNOW.test(text) ? 'contacts' : null;
}

/** Without what leads to a question ("tell me"), what may follow it ("please") and spaces to spare. */
export const withoutAskingFrame = (question: string): string =>
  question.replace(/\s+/g, ' ').replace(BEFORE, '').replace(AFTER, '').trim();

const { account: ACCOUNT, person: PERSON } = NAME_SIGNS;
/** One name or several: the first one's sign is given. */
export const namesLedBy = (sign: string): string =>
  String.raw`${sign}(?:(?:,|,? and|,? or| &| at| from| of) [${ACCOUNT}${PERSON}])*`;
const SOMEBODY = namesLedBy(PERSON);
const CUSTOMER = namesLedBy(ACCOUNT);

const whole = (some: readonly string[]): RegExp => new RegExp(`^${eitherOf(some)}$`, 'iu');

/** What leads to a question, and what may follow it. */
const BEFORE = new RegExp(
  String.raw`^\W*(?:${eitherOf(
    phraseList(
      `and, so, ok, hi, please, pls, remind me, tell me, do you know, can you tell me, list, show(?: me)?, give me, gimme,
      i need, need, find`,
    ),
  )}\b\W*)+(?=[\p{L}${ACCOUNT}${PERSON}${CALL_SIGN}])`,
  'iu',
);
const AFTER = new RegExp(
  String.raw`(?:[ ,]+${eitherOf(wordList('again exactly please pls actually then'))})*[^\p{L}\p{N}${ACCOUNT}${PERSON}${CALL_SIGN}]*$`,
  'iu',
);

const WHO_IS = String.raw`who(?:['’]?s| is| are| was| were)`;
const JOB = eitherOf(wordList('job role title position function'));
const OWNS = `['’]s?`;

const WHO_SOMEBODY_IS = whole([
  `${WHO_IS} ${SOMEBODY}`,
  `who ${SOMEBODY} (?:is|are|was|were)`,
  `what (?:does|do) ${SOMEBODY} do(?: (?:at|for) ${CUSTOMER})?`,
  `(?:what(?:['’]?s| is| was) )?(?:the )?(?:${JOB} of ${SOMEBODY}|(?:${SOMEBODY}${OWNS}|his|her|their) ${JOB})`,
  `(?:where|who|which (?:company|customer|account)) (?:does|is) ${SOMEBODY}(?: works?)?(?: (?:at|for|from|with))?`,
]);

const ALL = `(?:(?:all|else|all of) )?`;
const OUR = `(?:(?:all|the|our|my|of|any) )*`;
const THEIR_PEOPLE = eitherOf(
  phraseList('(?:(?:main|key) )?contacts?, (?:main |key )?people, stakeholders, staff, employees, participants, team'),
);
const AT = eitherOf(wordList('at of from for with in on'));
const SIDE = `(?:(?:other|customer|client)(?:${OWNS})? side)`;
const WE_KNOW = eitherOf(
  phraseList('(?:do|did|have) we (?:know|met|meet), (?:have|did) we (?:spoken|speak|talked|talk) (?:to|with)'),
);

const EVERYONE = `(?:everyone|everybody|anyone|anybody|(?:all )?(?:the )?people)`;

const WHOM_WE_KNOW = whole([
  `(?:the )?(?:names of )?${EVERYONE}(?: that| whom?)? we (?:know|met|(?:have|had) (?:met|(?:spoken|talked) (?:to|with))) ${AT} ${CUSTOMER}`,
  `(?:the )?(?:names of )?${EVERYONE} ${AT} ${CUSTOMER}`,
  `who ${ALL}works? (?:(?:at|for|with|in) ${CUSTOMER}|there)`,
  `(?:${WHO_IS} ${ALL}|who ${ALL}(?:is|are|was|were) )(?:there )?${AT} ${CUSTOMER}`,
  `${WHO_IS} ${ALL}on (?:the )?${SIDE} (?:at|of|with|for) ${CUSTOMER}`,
  `${WHO_IS} ${ALL}on ${CUSTOMER}(?:${OWNS})? side`,
  `${WHO_IS} who ${AT} ${CUSTOMER}`,
  `whom? ${ALL}${WE_KNOW} ${AT} ${CUSTOMER}`,
  `(?:${WHO_IS} )?${OUR}${THEIR_PEOPLE} ${AT} ${CUSTOMER}(?: ${WE_KNOW})?`,
  `(?:${WHO_IS} )?${OUR}${CUSTOMER}(?:${OWNS})? ${THEIR_PEOPLE}`,
  `(?:which|what) ${THEIR_PEOPLE} ${AT} ${CUSTOMER}(?: ${WE_KNOW})?`,
  `(?:which|what) ${THEIR_PEOPLE} ${WE_KNOW} ${AT} ${CUSTOMER}`,
]);

/** Whose job is asked for, by words that a title must hold; '' where any title will do. */
export type AskedRole = { side: 'customer' | 'us'; title: string };

const SOMEONE = wordList('person people guys? man woman lady ladies chap fellow folks contacts?');
const JOBS = wordList(`
  managers? directors? heads? leads? leaders? chief officers? engineers? chair president vp ceo cfo coo cto cio owners? foreman foremen
  buyers? controllers? planners? administrators? executives? reps? supervisors? analysts? consultants?
`);
const ROLE = String.raw`(?<role>(?:(?!who\b|that\b|of\b|former\b)[\p{L}&/-]+ ){0,3}?(?:${eitherOf(SOMEONE)}|${eitherOf(JOBS)}(?: of (?!${ACCOUNT})(?:[\p{L}&]+ ??){1,3})?))`;
const WHO_HOLDS = String.raw`(?:${WHO_IS}|what(?:['’]?s| is) the name of)`;
const WHO_IN_A_JOB = whole([
  String.raw`${WHO_HOLDS} (?<whose>the|an?|their|our|my) ${ROLE} (?<at>${AT}|over at) ${CUSTOMER}`,
]);
const WHO_OF_THEIRS = whole([String.raw`${WHO_HOLDS} ${CUSTOMER}(?:${OWNS}) ${ROLE}`]);
const IS_SOMEONE = new RegExp(String.raw` ?\b${eitherOf(SOMEONE)}$`, 'iu');
/** Words that choose among people by no title. */
const CHOOSING = new RegExp(String.raw`\b${eitherOf(wordList('new current main key other right'))}\b ?`, 'giu');
const OF_ACCOUNT = /^account (?:manager|executive|rep)/i;

/**
 * Reads a question for who holds a job: "who's the legal person at ■", "who is our engineer for ■". Null for any other,
 * and for what no title tells: a champion, a decision maker.
 */
export function readRoleQuestion(question: string): AskedRole | null {
  const { whose = '', role, at = '' } = roleIn(withoutAskingFrame(question)) ?? {};
  if (role === undefined || askedActs(role).length > 0) return null;
  const title = role.replace(IS_SOMEONE, '').replace(CHOOSING, '').trim().toLowerCase().replace(PLURAL_JOB, '$1');
  const isOurs = /^(?:our|my)$/i.test(whose) && /^(?:for|with|on)$/i.test(at);
  return { side: isOurs || OF_ACCOUNT.test(title) ? 'us' : 'customer', title };
}

const roleIn = (text: string): Record<string, string | undefined> | undefined =>
  (WHO_IN_A_JOB.exec(text) ?? WHO_OF_THEIRS.exec(text))?.groups;
const PLURAL_JOB = /((?:lead|manager|director|engineer|planner|officer|leader|buyer)r?)s$/;
