import { isAskingWord } from './asking-words.ts';
import { isMonthOrDay } from './calendar-names.ts';
import { isKindOfCall } from './call-words.ts';
import { isTitleCase, type Mention, MOST_ALIKE, meantBy, nameGoesOn } from './find-mentions.ts';
import type { Mentionable } from './mentionable.ts';
import { longestNames, type NameIndex, type NamesFound } from './name-index.ts';
import { aroundNames, isSaidThing, type NameRole, roleOfName } from './name-roles.ts';
import { type NameToken, nameTokens } from './name-text.ts';
import { withoutTitle } from './person-titles.ts';
import { isStopWord } from './stop-words.ts';
import { eitherOf, wordList } from './word-list.ts';

export type BareNames = {
  mentions: Mention[];
  /** Names of what is talked about ("did they mention Acme"): words to search for. */
  topics: { text: string; start: number; end: number; targets: Mentionable[] }[];
};

/** Whether something is a word of the language, in small letters. */
type Words = (word: string) => boolean;

/** What stands at a place where a name could stand. */
type Candidate = {
  start: number;
  end: number;
  isOwner: boolean;
  found: NamesFound;
  first: NameToken;
  tokens: number;
};

/**
 * Finds names without the `@`, in any case. A name that is no word of the language counts wherever it stands; a name
 * that is a word too ("Target", "May", "Lee") counts where only a name can stand: with a capital inside a sentence, as
 * the subject of what people do, as the owner of something, or as whom one talks with. Several bearers are a choice.
 */
export function findBareNames(text: string, index: NameIndex, isWord: Words): BareNames {
  const tokens = nameTokens(text);
  const candidates: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at];
    const found =
      first && mayBegin(first, at) ? longestNames(index, tokens, at, (run, next) => mayOwn(run, next, isWord)) : null;
    const last = found && tokens[at + found.tokens - 1];
    if (!first || !found || !last || mayGoOn(text, last.end)) continue;
    const isPartOfOther =
      found.tokens === 1 && (nameGoesOn({ text, tokens }, at + 1, index) > 0 || beginsBefore(text, tokens, at, isWord));
    const span = { start: first.start, end: last.end, isOwner: found.isOwner };
    if (!isPartOfOther) candidates.push({ ...span, found, first, tokens: found.tokens });
    at += found.tokens - 1;
  }
  const around = aroundNames(text, candidates);
  const result: BareNames = { mentions: [], topics: [] };
  const hasNoCapitals = isTitleCase(text, tokens);
  for (const [at, candidate] of candidates.entries()) {
    const { start, end, isOwner, found } = candidate;
    const place = around[at];
    if (!place) continue;
    const { before, after } = place;
    const role = roleOfName(before, after);
    const clues = { role, before, after, hasNoCapitals, isWord };
    if (!isName(text, candidate, clues)) continue;
    const targets = meantBy(found.entries);
    const [target, other] = targets;
    const span = { text: text.slice(start, end), start, end, ...(isOwner && { isOwner }) };
    if (!target) continue;
    if (role === 'topic') result.topics.push({ ...span, targets });
    else if (other) result.mentions.push({ ...span, state: 'several', candidates: targets.slice(0, MOST_ALIKE) });
    else result.mentions.push({ ...span, state: 'found', target });
  }
  return result;
}

const BEFORE_THE_OWNED = wordList('own and or');

/** Whether the runs, with the s of a possessive, stand before what is owned: no word, or before what people say. */
function mayOwn(run: readonly NameToken[], next: NameToken | undefined, isWord: Words): boolean {
  if (next?.gap !== ' ' || (isStopWord(next.word) && !BEFORE_THE_OWNED.includes(next.word))) return false;
  const [{ word } = { word: '' }, more] = run;
  return more !== undefined || isSaidThing(next.word) || [word, word.slice(0, -1)].every((one) => !isWord(one));
}

