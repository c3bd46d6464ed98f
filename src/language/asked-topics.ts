import type { Tracker } from '../tracker.ts';
import { stemOf, wordsOf } from './words.ts';

/** Trackers with a name or cue word in the text, in any form. */
export function topicsAskedFor(text: string, trackers: readonly Tracker[]): Tracker[] {
  const stems = new Set(wordsOf(text).map(stemOf));
  return trackers.filter((tracker) =>
    [...tracker.cues, ...wordsOf(tracker.name)].some((cue) => stems.has(stemOf(cue))),
  );
}
