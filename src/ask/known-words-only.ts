import { isInstruction } from '../language/instructions.ts';
import { isReporting } from '../language/reporting-words.ts';
import { contentStems } from '../language/stop-words.ts';
import { unsafeIn } from './unsafe-text.ts';

/**
 * Whether a model's text without citations may be shown: short, safe, no order, and made of words that stand in the
 * given texts. It states nothing then that somebody else did not name.
 */
export function isOfKnownWords(text: string, known: readonly string[], most: number): boolean {
  if (text === '' || text.length > most || isInstruction(text)) return false;
  if (unsafeIn(text, { said: known.join(' '), accounts: [] })) return false;
  const stems = new Set(known.flatMap(contentStems));
  return contentStems(text).every((stem) => stems.has(stem) || isReporting(stem));
}
