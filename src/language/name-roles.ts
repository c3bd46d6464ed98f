import { isStopWord } from './stop-words.ts';
import { isTalkedAbout } from './talked-about.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import { stemOf } from './words.ts';

/**
 * What a name does in its question: `speaker` says, asks or promises; `doer` does something only people and companies
 * do; `partner` is talked with, or told; `topic` is talked about; `owner` has something ("Acme's worries").
 */
export type NameRole = 'speaker' | 'doer' | 'partner' | 'topic' | 'owner' | 'other';

/** The sign that stands for a name in what comes before and after. */
export const NAME_SIGN = '§';

/** What people do with words, each for all its forms. */
const SAYING = new Set(
  wordList(`
    say said tell told ask promise want mention raise object agree decline refuse offer propose suggest describe
    explain complain think thought feel felt believe expect put push quote confirm commit report request need like
    worry warn insist demand call answer reply share bring brought apologise threaten admit guarantee pledge deny criticise
    praise assure claim announce
  `).map(stemOf),
);
/** What only people and companies do, each for all its forms. */
const DOING = new Set(
  wordList('sign renew buy bought pay paid use choose chosen join attend leave hear heard see seen cancel approve').map(
    stemOf,
  ),
);
/** What people have said, each for all its forms. */
const SAID = new Set(
  wordList(`
    question objection promise quote word answer view opinion take concern worry complaint request feedback ask
    suggestion statement commitment remark
  `).map(stemOf),
);

/** Whether the noun, in any form, is something that people have said. */
export const isSaidThing = (noun: string): boolean => SAID.has(stemOf(noun.toLowerCase()));

/** What somebody is by their own words alone: "is Acme happy". */
const FEELING = eitherOf(
  wordList(`
    happy unhappy satisfied dissatisfied pleased displeased annoyed frustrated upset disappointed angry worried afraid
    impressed excited convinced
  `),
);
const IS_FEELING = new RegExp(String.raw`^${FEELING}$`, 'i');
const HOW_FEELING = new RegExp(String.raw`\bhow ${FEELING} (?:is|are|was|were) $`, 'i');

const ALSO = String.raw`(?:${NAME_SIGN}\s*(?:,|and|or|&)\s*)*`;
/** "Tove and Jonas", "Owen from Skarrow". */
const MORE = String.raw`(?:(?:\s*(?:,|and|or|&)|\s+(?:from|at|of))\s*${NAME_SIGN})*`;
const HELPERS = eitherOf(wordList('did does do has have had would could should'));
const BEING = eitherOf(wordList('is are was were'));
const BETWEEN = eitherOf(wordList('ever also already really even just still not yet actually first last'));
const SUBJECT = new RegExp(String.raw`\b(?:${HELPERS}|(${BEING}))\s+${ALSO}$`, 'iu');
const VERB = new RegExp(
  String.raw`^${MORE}\s+(?:(?:${BETWEEN})\s+)*([\p{L}']+)(?:\s+([\p{L}']+))?(?:\s+([\p{L}']+))?`,
  'iu',
);
const OWNING = /^['’]s?\s+(?:own\s+)?(\p{L}+)(?:\s+(\p{L}+))?/iu;
const HAS = /^['’]s?(?![\p{L}\p{N}])/u;
const BY = new RegExp(
  String.raw`\b${eitherOf(phraseList('by, hear from, heard from, according to'))}\s+${ALSO}$`,
  'iu',
);
const FROM = new RegExp(String.raw`([\p{L}]+)\s+(?:from|of)\s+${ALSO}$`, 'iu');
const WITH = new RegExp(
  String.raw`(?:^|\s)${eitherOf(wordList('with from at to for tell told ask asked promise promised offer offered'))}\s+${ALSO}$`,
  'iu',
);
/** "Jonas Petri on seat prices": the question is nothing but a name and its topic. */
const OPENING = new RegExp(String.raw`^\W*${ALSO}$`, 'u');
const ON_TOPIC = new RegExp(String.raw`^${MORE}\s+on\s+`, 'iu');
/** "Was hat Marek zum Preis gesagt": German puts the verb last. */
const GERMAN_SUBJECT = new RegExp(String.raw`\bhat\s+${ALSO}$`, 'iu');
const GERMAN_VERB = /\b(?:gesagt|gefragt|versprochen)\b/i;

/** Characters: what stands farther from a name tells nothing of its role. No more names fit into them. */
const NEAR = 240;

/** What stands before and after each name of a text, with a sign for every other name. Spans come in order. */
export function aroundNames(
  text: string,
  spans: readonly { start: number; end: number; isOwner?: boolean }[],
): { before: string; after: string }[] {
  const withSigns = (from: number, to: number, names: typeof spans) => {
    let [marked, at] = ['', from];
    for (const { start, end } of names.filter((one) => one.start >= from && one.end <= to)) {
      marked += text.slice(at, start) + NAME_SIGN;
      at = end;
    }
    return marked + text.slice(at, to);
  };
  return spans.map(({ start, end, isOwner }, at) => {
    const [from, to] = [Math.max(0, start - NEAR), Math.min(text.length, end + NEAR)];
    const before = withSigns(from, start, spans.slice(Math.max(0, at - NEAR), at));
    const after = withSigns(end, to, spans.slice(at + 1, at + NEAR));
    // A letter in place of what is left out: the question does not begin here.
    return { before: from > 0 ? `x${before}` : before, after: (isOwner ? "'s" : '') + after };
  });
}

/** Words that have something ("Tempova's price"), in small letters; "it's" and "who's" have nothing. */
export const ownersIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}'’-])([\p{L}\p{N}]+)['’]s(?= \p{L})/giu)]
    .map(([, owner = '']) => owner.toLowerCase())
    .filter((owner) => !isStopWord(owner));

