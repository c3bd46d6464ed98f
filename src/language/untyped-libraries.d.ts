declare module 'wink-lemmatizer' {
  const lemmatize: Record<'noun' | 'verb' | 'adjective', (word: string) => string>;
  export default lemmatize;
}

declare module 'wink-lexicon/src/wn-verb-exceptions.js' {
  /** From irregular forms of verbs to their base. */
  const bases: Record<string, string>;
  export default bases;
}

declare module 'wink-lexicon/src/wn-noun-exceptions.js' {
  /** From irregular forms of nouns to their base. */
  const bases: Record<string, string>;
  export default bases;
}

declare module 'wink-lexicon/src/lexicon.js' {
  /** Parts of speech of common words, the most frequent first, as tags of the Penn Treebank. */
  const tags: Record<string, string[]>;
  export default tags;
}

declare module 'wink-lexicon/src/wn-words.js' {
  /** Known words of English in lower case; what stands beside a word is of no use here. */
  const words: Record<string, unknown>;
  export default words;
}
