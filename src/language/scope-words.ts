import { COMPANIES } from './calls-and-customers.ts';

/** "All other customers", "which accounts", "anyone else". */
const OF_ALL = new RegExp(
  String.raw`\b(?:across |for |with |of )?(?:all|any|every|each|other)(?: (?:other|of the|of our|our))* ` +
    String.raw`${COMPANIES}\b|` +
    String.raw`\b(?:which|what|how many) (?:other )?${COMPANIES}\b|\b(?:anyone|everybody) else\b`,
  'i',
);
/** "Of all time", "at any time", "ever". */
const ANY_TIME = /\b(?:(?:of|for|over) all time|at any (?:time|point)|any ?time|ever)\b/i;

/** Whether the question asks about all accounts in so many words. */
export const isOfAllAccounts = (question: string): boolean => OF_ALL.test(question);

/** Whether the question asks about any time in so many words. */
export const isOfAnyTime = (question: string): boolean => ANY_TIME.test(question);

/** The question with a bar in place of scope words, since scope words narrow nothing and are no search words. */
export const withoutScopeWords = (question: string): string => question.replace(ANY_TIME, ' | ').replace(OF_ALL, ' | ');