/** The role of a name between these words; names stand there as `NAME_SIGN`. */
export function roleOfName(before: string, after: string): NameRole {
  const owning = OWNING.exec(after);
  if (owning && !isTalkedAbout(before))
    return owning.slice(1).some((word) => word && isSaidThing(word)) ? 'speaker' : 'owner';
  if (HAS.test(after)) return 'owner';
  if (BY.test(before)) return 'speaker';
  const from = FROM.exec(before);
  if (from && isSaidThing(from[1] ?? '')) return 'speaker';
  if (isTalkedAbout(before)) return 'topic';
  if (GERMAN_SUBJECT.test(before) && GERMAN_VERB.test(after)) return 'speaker';
  if (HOW_FEELING.test(before)) return 'speaker';
  const subject = SUBJECT.exec(before);
  const [, first = '', second = '', third = ''] = VERB.exec(after) ?? [];
  if (subject) return asSubject([first, second, third], subject[1] !== undefined);
  const isSubject = isPastDeed(first) && !WITH.test(before);
  if (isSubject || (OPENING.test(before) && ON_TOPIC.test(after))) return isDoing(first) ? 'doer' : 'speaker';
  return WITH.test(before) ? 'partner' : 'other';
}

/** Whether the word, in any form, is something that people do with words. */
export const isSaying = (word: string): boolean => SAYING.has(stemOf(word.toLowerCase()));
/** "Has Robin talked about a discount"; who talks with somebody is no speaker of a topic. */
const isTalkingOf = (word: string, next: string): boolean =>
  /^(?:talk|speak|spoken)(?:ed|ing)?$/i.test(word) && /^(?:about|of)$/i.test(next);
const isDoing = (word: string): boolean => DOING.has(stemOf(word.toLowerCase()));
/** "Stripe agreed to what", "Gap wants": a form that is a verb and no noun. */
const isPastDeed = (word: string): boolean =>
  /(?:ed|id|old|wants|says)$/.test(word) && (isSaying(word) || isDoing(word));

function asSubject([first, second, third]: [string, string, string], isBeing: boolean): NameRole {
  // "Was Priya promised", "has Jonas been told": the words were said to them.
  if (isBeing && /ing$/.test(first)) return isSaying(first) || isTalkingOf(first, second) ? 'speaker' : 'other';
  if (isBeing && [first, second, third].some((word) => IS_FEELING.test(word))) return 'speaker';
  if (isBeing) return isSaying(first) ? 'partner' : 'other';
  if (/^been$/i.test(first))
    return /ing$/.test(second) && (isSaying(second) || isTalkingOf(second, third)) ? 'speaker' : 'partner';
  if (isSaying(first) || isTalkingOf(first, second)) return 'speaker';
  return isDoing(first) ? 'doer' : 'other';
}
