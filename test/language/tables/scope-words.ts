import type * as ScopeWords from '../../../src/language/scope-words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether the question covers all accounts or any time, and the rest of the question.
  tableOf<typeof ScopeWords>('language/scope-words.ts', {
    rows: [
      ['pricing across all customers', ['all accounts', 'pricing |']],
      ['pricing for any account', ['all accounts', 'pricing |']],
      ['pricing with every client', ['all accounts', 'pricing |']],
      ['the pricing of each company', ['all accounts', 'the pricing |']],
      ['pricing with other companies', ['all accounts', 'pricing |']],
      ['pricing for all other prospects', ['all accounts', 'pricing |']],
      ['pricing for all of the customers', ['all accounts', 'pricing |']],
      ['pricing for all of our customers', ['all accounts', 'pricing |']],
      ['pricing for all our customers', ['all accounts', 'pricing |']],
      ['which customers have an audit', ['all accounts', '| have an audit']],
      ['what other prospects have an audit', ['all accounts', '| have an audit']],
      ['how many accounts have an audit', ['all accounts', '| have an audit']],
      ['does anyone else want it', ['all accounts', 'does | want it']],
      ['does everybody else want it', ['all accounts', 'does | want it']],
      ['pricing of all time', ['any time', 'pricing |']],
      ['pricing for all time', ['any time', 'pricing |']],
      ['pricing over all time', ['any time', 'pricing |']],
      ['pricing at any time', ['any time', 'pricing |']],
      ['pricing at any point', ['any time', 'pricing |']],
      ['pricing anytime', ['any time', 'pricing |']],
      ['did they ever sign', ['any time', 'did they | sign']],
      ['what does the customer want', ['what does the customer want']],
      ['however they do it', ['however they do it']],
      ['all seats of the account', ['all seats of the account']],
    ],
    read: ({ isOfAllAccounts, isOfAnyTime, withoutScopeWords }, question) => [
      ...(isOfAllAccounts(question) ? ['all accounts'] : []),
      ...(isOfAnyTime(question) ? ['any time'] : []),
      withoutScopeWords(question).replace(/\s+/g, ' ').trim(),
    ],
  }),
];
