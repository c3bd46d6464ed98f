/** Words with which a sentence leans on the sentence before. */
const LEANING = /^(?:that|this|it|and|but|so|because|which|they|those|these)\b/i;

/** Whether a sentence needs the sentence before: "That is the part that worries us." */
export const leansOnBefore = (sentence: string): boolean => LEANING.test(sentence);
