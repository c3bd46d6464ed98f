import { eitherOf, phraseList } from './word-list.ts';

/** Words with which a sentence leans on the sentence before. */
const LEANING = /^(?:that|this|it|and|but|so|because|which|they|those|these)\b/i;

const POINTING_BACK = new RegExp(
  String.raw`^${eitherOf(
    phraseList(
      'it, its, they, their, them, he, his, she, her, this, that, these, those, both, there, the same, the other, the latter, the former, such',
    ),
  )}\b`,
  'i',
);

/** Whether a written sentence speaks of something that only the one before names: "The same company wants it too." */
export const pointsBack = (sentence: string): boolean => POINTING_BACK.test(sentence);

/** Whether a sentence needs the sentence before: "That is the part that worries us." */
export const leansOnBefore = (sentence: string): boolean => LEANING.test(sentence);
