import type { QuestionPlan } from './answer-plan.ts';
import { type Draft, toNotes } from './draft.ts';

/** The draft with a first sentence on the "not" that no rule read. A model reads the question itself. */
export function sayUnread(draft: Draft, { negation }: QuestionPlan): Draft {
  if (negation?.kind !== 'unread' || draft.model !== null || draft.status === 'not_found') return draft;
  const note =
    `The “${negation.words.join('” and “')}” of the question was not read: ` +
    'what follows fits its other words, and may show the opposite.';
  return {
    ...draft,
    status: draft.status === 'answered' ? 'partial' : draft.status,
    parts: [...toNotes([note]), ...draft.parts],
    notes: [note, ...draft.notes],
  };
}
