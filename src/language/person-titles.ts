import { eitherOf, wordList } from './word-list.ts';

/** Titles before a name: no part of the name, and no topic. */
const TITLES = eitherOf(wordList('mr mrs ms dr prof'));
const BEFORE_NAME = new RegExp(String.raw`\b${TITLES}\b\.?\s+(?=\p{L})`, 'giu');
const AT_START = new RegExp(String.raw`^(?:${TITLES}\b\.?\s+)+`, 'i');

/** A person's name without the titles at its start. */
export const withoutTitle = (name: string): string => name.replace(AT_START, '');

/** The text with spaces in place of titles before a name: every other place stays where it was. */
export const blankTitles = (text: string): string => text.replace(BEFORE_NAME, (title) => ' '.repeat(title.length));
