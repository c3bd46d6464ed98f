import { MONTH_NAME } from './calendar-names.ts';
import { eitherOf, phraseList } from './word-list.ts';

/** Words for a time that no calendar settles. */
const VAGUE = eitherOf(
  phraseList(`
    the other day, the other week, a while (?:ago|back), some time ago, (?:quite )?a long time ago, long ago, ages ago,
    back then, these days
  `),
);
/** Dates and periods that no calendar has, once those it has are taken out. */
const IMPOSSIBLE = eitherOf([
  String.raw`\d{1,2}(?:st|nd|rd|th)?[ .-](?:of )?${MONTH_NAME}(?: \d{4})?`,
  String.raw`${MONTH_NAME} \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?`,
  String.raw`(?=\d+([./-])\d+\1)(?:\d{4}.\d{1,2}.\d{1,2}|\d{1,2}.\d{1,2}.\d{2,4})`,
  'q[05-9]',
  'h[03-9]',
  String.raw`(?:calendar )?(?:week|[kc]w) ?\d{1,3}`,
]);
const FEASTS = eitherOf(phraseList('christmas, easter, thanksgiving, diwali, ramadan, halloween, black friday'));
const UNREAD = new RegExp(
  String.raw`(?<![\p{L}\p{N}./-])(?:${VAGUE}|${IMPOSSIBLE}|(?:since|after|before|until|around|over|at) ${FEASTS})(?![\p{L}\p{N}])`,
  'giu',
);
/** "Since Brexit": a name after a word of time alone, where neither a call nor a date bears it. */
const SINCE_NAMED = /(?<=\s)(?:since|until|after|before) (?!I\b)\p{Lu}[\p{L}\p{N}-]*(?= *(?:$|[,.?!;:)]))/gu;

/** Words meant as a time that no rule reads, in a text whose read times are blanked: their places, in order. */
export function findUnreadTimes(text: string): { start: number; end: number; text: string }[] {
  const found = [...text.matchAll(UNREAD), ...text.matchAll(SINCE_NAMED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
  return found
    .sort((a, b) => a.start - b.start)
    .filter(({ start }, at) => !found.slice(0, at).some((before) => before.end > start));
}
