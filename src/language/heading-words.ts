import { wordList } from './word-list.ts';
import { type Stem, stemOf } from './words.ts';

/** Words of headings that say nothing of their own; each stands for all its forms. */
const HEADING = new Set(
  wordList(
    `now earlier later today overall existing current new next risk action item step decision timeline reason change
     difference other background context evidence detail outlook plan response impact effect size use view caveat
     question example summary status`,
  ).map(stemOf),
);

export const isOfHeadings = (stem: Stem): boolean => HEADING.has(stem);
