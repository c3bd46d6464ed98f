import { findMentions } from '../language/find-mentions.ts';
import type { Mentionable } from '../language/mentionable.ts';
import { foldName } from '../language/name-text.ts';
import { nameWordsOf } from '../language/name-words.ts';
import type { Db } from '../store/db.ts';
import {
  findAccountsBeginning,
  findAccountsNamedIn,
  findPeopleBeginning,
  findPeopleNamedIn,
  findUnlinkedNamesIn,
  type NamedAccount,
  type NamedPerson,
} from '../store/names-reader.ts';
import type { Scope } from '../viewer.ts';

/**
 * Everything a text may mention: people, accounts that are not ignored, and those whom calls know by a name alone. The
 * store looks up the text's words, so the answer is as quick for many names as for few. A mention of nobody brings
 * names that begin alike, to offer the nearest. Without `bareNames`, a text without a sign of a mention gets none.
 */
export async function readMentionables(
  db: Db,
  scope: Scope,
  text: string,
  { bareNames = false }: { bareNames?: boolean } = {},
): Promise<Mentionable[]> {
  const hasSign = /@|\baccount:/i.test(text);
  if (!hasSign && !bareNames) return [];
  const named = { words: nameWordsOf(text), written: writtenWords(text) };
  const [accounts, people, unlinked] = await Promise.all([
    findAccountsNamedIn(db, scope, named),
    findPeopleNamedIn(db, scope, named),
    findUnlinkedNamesIn(db, scope, named),
  ]);
  const known = [...accounts.map(toMentionedAccount), ...people.map(toMentionedPerson)];
  const names = new Set(people.map(({ name }) => foldName(name)));
  const others = unlinked.filter((name) => foldName(name).includes(' ') && !names.has(foldName(name)));
  const all = [...known, ...others.map(toUnlinked)];
  const starts = hasSign ? startsOfUnknown(text, all) : [];
  if (starts.length === 0) return all;
  const [likeAccounts, likePeople] = await Promise.all([
    findAccountsBeginning(db, scope, starts),
    findPeopleBeginning(db, scope, starts),
  ]);
  const like = [...likeAccounts.map(toMentionedAccount), ...likePeople.map(toMentionedPerson)];
  return [...new Map([...like, ...all].map((one) => [one.id, one])).values()];
}

/** Most names that nobody bears for which like ones are looked up: a question of signs alone has a thousand. */
const MOST_UNKNOWN = 20;

/** Words as written, for domains, addresses and ids: without the sign of a mention and what ends a sentence. */
const writtenWords = (text: string): string[] => [
  ...new Set(
    text.split(/[\s"“”,;()]+/).flatMap((word) => {
      const bare = word.replace(/^@|^account:/i, '').replace(/(?:['’]s)?[.?!:]*$/, '');
      return bare === '' ? [] : [bare];
    }),
  ),
];

function startsOfUnknown(text: string, known: readonly Mentionable[]): string[] {
  const mentions = findMentions(text.replace(/\baccount:@?\s*/gi, '@'), known);
  const unknown = mentions.flatMap((mention) => (mention.state === 'unknown' ? foldName(mention.text) : []));
  return [...new Set(unknown)].slice(0, MOST_UNKNOWN);
}

const toMentionedAccount = ({ id, name, aliases, domains, crmId }: NamedAccount): Mentionable => ({
  kind: 'account',
  id,
  name,
  names: aliases,
  domains,
  crmId,
});

export const toMentionedPerson = ({ id, name, email, accountId }: NamedPerson): Mentionable => ({
  kind: 'person',
  id,
  name,
  names: [email],
  domains: [],
  accountId,
});

const toUnlinked = (name: string): Mentionable => ({
  kind: 'person',
  id: `unlinked:${name}`,
  name,
  names: [],
  domains: [],
  isUnlinked: true,
});
