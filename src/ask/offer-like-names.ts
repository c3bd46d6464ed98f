import { foldName } from '../language/name-text.ts';
import { isKnownForm, isSpeltLike } from '../language/spelt-like.ts';
import { findAccountsBeginning, findPeopleBeginning } from '../store/names-reader.ts';
import type { Offer } from './answer-parts.ts';
import type { AskContext } from './draft.ts';

const MOST_WORDS = 4;
const MOST_OFFERS = 2;

/**
 * "What did brihgtwater say?": a word that is in no dictionary, that nobody in scope said, and that is spelt almost
 * like a name, is offered as that name. It is not read so: it may be a name that we do not have.
 */
export async function offerLikeNames({ db, index, scope, plan, question }: AskContext): Promise<Offer[]> {
  if (plan.phrases.length > 0) return [];
  const unknown = plan.terms.filter((term) => !isKnownForm(term)).slice(0, MOST_WORDS);
  const said = new Set(unknown.length > 0 ? await index.said(scope, unknown) : []);
  const words = unknown.filter((word) => !said.has(word));
  if (words.length === 0) return [];
  const [accounts, people] = await Promise.all([
    findAccountsBeginning(db, scope, words),
    findPeopleBeginning(db, scope, words),
  ]);
  const names = [
    ...accounts.map(({ name, aliases }) => ({ name, written: [name, ...aliases] })),
    ...people.map(({ name }) => ({ name, written: [name] })),
  ];
  const offers = words.flatMap((word) =>
    names
      .filter(({ written }) =>
        written.some((one) =>
          foldName(one)
            .split(' ')
            .some((part) => isSpeltLike(word, part)),
        ),
      )
      .map(({ name }): Offer => {
        const asked = new RegExp(String.raw`(?<![\p{L}\p{N}@])${word}(?![\p{L}\p{N}])`, 'iu');
        return {
          kind: 'offer',
          text: `Nobody said “${word}”, and nobody is called so. Did you mean ${name}?`,
          question: question.replace(asked, `@"${name}"`),
          plan: null,
        };
      })
      .filter((offer) => offer.question !== question),
  );
  return offers.slice(0, MOST_OFFERS);
}
