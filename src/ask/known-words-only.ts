import { saysNot } from '../language/denial.ts';
import { isInstruction } from '../language/instructions.ts';
import { isReporting } from '../language/reporting-words.ts';
import { contentStems } from '../language/stop-words.ts';
import { unsafeIn } from './unsafe-text.ts';

/** What a text may take its words from: the reader's own, and beside them those of one source. */
type Known = { common: readonly string[]; sources: readonly (readonly string[])[] };

/**
 * Whether a model's text without citations may be shown: short, safe, no order, and made of the reader's words and
 * those of a single source, such as an excerpt with its call. Words of two sources together could say of one customer
 * what is another's, and a denial must be its source's too.
 */
export function isOfKnownWords(text: string, { common, sources }: Known, most: number): boolean {
  if (text === '' || text.length > most || isInstruction(text)) return false;
  if (unsafeIn(text, { said: [...common, ...sources.flat()].join(' '), accounts: [] })) return false;
  const asked = new Set(common.flatMap(contentStems));
  const left = contentStems(text).filter((stem) => !asked.has(stem) && !isReporting(stem));
  const isDenial = saysNot(text);
  return [[], ...sources].some((source) => {
    if (isDenial && ![...common, ...source].some(saysNot)) return false;
    const stems = new Set(source.flatMap(contentStems));
    return left.every((stem) => stems.has(stem));
  });
}
