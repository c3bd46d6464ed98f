import type { Sentence } from '../call.ts';

/** Whether a sentence asks, by its last sign. */
export const isQuestion = ({ text }: Pick<Sentence, 'text'>): boolean => /\?\s*$/.test(text);
