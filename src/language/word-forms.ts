import lemmatize from 'wink-lemmatizer';
import baseOfNoun from 'wink-lexicon/src/wn-noun-exceptions.js';
import baseOfVerb from 'wink-lexicon/src/wn-verb-exceptions.js';
import { wordList } from './word-list.ts';
import { stemOf } from './words.ts';

/**
 * The word with its bases as noun, verb and adjective, and without its s when the dictionary lacks the word
 * ("smartphones"). Stems would go too far: "customs" would match "customers", and "ratings" "rates".
 */
export function basesOf(word: string): Set<string> {
  const bases = new Set([word, lemmatize.noun(word), lemmatize.verb(word), lemmatize.adjective(word)]);
  if (bases.size === 1 && /[^su]s$/.test(word) && word.length > 4) bases.add(word.slice(0, -1));
  return bases;
}

/**
 * Other forms of an irregular word, beyond any stemmer: "sell" for "sold", "shelf" for "shelves". Regular words have
 * none. (The exceptions are WordNet's.)
 */
export function irregularFormsOf(word: string): string[] {
  read ??= readExceptions();
  const { formsOf, isForm } = read;
  const bases = isForm.has(word) ? [lemmatize.verb(word), lemmatize.noun(word)] : [word];
  const forms = bases.flatMap((base) => (formsOf.has(base) ? [base, ...(formsOf.get(base) ?? [])] : []));
  return [...new Set(forms)].filter((form) => stemOf(form) !== stemOf(word));
}

/** Verbs whose past is the word itself: no spelling tells it. */
const OF_ONE_FORM = new Set(
  wordList('put let cut shut cost hit set quit hurt read spread bet bid burst cast split beat shed thrust'),
);

/** Whether a word may be a verb's past: "signed", "became", "put". */
export const isPast = (word: string): boolean => {
  const lower = word.toLowerCase();
  return (
    /\p{L}{2}ed$/u.test(lower) ||
    OF_ONE_FORM.has(lower) ||
    (Object.hasOwn(baseOfVerb, lower) && !/(?:s|ing)$/.test(lower))
  );
};

let read: { formsOf: Map<string, string[]>; isForm: Set<string> } | null = null;

function readExceptions() {
  const pairs = [...Object.entries(baseOfVerb), ...Object.entries(baseOfNoun)].filter(([form]) =>
    /^\p{Ll}+$/u.test(form),
  );
  const formsOf = new Map<string, string[]>();
  for (const [form, base] of pairs) formsOf.set(base, [...(formsOf.get(base) ?? []), form]);
  return { formsOf, isForm: new Set(pairs.map(([form]) => form)) };
}
