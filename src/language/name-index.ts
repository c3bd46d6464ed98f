import type { Mentionable } from './mentionable.ts';
import { type NameToken, nameTokens } from './name-text.ts';
import { POSSESSIVE_S } from './name-words.ts';
import { withoutTitle } from './person-titles.ts';
import { isStopWord } from './stop-words.ts';

/** `whole`: a full name, alias, domain, address or id. `part`: an account's first words, a first or last name. */
export type NameKind = 'whole' | 'part';

type Entry = { target: Mentionable; kind: NameKind; written: string; gaps: ReadonlyMap<number, string> };

/** Names as found at one place of a text. */
export type NamesFound = {
  tokens: number;
  entries: { target: Mentionable; kind: NameKind; written: string }[];
  /** The name is one without its last s: "halvorsens budget". */
  isOwner: boolean;
};

/** All names by their letters and digits alone: a text is looked up run by run, however many names there are. */
export type NameIndex = { byKey: ReadonlyMap<string, Entry[]>; longest: number };

const MOST_TOKENS = 16;
const LEAST_PART = 2;

export function indexNames(known: readonly Mentionable[]): NameIndex {
  const byKey = new Map<string, Entry[]>();
  let longest = 0;
  const add = (tokens: readonly NameToken[], entry: Omit<Entry, 'gaps'>) => {
    const key = keyOf(tokens);
    if (key === '' || tokens.length > MOST_TOKENS) return;
    longest = Math.max(longest, tokens.length);
    const there = byKey.get(key) ?? byKey.set(key, []).get(key);
    there?.push({ ...entry, gaps: gapsOf(tokens) });
  };
  for (const target of known) {
    for (const { written, hasParts } of writtenNames(target))
      for (const tokens of variantsOf(written)) {
        add(tokens, { target, kind: 'whole', written });
        if (hasParts) for (const part of partsOf(target.kind, tokens)) add(part, { target, kind: 'part', written });
      }
    for (const domain of target.domains)
      add(nameTokens(domain.split('.')[0] ?? ''), { target, kind: 'part', written: domain });
  }
  return { byKey, longest: Math.min(MOST_TOKENS, longest + 3) };
}

/**
 * The longest names that begin at a run of the text. A space of the text must be one of the name; signs inside a word
 * ("O'Reilly", "E.ON") may be there or not. `mayOwn` tells whether a name may end in a possessive's s.
 */
export function longestNames(
  index: NameIndex,
  tokens: readonly NameToken[],
  at: number,
  mayOwn: (run: readonly NameToken[], next: NameToken | undefined) => boolean = () => true,
): NamesFound | null {
  for (let count = Math.min(index.longest, tokens.length - at); count > 0; count -= 1) {
    const run = tokens.slice(at, at + count);
    const entries = entriesNamed(index, run);
    if (entries.length > 0) return { tokens: count, entries, isOwner: false };
    const owners = mayOwn(run, tokens[at + count]) ? entriesNamed(index, withoutLastS(run)) : [];
    if (owners.length > 0) return { tokens: count, entries: owners, isOwner: true };
  }
  return null;
}

const withoutLastS = (run: readonly NameToken[]): NameToken[] => {
  const last = run.at(-1);
  if (!last || !POSSESSIVE_S.test(last.word)) return [];
  return [...run.slice(0, -1), { ...last, word: last.word.replace(POSSESSIVE_S, '') }];
};

/** The names that are these runs. */
export function entriesNamed(index: NameIndex, tokens: readonly NameToken[]): NamesFound['entries'] {
  const gaps = gapsOf(tokens);
  return (index.byKey.get(keyOf(tokens)) ?? []).filter((entry) => isSameCut(gaps, entry.gaps));
}

const keyOf = (tokens: readonly NameToken[]): string => tokens.map(({ word }) => word).join('');

/** Where runs meet, counted in letters, and what stands between them. */
function gapsOf(tokens: readonly NameToken[]): Map<number, string> {
  const gaps = new Map<number, string>();
  let length = 0;
  for (const { word, gap } of tokens) {
    if (length > 0) gaps.set(length, gap);
    length += word.length;
  }
  return gaps;
}

function isSameCut(text: ReadonlyMap<number, string>, name: ReadonlyMap<number, string>): boolean {
  for (const [at, gap] of name) if (/\s/.test(gap) && !text.has(at)) return false;
  for (const [at, gap] of text) {
    const wanted = name.get(at);
    if (/\s/.test(gap)) {
      if (wanted === undefined || !/[\s-]/.test(wanted)) return false;
      if (/[,;:!?.]\s|\s[-–—]\s/.test(gap) && !/[,;:!?.|()]/.test(wanted)) return false;
    } else if (wanted === undefined && !/^['.&-]?$/.test(gap)) return false;
  }
  return true;
}

function writtenNames({
  kind,
  name,
  names,
  domains,
  crmId,
  isUnlinked = false,
}: Mentionable): { written: string; hasParts: boolean }[] {
  const whole = [...domains, ...(crmId ? [crmId] : [])].map((written) => ({ written, hasParts: false }));
  if (kind === 'account') return [...[name, ...names].map((written) => ({ written, hasParts: true })), ...whole];
  if (isUnlinked) return [{ written: name, hasParts: false }];
  return [name, ...names].flatMap((written) => personNames(written));
}

/** "Holm, Britta (Acme) | Sales" is Britta Holm; a name with a number ("Phone Caller #2") has no parts. */
function personNames(written: string): { written: string; hasParts: boolean }[] {
  if (/[@\p{N}]/u.test(written)) return [{ written, hasParts: false }];
  const bare = withoutTitle(
    written
      .replace(/\s*\([^)]*\)?/g, ' ')
      .replace(/\s*[|/].*$/, '')
      .trim(),
  );
  const turned = /^([^,]+), +([^,]+)$/.exec(bare);
  const forward = turned ? `${turned[2]} ${turned[1]}` : bare;
  return [...new Set([written, bare])]
    .filter((name) => name !== forward)
    .map((name) => ({ written: name, hasParts: false }))
    .concat({ written: forward, hasParts: true });
}

/** Without accents and with umlauts spelled out; "&" as "and", and the other way round. */
function variantsOf(written: string): NameToken[][] {
  const spellings = [...new Set([written, written.replace(/&/g, ' and '), written.replace(/ +and +/gi, ' & ')])];
  const isPlain = /^[\0-\x7f]*$/.test(written);
  const variants = spellings.flatMap((spelling) => [
    nameTokens(spelling),
    ...(isPlain ? [] : [nameTokens(spelling, true)]),
  ]);
  if (variants.length === 1) return variants;
  return [...new Map(variants.map((tokens) => [tokens.map(({ word, gap }) => gap + word).join(''), tokens])).values()];
}

/** An account's first words ("Brightwater" of "Brightwater Dairy"); of a person, the last words too. */
function partsOf(kind: Mentionable['kind'], tokens: readonly NameToken[]): NameToken[][] {
  const isCut = (token: NameToken | undefined) =>
    token !== undefined && (/[\s&]/.test(token.gap) || (kind === 'account' && token.gap === '.'));
  const cuts = tokens.flatMap((token, at) => (at > 0 && isCut(token) ? [at] : []));
  const first = cuts.map((cut) => tokens.slice(0, cut));
  const last = kind === 'person' ? cuts.map((cut) => tokens.slice(cut)) : [];
  return [...first, ...last].filter((part) => {
    const [only, other] = part;
    if (!only || other) return part.length > 1;
    return only.word.length >= LEAST_PART && !(kind === 'account' && isStopWord(only.word));
  });
}
