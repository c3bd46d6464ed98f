import { findAsker } from '../language/asker-words.ts';
import { blankSpans } from '../language/blank-spans.ts';
import type { Mention } from '../language/find-mentions.ts';
import type { Mentionable } from '../language/mentionable.ts';
import { nameMentions } from '../language/name-mentions.ts';
import { aroundNames, roleOfName } from '../language/name-roles.ts';
import { blankTitles } from '../language/person-titles.ts';
import { asksForCustomersWords } from '../language/whose-words.ts';
import { wordsLike } from '../search/word-vectors.ts';
import type { QuestionPlan } from './answer-plan.ts';

/** The person behind the viewer; `unknown` with the viewer's address where the directory has nobody by it. */
export type Asker = { state: 'known'; person: Mentionable } | { state: 'unknown'; email: string };

type Meant = Pick<QuestionPlan, 'mentions' | 'accounts' | 'people' | 'speakers' | 'talkedAbout' | 'side' | 'warnings'>;

/**
 * Whom a question means, with the `@` and without, and whose words answer it. `rest` is the question with spaces in
 * place of these names; names of what is talked about stay words of it.
 */
export function whoIsMeant(
  question: string,
  { mentionables, asker = null }: { mentionables: readonly Mentionable[]; asker?: Asker | null },
): Meant & { rest: string } {
  const { mentions, topics } = nameMentions(question, mentionables, isWord);
  const askedBy = asker && findAsker(question);
  const around = aroundNames(question, mentions);
  const speaking = mentions.filter((_, at) => {
    const { before, after } = around[at] ?? { before: '', after: '' };
    return roleOfName(before, after) === 'speaker';
  });
  const self = askedBy && asker.state === 'known' ? [asker.person] : [];
  const found = foundIn(mentions);
  const people = [...found, ...self].filter(({ kind }) => kind === 'person');
  const speakers = [...foundIn(speaking), ...(askedBy?.role === 'speaker' ? self : [])].filter(
    ({ kind }) => kind === 'person',
  );
  return {
    mentions,
    accounts: named(found.filter(({ kind }) => kind === 'account')),
    people: named(people.filter(({ isUnlinked }) => !isUnlinked)),
    // Who is known by a name on calls alone can be searched for as a speaker only.
    speakers: [...new Set([...speakers, ...people.filter(({ isUnlinked }) => isUnlinked)])].map(
      ({ id, name, isUnlinked }) => ({ id: isUnlinked ? null : id, name }),
    ),
    talkedAbout: named(topics.flatMap(({ targets }) => (targets.length === 1 ? targets : []))),
    side: speakers.length === 0 && (asksForCustomersWords(question) || speaksForCustomer(speaking)) ? 'customer' : null,
    rest: blankSpans(blankTitles(question), mentions),
    warnings: [
      ...(askedBy && asker.state === 'unknown'
        ? [`Nobody in the directory has your address ${asker.email}, so "${askedBy.text}" narrowed nothing.`]
        : []),
      ...topics.map(({ text, targets: [topic, other] }) =>
        topic && !other
          ? `"${topic.name}" was searched as a word. Write @${topic.name} to ask its calls alone.`
          : `"${text}" was searched as a word. Several are called so: write @${text} to choose one.`,
      ),
    ],
  };
}

const isWord = (word: string): boolean => wordsLike(word).length > 0;

const speaksForCustomer = (speaking: readonly Mention[]): boolean =>
  foundIn(speaking).some(({ kind }) => kind === 'account');

const foundIn = (mentions: readonly Mention[]): Mentionable[] =>
  mentions.flatMap((mention) => (mention.state === 'found' ? [mention.target] : []));

const named = (targets: readonly Mentionable[]): { id: string; name: string }[] => [
  ...new Map(targets.map(({ id, name }) => [id, { id, name }])).values(),
];
