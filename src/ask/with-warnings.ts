import type { AnswerPart } from './answer-parts.ts';
import { toNotes } from './draft.ts';

/** The parts under a note for each warning: who reads only the answer must learn what was not understood. */
export function withWarnings(parts: readonly AnswerPart[], warnings: readonly string[]): AnswerPart[] {
  const told = new Set(parts.flatMap((part) => ('text' in part ? [part.text] : [])));
  return [...toNotes(warnings.filter((warning) => !told.has(warning))), ...parts];
}
