/** Turns a text into the ids of its word pieces, with the ids that the model expects around them. */
export type WordPieces = (text: string) => number[];

const LONGEST_WORD = 100;

/**
 * BERT's uncased tokenizer: lower case without accents, punctuation apart, each word cut into the longest pieces that
 * the vocabulary has. `longest` is in pieces; what stands beyond is left out.
 */
export function wordPieces(vocabulary: readonly string[], longest: number): WordPieces {
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const special = (piece: string): number => {
    const id = ids.get(piece);
    if (id === undefined) throw new Error(`the vocabulary lacks ${piece}`);
    return id;
  };
  const [start, end, unknown] = [special('[CLS]'), special('[SEP]'), special('[UNK]')];

  const cut = (word: string): number[] => {
    if (word.length > LONGEST_WORD) return [unknown];
    const pieces: number[] = [];
    for (let from = 0; from < word.length; ) {
      let to = word.length;
      let id: number | undefined;
      for (; to > from && id === undefined; to -= 1) id = ids.get((from > 0 ? '##' : '') + word.slice(from, to));
      if (id === undefined) return [unknown];
      pieces.push(id);
      from = to + 1;
    }
    return pieces;
  };

  return (text) => {
    const pieces: number[] = [];
    for (const word of wordsOf(text)) {
      pieces.push(...cut(word));
      if (pieces.length >= longest - 2) break;
    }
    return [start, ...pieces.slice(0, longest - 2), end];
  };
}

/** Marks and ideographs stand alone; BERT counts every other ASCII sign as punctuation too. */
const ALONE = /[\p{P}$+<=>^`|~\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{Mn}\p{Cc}\p{Cf}\ufffd]/gu, (char) => (/\s/.test(char) ? ' ' : ''))
    .replace(ALONE, ' $& ')
    .split(/\s+/)
    .filter(Boolean);
