import { isAskingWord } from './asking-words.ts';
import { isMonthOrDay } from './calendar-names.ts';
import { isKindOfCall } from './call-words.ts';
import type { Mentionable } from './mentionable.ts';
import { entriesNamed, indexNames, longestNames, type NameIndex, type NamesFound } from './name-index.ts';
import { foldName, type NameToken, nameTokens } from './name-text.ts';
import { isStopWord } from './stop-words.ts';

export type Mention = {
  text: string;
  start: number;
  end: number;
  /** The text ends in the s of a possessive without its apostrophe. */
  isOwner?: boolean;
} & (
  | { state: 'found'; target: Mentionable }
  /** Several fit; the reader chooses. */
  | { state: 'several'; candidates: Mentionable[] }
  /** None fits; candidates are the nearest, best first. */
  | { state: 'unknown'; candidates: Mentionable[] }
);

export const MOST_ALIKE = 5;

/**
 * Finds the `@mentions` of a text. A mention is the longest name, alias, domain, address or id after the `@`, or its
 * first words; `@"…"` fixes its end. Where the words after a name go on like a name ("@Target Health"), the mention is
 * unknown, and those of the shorter name are offered.
 */
export function findMentions(
  text: string,
  known: readonly Mentionable[],
  index: NameIndex = indexNames(known),
): Mention[] {
  const signs = [...text.matchAll(/(?<![\p{L}\p{N}._%+-])@(?=["“]|[^\p{L}\p{N}\s@"“]{0,2}[\p{L}\p{N}])/gu)];
  if (signs.length === 0) return [];
  const tokens = nameTokens(text);
  const mentions: Mention[] = [];
  const near = nearestOf(known);
  for (const sign of signs) {
    const previous = mentions.at(-1);
    if (previous && sign.index < previous.end) continue;
    mentions.push(
      quotedMention(text, sign.index, index, near) ?? openMention({ text, tokens }, sign.index, { index, known, near }),
    );
  }
  return mentions;
}

function quotedMention(text: string, start: number, index: NameIndex, near: Near): Mention | null {
  const quoted = /^@["“]([^"”]+)["”]?/.exec(text.slice(start));
  if (quoted?.[1] === undefined) return null;
  const tokens = nameTokens(quoted[1]);
  const entries = entriesNamed(index, tokens);
  const whole = entries.filter(({ kind }) => kind === 'whole');
  const span = { text: quoted[0], start, end: start + quoted[0].length };
  return settled(span, meantBy(whole.length > 0 ? whole : entries), () => near(quoted[1] ?? ''));
}

type Read = { text: string; tokens: readonly NameToken[] };

