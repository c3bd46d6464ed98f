import { type BareNames, findBareNames } from './find-bare-names.ts';
import { findMentions, type Mention } from './find-mentions.ts';
import type { Mentionable } from './mentionable.ts';
import { indexNames } from './name-index.ts';

/**
 * All that a text names, with the `@` and without, in order. Beside an account with the `@`, accounts without it are
 * words. Where several people bear a name, an account named too tells which of them is meant.
 */
export function nameMentions(
  text: string,
  known: readonly Mentionable[],
  isWord: (word: string) => boolean,
): BareNames {
  const index = indexNames(known);
  const signed = findMentions(text, known, index);
  const rest = signed.reduce(
    (left, { start, end }) => left.slice(0, start) + '@'.repeat(end - start) + left.slice(end),
    text,
  );
  const bare = findBareNames(rest, index, isWord);
  const mentions = [
    ...signed,
    ...bare.mentions.filter((mention) => !isAccountNamed(signed) || namesPeople(mention)),
  ].sort((a, b) => a.start - b.start);
  const accounts = mentions.flatMap((mention) =>
    mention.state === 'found' && mention.target.kind === 'account' ? [mention.target] : [],
  );
  return { mentions: mentions.map((mention) => ofAccounts(mention, accounts)), topics: bare.topics };
}

/** An unknown or ambiguous mention counts as an account until settled. */
const isAccountNamed = (mentions: readonly Mention[]): boolean =>
  mentions.some((mention) => mention.state !== 'found' || mention.target.kind === 'account');

const namesPeople = (mention: Mention): boolean =>
  (mention.state === 'found' ? [mention.target] : mention.candidates).every(({ kind }) => kind === 'person');

function ofAccounts(mention: Mention, accounts: readonly Mentionable[]): Mention {
  if (mention.state !== 'several' || accounts.length === 0) return mention;
  const { candidates, state: _, ...span } = mention;
  const [only, other] = candidates.filter((person) => accounts.some((account) => worksFor(person, account)));
  return only && !other ? { ...span, state: 'found', target: only } : mention;
}

/** By the directory or, where it does not know, by the domain of an address. */
const worksFor = (person: Mentionable, account: Mentionable): boolean =>
  person.kind === 'person' &&
  (person.accountId === account.id ||
    person.names.some((name) => account.domains.some((domain) => name.toLowerCase().endsWith(`@${domain}`))));
