import { unknownMention } from '../search/search-segments.ts';
import type { MentionChoice } from './answer.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import type { QuestionPlan } from './plan-question.ts';

/** A mention that several names fit is the reader's to settle, and one that none fits is not guessed. */
export function mentionDraft(plan: QuestionPlan): Draft | undefined {
  const open = plan.mentions.filter((mention) => mention.state !== 'found');
  if (open.length === 0) return undefined;
  const toChoice = (mention: (typeof open)[number]): MentionChoice => ({
    mention: mention.text,
    candidates: mention.candidates.map(({ id, name, domains }) => ({ id, name, domains })),
  });
  const unknown = open.filter((mention) => mention.state === 'unknown');
  const choices = (unknown.length > 0 ? unknown : open).map(toChoice);
  if (unknown.length > 0) {
    const text = unknown.map((mention) => unknownMention(mention.text, mention.candidates)).join(' ');
    return { ...EMPTY_DRAFT, choices, text };
  }
  const text = open.map(
    (mention) =>
      `${mention.text} could be ${mention.candidates.map((candidate) => candidate.name).join(' or ')}. Which one do you mean?`,
  );
  return { ...EMPTY_DRAFT, choices, status: 'needs_choice', text: text.join(' ') };
}
