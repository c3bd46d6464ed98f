import { isKnownForm } from '../language/spelt-like.ts';
import { isStopWord } from '../language/stop-words.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import { EXCERPTS, READ_AS, SECTIONS_ARE } from './claims-prompt.ts';

/**
 * Whether the words of an endpoint repeat what it was asked: any word of the question, which stands before the
 * excerpts; of these, three words in a row, or one that no dictionary has or that is written like a name. Such words
 * stay out of logs.
 */
export function repeatsPrompt(said: string, user: string): boolean {
  const at = [READ_AS, SECTIONS_ARE, EXCERPTS].map((mark) => user.indexOf(mark)).find((one) => one >= 0) ?? -1;
  const asked = stemsOf(at < 0 ? user : user.slice(0, at));
  if (!asked.isDisjointFrom(stemsOf(said))) return true;
  const excerpts = at < 0 ? '' : user.slice(at);
  const told = runsOf(excerpts);
  if ([...runsOf(said)].some((run) => told.has(run))) return true;
  const heard = new Set(excerpts.match(RUN));
  const heardAnyhow = runsOf(excerpts, 1);
  return [...said.matchAll(RUN)].some(
    ({ 0: word, index }) =>
      (index > 0 && /^\p{Lu}./u.test(word) && heard.has(word)) ||
      (isUncommon(word.toLowerCase()) && heardAnyhow.has(word.toLowerCase())),
  );
}

const stemsOf = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !isStopWord(word))
      .map(stemOf),
  );

const isUncommon = (word: string): boolean => word.length > 2 && !isStopWord(word) && !isKnownForm(word);

const RUN = /[\p{L}\p{N}]+/gu;

/** Words in a row, in lower case. */
function runsOf(text: string, length = 3): Set<string> {
  const words = text.toLowerCase().match(RUN) ?? [];
  return new Set(words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' ')));
}
