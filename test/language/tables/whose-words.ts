import type * as WhoseWords from '../../../src/language/whose-words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether only the customer's own words answer the question.
  tableOf<typeof WhoseWords>('language/whose-words.ts', {
    rows: [
      ['What concerns did @Acme raise in recent calls?', true],
      ['What did @Halvorsen Marine say about pricing?', true],
      ['What did the customer say about the export?', true],
      ['What does the client mention?', true],
      ['What do the prospects complain about?', true],
      ['What has @Acme told us?', true],
      ['Have the clients told us?', true],
      ['What have they said of the outage?', true],
      ['What had clients asked for?', true],
      ['What did they tell us?', true],
      ['Did they worry about the pilot?', true],
      ['Did they express doubts?', true],
      ['Did they voice doubts?', true],
      ['Did they object to the price?', true],
      ['Did they ever push back?', true],
      ['What are our customers’ concerns?', true],
      ["What is the customer's worry?", true],
      ['Any client objections?', true],
      ['Any prospect complaints?', true],
      ['Which customer questions came up?', true],
      ['What customers said about it', true],
      ['What customers say about it', true],
      ['What clients told us', true],
      ['Customer feedback on the export', true],
      ['What did we tell @Acme about the cap?', false],
      ['What did we discuss with @Acme about pricing?', false],
      ['What did our team say?', false],
      ['How many customers use the export?', false],
      ['Summarize pricing conversations', false],
    ],
    read: ({ asksForCustomersWords }, question) => asksForCustomersWords(question),
  }),
];