function openMention(
  read: Read,
  start: number,
  { index, known, near }: { index: NameIndex; known: readonly Mentionable[]; near: Near },
): Mention {
  const { text, tokens } = read;
  const at = firstAfter(tokens, start);
  const spanTo = (end: number): MentionSpan => ({ text: text.slice(start, end), start, end });
  const host = /^@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/u.exec(text.slice(start));
  const owner = host?.[1] === undefined ? null : ownerOfHost(host[1], known);
  const found = longestNames(index, tokens, at);
  const end = found ? (tokens[at + found.tokens - 1]?.end ?? start) : start;
  if (host && owner && end < start + host[0].length)
    return { ...spanTo(start + host[0].length), state: 'found', target: owner };
  if (!found) {
    const word = /^@[^\p{L}\p{N}]*[\p{L}\p{N}][\p{L}\p{M}\p{N}.&'-]*/u.exec(text.slice(start))?.[0] ?? '@';
    const first = word.replace(/(?:['’]s|[.&'-]+)$/u, '');
    const rest = text.slice(start + 1, start + 41);
    return { ...spanTo(start + first.length), state: 'unknown', candidates: near(rest, first.slice(1)) };
  }
  const more = nameGoesOn(read, at + found.tokens, index);
  if (more > 0) {
    const last = tokens[at + found.tokens + more - 1];
    return {
      ...spanTo(last?.end ?? end),
      state: 'unknown',
      candidates: meantBy(found.entries).slice(0, MOST_ALIKE),
    };
  }
  return settled({ ...spanTo(end), isOwner: found.isOwner }, meantBy(found.entries), () => []);
}

/** The place of the first token after a position; tokens come in order, and a text may hold a thousand signs. */
function firstAfter(tokens: readonly NameToken[], start: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * How many runs after a name belong to a longer name: capitals that a sentence has no reason for. Months,
 * abbreviations, kinds of call and words of asking are not taken for names, nor is a text with capitals throughout.
 */
export function nameGoesOn({ text, tokens }: Read, from: number, index: NameIndex): number {
  if (isTitleCase(text, tokens)) return 0;
  let count = 0;
  for (let token = tokens[from]; token; token = tokens[from + count]) {
    const written = text.slice(token.start, token.end);
    const isOther = isMonthOrDay(token.word) || isStopWord(token.word) || isAskingWord(token.word);
    if (!/^ +(?:& +)?$/.test(token.gap) || !/^\p{Lu}\p{M}*\p{Ll}/u.test(written)) break;
    if (isOther || isKindOfCall(token.word) || (count === 0 && longestNames(index, tokens, from))) break;
    count += 1;
  }
  return count;
}

/** Whether capitals say nothing: all letters are capitals, or most words begin with a capital. */
export function isTitleCase(text: string, tokens: readonly NameToken[]): boolean {
  if (!/\p{Ll}/u.test(text)) return true;
  const words = tokens.slice(1).map(({ start, end }) => text.slice(start, end));
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length >= 4 && capitals >= 0.7 * words.length;
}

/**
 * Those meant by names that are all written alike: a whole name outranks a part, a company outranks a person of the
 * same whole name. A person called so for short stays beside a company whose whole name it is ("Will").
 */
export function meantBy(entries: NamesFound['entries']): Mentionable[] {
  const whole = entries.filter(({ kind }) => kind === 'whole').map(({ target }) => target);
  const companies = whole.filter(({ kind }) => kind === 'account');
  const parts = entries.filter(({ kind }) => kind === 'part').map(({ target }) => target);
  if (companies.length > 0) return unique([...companies, ...parts.filter(({ kind }) => kind === 'person')]);
  return unique(whole.length > 0 ? whole : parts);
}

const unique = (targets: readonly Mentionable[]): Mentionable[] => [...new Set(targets)];

function ownerOfHost(host: string, known: readonly Mentionable[]): Mentionable | null {
  const labels = host.toLowerCase().split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const domain = labels.slice(at).join('.');
    const owner = known.find(({ domains }) => domains.includes(domain));
    if (owner) return owner;
  }
  return null;
}

type MentionSpan = Pick<Mention, 'text' | 'start' | 'end' | 'isOwner'>;

function settled(span: MentionSpan, meant: readonly Mentionable[], near: () => Mentionable[]): Mention {
  const [only, other] = meant;
  if (only && !other) return { ...span, state: 'found', target: only };
  if (only) return { ...span, state: 'several', candidates: meant.slice(0, MOST_ALIKE) };
  return { ...span, state: 'unknown', candidates: near() };
}

/** The nearest to a name as written, or to its first word. */
type Near = (written: string, firstWritten?: string) => Mentionable[];

/** A reader settles no more names than these, and each costs a look at all that are known. */
const MOST_OFFERED = 10;

function nearestOf(known: readonly Mentionable[]): Near {
  const offered = new Map<string, Mentionable[]>();
  return (written, firstWritten) => {
    const key = firstWritten ?? written;
    const before = offered.get(key);
    if (before || offered.size === MOST_OFFERED) return before ?? [];
    const found = nearest(written, known, firstWritten);
    offered.set(key, found);
    return found;
  };
}

function nearest(written: string, known: readonly Mentionable[], firstWritten = written): Mentionable[] {
  const [wanted, first] = [written, firstWritten].map((text) => foldName(text.slice(0, LONGEST_LIKE))) as [
    string,
    string,
  ];
  const closeness = (target: Mentionable): number =>
    Math.max(
      ...[target.name, ...target.names].flatMap((name) => {
        const folded = foldName(name);
        return [
          likeness(wanted.slice(0, folded.length), folded),
          0.95 * likeness(first, folded.split(' ')[0] ?? folded),
        ];
      }),
    );
  return known
    .map((target) => ({ target, closeness: closeness(target) }))
    .filter((entry) => entry.closeness >= 0.35)
    .sort((a, b) => b.closeness - a.closeness || a.target.name.localeCompare(b.target.name))
    .slice(0, MOST_ALIKE)
    .map((entry) => entry.target);
}

/** Longer names are told apart by their beginnings. */
const LONGEST_LIKE = 60;

/** Dice's coefficient over letter pairs, 0 to 1: cheap, and forgiving of a swapped or missing letter. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const rest = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}

function pairsOf(text: string): string[] {
  const padded = ` ${text} `;
  return Array.from({ length: text.length + 1 }, (_, at) => padded.slice(at, at + 2));
}
