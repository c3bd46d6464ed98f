import { wordList } from './word-list.ts';
import { type Stem, stemOf } from './words.ts';

/** Words that ask for a price. What answers them is often a bare amount: "You went to 11.40 for all." */
const PRICE = new Set(wordList('price pay paid cost offer rate charge fee quote per tariff').map(stemOf));

export const isPriceWord = (stem: Stem): boolean => PRICE.has(stem);

/** Money or a number with two decimals. Percents and counts are no price. */
const PRICE_SAID = /[$€£]\s?\d|\d\s*(?:euros?|dollars?|pounds?)\b|\b\d+[.,]\d\d\b/i;

export const hasPrice = (text: string): boolean => PRICE_SAID.test(text);

const LIST_PRICE = /\b(?:list|standard|catalogue|regular|rival) (?:prices?|rates?|fees?)\b/i;

/** Whether a text is of what anybody would pay, not of what one customer pays. */
export const isOfListPrice = (text: string): boolean => LIST_PRICE.test(text);
