import { eitherOf, phraseList } from './word-list.ts';

const REASON = new RegExp(
  String.raw`\b${eitherOf(
    phraseList(`
      because, the reason, reasons, which is why, that(?:['’]s| is| was) why, therefore, due to, so that, otherwise, the point is
    `),
  )}\b|^since\b`,
  'i',
);

/** Whether a sentence gives a reason in so many words. */
export const givesReason = (sentence: string): boolean => REASON.test(sentence);
