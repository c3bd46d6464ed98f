import { isStopWord } from '../language/stop-words.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import { EXCERPTS } from './claims-prompt.ts';

/**
 * Whether the words of an endpoint repeat what it was asked: any word of the question, which stands before the
 * excerpts, or three words in a row of these. Such words stay out of logs.
 */
export function repeatsPrompt(said: string, user: string): boolean {
  const at = user.indexOf(EXCERPTS);
  const asked = stemsOf(at < 0 ? user : user.slice(0, at));
  if (!asked.isDisjointFrom(stemsOf(said))) return true;
  const told = runsOf(at < 0 ? '' : user.slice(at));
  return [...runsOf(said)].some((run) => told.has(run));
}

const stemsOf = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !isStopWord(word))
      .map(stemOf),
  );

function runsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}
