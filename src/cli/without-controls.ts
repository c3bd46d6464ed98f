import { stripVTControlCharacters } from 'node:util';

/**
 * Text for a terminal. What is said on calls and named in Gong could else move the cursor, set the title, write to the
 * clipboard, or turn the direction of what is read. Line ends and tabs stay.
 */
export const withoutControls = (text: string): string => stripVTControlCharacters(text).replace(CONTROLS, '');

/** C0 but tab and line feed, DEL, C1, and marks that turn the direction of text. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
