import type { Mentionable } from '../language/mentionable.ts';
import { foldName } from '../language/name-text.ts';
import { unknownMention } from '../search/search-segments.ts';
import type { MentionChoice } from './answer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

/** The reader settles a mention with several fitting names. A mention without a fitting name is not guessed. */
export function mentionDraft(plan: QuestionPlan, question: string): Draft | undefined {
  const open = plan.mentions.filter((mention) => mention.state !== 'found');
  if (open.length === 0) return undefined;
  const toChoice = (mention: (typeof open)[number]): MentionChoice => ({
    mention: mention.text,
    candidates: mention.candidates.map((candidate) => ({
      id: candidate.id,
      name: candidate.name,
      domains: candidate.kind === 'person' ? candidate.names : candidate.domains,
      question: `${question.slice(0, mention.start)}@"${ownName(candidate, mention.candidates)}"${question.slice(mention.end)}`,
    })),
  });
  const unknown = open.filter((mention) => mention.state === 'unknown');
  const choices = (unknown.length > 0 ? unknown : open).map(toChoice);
  const draft = (text: string): Draft => ({
    ...EMPTY_DRAFT,
    choices,
    parts: [{ kind: 'lead', text }, ...choices.map((_, choice) => ({ kind: 'choice' as const, choice }))],
  });
  if (unknown.length > 0)
    return draft(unknown.map((mention) => unknownMention(mention.text, mention.candidates)).join(' '));
  const asked = open.map(
    (mention) =>
      `${mention.text} could be ${mention.candidates.map((candidate) => toldApart(candidate, mention.candidates)).join(' or ')}. Which one do you mean?`,
  );
  return { ...draft(asked.join(' ')), status: 'needs_choice' };
}

/** A name that no other candidate bears: where two are called alike, an address, alias or domain. */
function ownName(candidate: Mentionable, all: readonly Mentionable[]): string {
  const others = new Set(
    all
      .filter(({ id }) => id !== candidate.id)
      .flatMap(everyNameOf)
      .map(foldName),
  );
  return everyNameOf(candidate).find((name) => !others.has(foldName(name))) ?? candidate.name;
}

const toldApart = (candidate: Mentionable, all: readonly Mentionable[]): string => {
  const own = ownName(candidate, all);
  return own === candidate.name ? own : `${candidate.name} (${own})`;
};

const everyNameOf = ({ name, names, domains }: Mentionable): string[] => [name, ...names, ...domains];
