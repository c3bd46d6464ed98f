import { eitherOf, phraseList } from './word-list.ts';

const BEFORE_A_TOPIC = eitherOf(
  phraseList(String.raw`
    about, mention\w*, mentions? of, like, versus, vs\.?, than, against, alternatives? to, switch\w* to, switch\w*
    from
  `),
);
/** Words before a name talked about, rather than talked with. */
const TALKED_ABOUT = new RegExp(
  String.raw`(?:\b${BEFORE_A_TOPIC}|\bcompar\w*(?: \p{L}+){0,2} (?:with|to)) +(?:the +)?$`,
  'iu',
);
/** "And what about Acme?" asks for Acme's calls. */
const ASKED_OF = /^\W*(?:(?:and|so|ok|okay|but),? )*(?:what|how) about +$/i;

/**
 * Whether a name after these words is a topic of talk ("did they mention Acme") rather than the account asked about.
 */
export const isTalkedAbout = (before: string): boolean => TALKED_ABOUT.test(before) && !ASKED_OF.test(before);
