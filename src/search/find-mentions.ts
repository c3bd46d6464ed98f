/** Something that can be mentioned by any of its names. */
export type Mentionable = { kind: 'account' | 'person'; id: string; name: string; domains: string[]; names: string[] };

export type Mention = { text: string; start: number; end: number } & (
  | { state: 'found'; target: Mentionable }
  /** Several fit: the reader chooses. */
  | { state: 'several'; candidates: Mentionable[] }
  /** None fits: the nearest, best first. */
  | { state: 'unknown'; candidates: Mentionable[] }
);

const MOST_CANDIDATES = 5;

/**
 * Finds the `@mentions` of a text. A mention is the longest name, alias or domain after the `@`, ignoring case; `@"…"` fixes its end.
 * Where no whole name stands there, the longest run of words that begins one or more names counts. Accounts come before people.
 */
export function findMentions(text: string, known: readonly Mentionable[]): Mention[] {
  const mentions: Mention[] = [];
  const byName = namesOf(known);
  for (const at of text.matchAll(/(?<![\p{L}\p{N}._%+-])@(?=[\p{L}\p{N}"“])/gu)) {
    const previous = mentions.at(-1);
    if (previous && at.index < previous.end) continue;
    mentions.push(readMention(text, at.index, byName, known));
  }
  return mentions;
}

/** What stands before a name that is talked about, rather than talked with. */
const TALKED_ABOUT =
  /(?:\b(?:about|mention\w*|mentions? of|like|versus|vs\.?|than|against|alternatives? to|switch\w* (?:to|from))|\bcompar\w*(?: \p{L}+){0,2} (?:with|to)) +(?:the +)?$/iu;
const ASKED_OF = /^\W*(?:and |so |ok(?:ay)? |but )*(?:what|how) about +$/i;

/**
 * Names that stand without the sign and can mean but one: an account's whole name, alias or domain, a person's whole name of two words and more, written
 * with its capitals. A name that is talked about ("did they mention Acme") is a topic; one that several bear is left to the sign. Answers the mentions, and
 * the names that were left aside.
 */
export function findBareNames(
  text: string,
  known: readonly Mentionable[],
): { mentions: Mention[]; topics: Mentionable[]; several: string[] } {
  const folded = fold(text);
  const byName = Map.groupBy(known.flatMap(bareNames), ({ name }) => name);
  const taken: { start: number; end: number }[] = [];
  const result = { mentions: [] as Mention[], topics: [] as Mentionable[], several: [] as string[] };
  for (const name of [...byName.keys()].sort((a, b) => b.length - a.length)) {
    for (let start = folded.indexOf(name); start >= 0; start = folded.indexOf(name, start + name.length)) {
      const end = start + name.length;
      const written = text.slice(start, end);
      const named = byName.get(name)?.filter((entry) => hasCapitalsOf(written, entry.written)) ?? [];
      if (named.length === 0 || !isEnd(folded, end) || /[\p{L}\p{N}@._-]/u.test(text[start - 1] ?? ' ')) continue;
      if (taken.some((other) => start < other.end && other.start < end)) continue;
      taken.push({ start, end });
      const found = targets(named);
      const accounts = found.filter(({ kind }) => kind === 'account');
      const [target, other] = accounts.length > 0 ? accounts : found;
      if (!target) continue;
      if (other) result.several.push(written);
      else if (TALKED_ABOUT.test(text.slice(0, start)) && !ASKED_OF.test(text.slice(0, start)))
        result.topics.push(target);
      else result.mentions.push({ text: written, start, end, state: 'found', target });
    }
  }
  result.mentions.sort((a, b) => a.start - b.start);
  return result;
}

function bareNames(target: Mentionable): { name: string; written: string; target: Mentionable }[] {
  const written = [target.name, ...target.names, ...target.domains].filter((name) =>
    target.kind === 'account' ? name.length > 1 : name.includes(' '),
  );
  return written.map((name) => ({ name: fold(name), written: name, target }));
}

/** Where the name has a capital the text has one too; a domain has none, and a name without letters needs none. */
const hasCapitalsOf = (text: string, name: string): boolean =>
  Array.from(name).every((char, at) => !/\p{Lu}/u.test(char) || /\p{Lu}/u.test(Array.from(text)[at] ?? '')) &&
  /\p{Lu}|\./u.test(name);

type Named = { name: string; target: Mentionable };

const namesOf = (known: readonly Mentionable[]): Named[] =>
  known
    .flatMap((target) =>
      [target.name, ...target.names, ...target.domains].map((name) => ({ name: fold(name), target })),
    )
    .filter(({ name }) => name !== '');

/** Case, accents and kinds of quote do not tell names apart. The length stays, so that spans fit the text as it was written. */
const fold = (text: string): string =>
  Array.from(text, (char) => {
    const folded = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace('’', "'");
    return folded.length === char.length ? folded : char.toLowerCase().slice(0, char.length).padEnd(char.length);
  }).join('');

function readMention(text: string, start: number, names: readonly Named[], known: readonly Mentionable[]): Mention {
  const quoted = /^@["“]([^"”]+)["”]?/.exec(text.slice(start));
  if (quoted?.[1] !== undefined) {
    const wanted = fold(quoted[1].trim());
    const end = start + quoted[0].length;
    return settle(
      quoted[0],
      start,
      end,
      targets(names.filter(({ name }) => name === wanted)),
      () => byPrefix(wanted, names),
      wanted,
      known,
    );
  }
  const rest = fold(text.slice(start + 1));
  const whole = names.filter(({ name }) => rest.startsWith(name) && isEnd(rest, name.length));
  const longest = Math.max(0, ...whole.map(({ name }) => name.length));
  if (longest > 0) {
    const end = start + 1 + longest;
    const found = targets(whole.filter(({ name }) => name.length === longest));
    return settle(text.slice(start, end), start, end, found, () => [], rest.slice(0, longest), known);
  }
  // No whole name: the longest run of words that begins one.
  const words = [...rest.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.&'-]*/gu)].slice(0, 6);
  const first = trimEnd(words[0]?.[0] ?? '');
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1];
    if (!last) continue;
    const length = last.index + trimEnd(last[0]).length;
    const found = byPrefix(rest.slice(0, length), names);
    if (found.length > 0) {
      const end = start + 1 + length;
      return settle(text.slice(start, end), start, end, found, () => [], rest.slice(0, length), known);
    }
  }
  const end = start + 1 + first.length;
  return {
    text: text.slice(start, end),
    start,
    end,
    state: 'unknown',
    candidates: nearest(rest.slice(0, 40), first, known),
  };
}

function settle(
  text: string,
  start: number,
  end: number,
  exact: Mentionable[],
  fallback: () => Mentionable[],
  wanted: string,
  known: readonly Mentionable[],
): Mention {
  const found = exact.length > 0 ? exact : fallback();
  // A company's own name outranks a person who is called the same.
  const accounts = found.filter((target) => target.kind === 'account');
  const chosen = accounts.length > 0 ? accounts : found;
  const [only] = chosen;
  if (only && chosen.length === 1) return { text, start, end, state: 'found', target: only };
  if (only) return { text, start, end, state: 'several', candidates: chosen.slice(0, MOST_CANDIDATES) };
  return { text, start, end, state: 'unknown', candidates: nearest(wanted, wanted, known) };
}

const targets = (named: readonly Named[]): Mentionable[] => [...new Set(named.map(({ target }) => target))];

/** Names that begin with the words: "brightwater" begins "brightwater dairy", but "bright" begins neither. */
const byPrefix = (words: string, names: readonly Named[]): Mentionable[] =>
  targets(names.filter(({ name }) => name.startsWith(words) && isEnd(name, words.length)));

const isEnd = (text: string, at: number): boolean =>
  at >= text.length || /^(?:'s\b|[^\p{L}\p{N}])/u.test(text.slice(at));
const trimEnd = (word: string): string => word.replace(/(?:'s|[.&'-]+)$/u, '');

function nearest(wanted: string, firstWord: string, known: readonly Mentionable[]): Mentionable[] {
  const closeness = (target: Mentionable): number =>
    Math.max(
      ...[target.name, ...target.names].flatMap((name) => {
        const folded = fold(name);
        return [
          likeness(wanted.slice(0, folded.length), folded),
          0.95 * likeness(firstWord, folded.split(' ')[0] ?? folded),
        ];
      }),
    );
  return known
    .map((target) => ({ target, closeness: closeness(target) }))
    .filter((entry) => entry.closeness >= 0.35)
    .sort((a, b) => b.closeness - a.closeness || a.target.name.localeCompare(b.target.name))
    .slice(0, MOST_CANDIDATES)
    .map((entry) => entry.target);
}

/** Dice's coefficient over letter pairs, 0 to 1: cheap, and forgiving of a swapped or missing letter. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => Array.from({ length: text.length + 1 }, (_, i) => ` ${text} `.slice(i, i + 2));
  const [left, right] = [pairs(a), pairs(b)];
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
