import type { MeaningVector } from '../meaning.ts';
import type { Embedder } from './embedder.ts';

/** An embedder that embeds each text of a question once, however many searches ask for it. Not for much text. */
export function rememberingEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<MeaningVector | null>>();
  return {
    ...embedder,
    async embedAtOnce(texts) {
      const fresh = [...new Set(texts)].filter((text) => !known.has(text));
      if (fresh.length > 0) {
        const vectors = embedder.embedAtOnce(fresh);
        for (const [at, text] of fresh.entries()) {
          const vector = vectors.then((all) => all[at] ?? null);
          // Whoever asks for the text hears of the failure.
          vector.catch(() => {});
          known.set(text, vector);
        }
      }
      return Promise.all(texts.map((text) => known.get(text) ?? null));
    },
  };
}
