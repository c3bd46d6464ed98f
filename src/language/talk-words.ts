import { CALLS } from './calls-and-customers.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** A pattern for words for a call. */
export const CALL_NOUN = eitherOf([CALLS, ...wordList('chats? talks notes qbrs? demos? kick-?offs? check-?ins?')]);

/** A pattern for what is known by having been voiced: a time beside it is the time of the voicing. */
export const VOICED_NOUN = eitherOf(
  phraseList(`
    feedback, objections?, questions?, complaints?, requests?, commitments?, action items?, next steps?,
    topics?, quotes?, (?:open )?points?
  `),
);

const UP = /(?<![\p{L}\p{N}])(?:c[ao]m(?:e|es|ing)|brought|br(?:ing|ings|inging)) up(?![\p{L}\p{N}])/giu;

/** Without "came up" and "brought up", which tell that something was said and not what. */
export const withoutComingUp = (text: string): string => text.replace(UP, ' ');

/** A pattern for asking, speaking, meeting and summing up, in all forms. */
export const TALK_VERB = eitherOf(
  phraseList(String.raw`
    say, says, said, saying, ask\w*, tell\w*, told, talk\w*, speak\w*, spoke\w*, discuss\w*, mention\w*, rais\w*,
    br[io]\w* (?:\w+ )?up, c[ao]m\w* up, hear\w*, voic\w*, complain\w*, object\w*, promis\w*, agree\w*, committed, met,
    meet, chatted, call(?:ed)? us, who called, summ?ar\w*, recap\w*, express\w*, push\w* back, warn\w*,
    praise\w*, criticiz\w*, announc\w*, replied, answer\w*, respond\w*, refer\w* to, requested, escalat\w*
  `),
);
