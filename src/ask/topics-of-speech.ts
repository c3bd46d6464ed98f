import { topicsAskedFor } from '../language/asked-topics.ts';
import { businessWordsFor } from '../language/business-words.ts';
import type { Predicate } from '../language/predicate-words.ts';
import type { Tracker } from '../tracker.ts';

/**
 * The topics of concern meant by a verb of speech, where the question names no other subject: who complains voices
 * concerns. The verb's noun is what names the topic ("complaint").
 */
export function topicsOfSpeech(
  predicates: readonly Predicate[],
  terms: readonly string[],
  trackers: readonly Tracker[],
): Tracker[] {
  const spoken = predicates.flatMap(({ word, isSpeech }) => (isSpeech ? [word] : []));
  if (spoken.length === 0 || terms.some((term) => !spoken.includes(term))) return [];
  const meant = businessWordsFor(spoken.join(' '), spoken).map(({ text }) => text);
  return topicsAskedFor([...spoken, ...meant].join(' | '), trackers).filter(({ wants }) => wants === 'concern');
}
