import { eitherOf, phraseList } from './word-list.ts';

/** What has come about, ended or moved, as people tell it. */
const NEWS = eitherOf(
  phraseList(String.raw`
    signed, agreed, settled, decided, approved, arrived, fixed, mended, solved, (?:is|are|be) done, (?:is|are|was) met, dropped,
    f[ea]ll(?:en)?, ros[e]n?, risen, (?:was|were|is|been) cut, raised, lowered, moved, changed, switched, stopped, started, withdrew,
    (?:is|are|was|were) gone, (?:is|are) live, went (?:up|down|to|live|out|from), came (?:in|before|on|out), has left, (?:is|am) leaving,
    (?:up|down) (?:by|from|to), moved to, gave notice, notice
  `),
);
/** How things stand against what was: "it works now", "no longer", "since Monday". */
const AGAINST_BEFORE = eitherOf(
  phraseList(String.raw`
    now, no longer, any ?more, not yet, still, already, so far, this time, instead of, new, newer, since (?!we\b|you\b|they\b|i\b)\p{L}+
  `),
);
const TELLS = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NEWS}|${AGAINST_BEFORE})(?![\p{L}\p{N}])`, 'iu');

/** Whether a sentence tells that something came about, ended, moved or stands otherwise than before. */
export const tellsChange = (sentence: string): boolean => !/\?\s*$/.test(sentence) && TELLS.test(sentence);