/** A name begins at a word's beginning, not inside an address, a path or a compound. */
const mayBegin = ({ gap }: NameToken, at: number): boolean => (at === 0 ? !/[@_]$/.test(gap) : /[^@._'-]$/.test(gap));

const mayGoOn = (text: string, end: number): boolean => /^(?:[@_]|[.]?[\p{L}\p{N}])/u.test(text.slice(end));

/** Whether a capital that is no word and no title stands just before: "Anna Whitlock" is not Dana Whitlock. */
function beginsBefore(text: string, tokens: readonly NameToken[], at: number, isWord: Words): boolean {
  const before = tokens[at - 1];
  if (!before || at < 2 || tokens[at]?.gap !== ' ') return false;
  const written = text.slice(before.start, before.end);
  const isOther =
    isWord(before.word) || isStopWord(before.word) || isAskingWord(before.word) || isMonthOrDay(before.word);
  return /^\p{Lu}\p{M}*\p{Ll}/u.test(written) && !isOther && withoutTitle(`${written} x`) !== 'x';
}

type NameClues = {
  role: NameRole;
  before: string;
  after: string;
  hasNoCapitals: boolean;
  isWord: Words;
};

const INDEFINITES = wordList('a an any no every each some');
const DEFINITES = wordList('the our their your its this that these those which what');
const INDEFINITE = new RegExp(String.raw`\b${eitherOf(INDEFINITES)}\s+$`, 'iu');
const DETERMINED = new RegExp(String.raw`\b${eitherOf([...INDEFINITES, ...DEFINITES])}\s+$`, 'iu');
/** What people have with a customer: "the Target renewal" is a customer's, "the Notion integration" a product's. */
const DEALINGS = new Set(
  wordList(
    'call calls meeting account deal renewal contract pilot team rollout people conversation conversations order',
  ),
);
const PARTNER_END = /^\s*(?:$|[,.;:?!)])|^\s+([\p{L}']+)/u;

function isName(text: string, { start, end, found, first, tokens }: Candidate, clues: NameClues): boolean {
  const { role, before, after, hasNoCapitals, isWord } = clues;
  const written = text.slice(start, end);
  const hasCapital = /^\P{L}*\p{Lu}/u.test(written) && !hasNoCapitals;
  const isDoubled = tokens > 1 || /\p{N}{3}/u.test(written);
  const words = tokens > 1 ? nameTokens(written).map(({ word }) => word) : [first.word];
  const isTime = tokens === 1 && (isMonthOrDay(first.word) || /^(?:q[1-4]|[hf]y?\d*)$/.test(first.word));
  const isPlain = words.every((word) => isStopWord(word) || isAskingWord(word) || isKindOfCall(word) || isWord(word));
  if (isTime) return role === 'speaker';
  if (!isPlain && !isTime) return hasCapital || isDoubled || !(INDEFINITE.test(before) || /^\s+of\b/.test(after));
  if (role === 'speaker' || role === 'doer') return true;
  // "Fennel": who asks with nothing but an account's name asks for the account.
  if (!/[\p{L}\p{N}]/u.test(before + after)) return found.entries.some(({ target }) => target.kind === 'account');
  const isDetermined = DETERMINED.test(before);
  const next = /^\s+([\p{L}]+)/u.exec(after)?.[1]?.toLowerCase() ?? '';
  if (isDoubled) return !isDetermined || hasCapital;
  if (isDetermined) return hasCapital && (DEALINGS.has(next) || isKindOfCall(next)) && before.trim() !== '';
  if (role === 'owner') return true;
  if (hasCapital && before.trim() !== '' && !/[.?!:]\s*$/.test(before)) return true;
  if (role !== 'partner' || isStopWord(first.word)) return false;
  const stop = PARTNER_END.exec(after);
  return stop !== null && (stop[1] === undefined || isStopWord(stop[1].toLowerCase())) && found.entries.length > 0;
}
