import { CUSTOMER } from './calls-and-customers.ts';
import { eitherOf, wordList } from './word-list.ts';

const SAYING = eitherOf(wordList('rais say said tell told mention complain worr express voic object ask push'));
const OF_CUSTOMERS = eitherOf(wordList('concern worr objection complaint question said say told feedback'));

/** "…did @Acme raise", "what did the customer say": a name may run to five words. */
const DO_THEY_SAY = new RegExp(
  String.raw`\b(?:did|does|do|has|have|had) (?:the ${CUSTOMER}s?|${CUSTOMER}s|they|@\S+(?: \S+){0,4}?) ` +
    String.raw`(?:\w+ )?${SAYING}`,
  'i',
);
/** "Customers' concerns", "the client’s feedback". */
const THEIRS = new RegExp(String.raw`\b${CUSTOMER}s?(?:['’]s?)? ${OF_CUSTOMERS}`, 'i');

/** Whether only the customer's own words answer the question. */
export const asksForCustomersWords = (question: string): boolean => DO_THEY_SAY.test(question) || THEIRS.test(question);
