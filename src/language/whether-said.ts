import { CUSTOMER } from './calls-and-customers.ts';
import { NAME_SIGNS } from './count-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

const { account: ACCOUNT, person: PERSON } = NAME_SIGNS;
const NAMES = String.raw`[${ACCOUNT}${PERSON}](?:(?:,? and|,? or| &| at| from| of) [${ACCOUNT}${PERSON}])*`;
const SIDES = eitherOf([`${CUSTOMER}s?`, ...wordList('people team reps? colleagues?')]);
const SOMEBODY = `(?:${NAMES}(?: (?:people|team|side))?|(?:(?:the|our|any|other) )*${SIDES}|we|they|he|she)`;
const SO_FAR = '(?:(?:already|also|even|actually|once|yet|just) )*';
const NAMING = eitherOf(
  phraseList(String.raw`
    mention(?:ed|ing)?, br(?:ing|ought|inging) up, nam(?:e|ed|ing), (?:talk|speak)(?:ed|ing)? (?:about|of),
    spoken (?:about|of), refer(?:red|ring)? to
  `),
);
const NAMED = eitherOf(phraseList('mentioned, brought up, named, talked about, spoken (?:about|of), referred to'));
const OPENING = String.raw`^\W*(?:(?:and|so|ok|but)\W+)*`;

const BY_SOMEBODY = new RegExp(
  String.raw`${OPENING}(?:has|have|had|did|does|do) ${SOMEBODY} ${SO_FAR}(?:been )?${NAMING}\b(?! that )`,
  'iu',
);
const BY_ANYBODY = new RegExp(
  String.raw`${OPENING}(?:has|have|had|was|were|did|does|do|is|are) (?!${SOMEBODY} )[^?]{1,60}? ${SO_FAR}` +
    String.raw`(?:${NAMED}|c[oa]mes? up|coming up)\b(?! that | with an? )`,
  'iu',
);

/**
 * Whether the question asks if some words were ever said: "has ■ mentioned Tempova", "did Tempova come up". Names stand
 * as signs (`NAME_SIGNS`). What people ask, want or complain of need not be said in the question's words.
 */
export const asksWhetherSaid = (question: string): boolean => BY_SOMEBODY.test(question) || BY_ANYBODY.test(question);
