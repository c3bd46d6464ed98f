import { claimReader } from '../../src/ask/claim-reader.ts';
import { domainOf, isFreemail } from '../../src/company-domain.ts';
import { clausesOf, contrastsIn, sentencesOf, stretchesIn } from '../../src/language/clauses.ts';
import { otherSpellings } from '../../src/language/compounds.ts';
import { cutSentences } from '../../src/language/cut-sentences.ts';
import { movedIn } from '../../src/language/opposites.ts';
import { saidFigures } from '../../src/language/said-figures.ts';

/** What reads texts of others before anything limits their length, or is slow where a limit fails. */
const READERS: Record<string, (text: string) => unknown> = {
  clausesOf,
  sentencesOf,
  stretchesIn,
  contrastsIn,
  movedIn,
  otherSpellings,
  saidFigures,
  cutSentences: (text) => cutSentences([{ speakerId: 'a', sentences: [{ startMs: 0, endMs: 1000, text }] }]),
  domainOf: (text) => isFreemail(domainOf(`x@${text}`) ?? ''),
  readLines: (text) => {
    const reader = claimReader();
    reader.push(text);
    return reader.readLines();
  },
};
const UNITS = [' ', 'a', 'a-', 'a ', 'replace ', '1/', '1 ', 'a.', '.', ', ', 'and ', '“', '"', '\n> ', '[s1', '-'];
const LETTERS = 300_000;

const named = process.argv[2] ?? '';
const read = READERS[named];
if (!read) throw new Error(`There is no reader "${named}".`);
for (const unit of UNITS) read(`${'a '.repeat(121)}${unit.repeat(LETTERS / unit.length)}b`);
console.log('read');
