import { contrastsIn } from '../language/clauses.ts';
import { contentStems } from '../language/stop-words.ts';
import { wordsOf } from '../language/words.ts';

/** What was quoted from calls of an account; the names of the account. */
export type SaidOf = { accounts: readonly string[]; quote: string };

/** So many more words of a stretch must be another account's than are its own. */
const MORE = 3;

/**
 * What a claim says of one account that another one said, in words; null when there is none. Only where the quotes come
 * from several accounts, and a stretch of the claim names one of them.
 */
export function findOtherAccount(claim: string, said: readonly SaidOf[]): string | null {
  const names = [...new Set(said.flatMap(({ accounts }) => accounts))];
  if (names.length < 2) return null;
  for (const stretch of contrastsIn(claim)) {
    const named = names.filter((name) => isNamed(name, stretch));
    const [own] = named;
    if (named.length !== 1 || !own) continue;
    const wanted = new Set(contentStems(stretch.replaceAll(own, '')));
    const shared = (isOwn: boolean) =>
      wanted.intersection(
        new Set(
          said.filter(({ accounts }) => accounts.includes(own) === isOwn).flatMap((one) => contentStems(one.quote)),
        ),
      ).size;
    if (shared(false) >= shared(true) + MORE && shared(false) > 2 * shared(true))
      return `Its quotes say it of others than ${own}.`;
  }
  return null;
}

const isNamed = (name: string, text: string): boolean => {
  const words = wordsOf(text);
  return wordsOf(name).every((word) => words.includes(word));
};
