import type * as CallsAndCustomers from '../../../src/language/calls-and-customers.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // What a word of a question stands for, from the narrowest sense to the widest.
  tableOf<typeof CallsAndCustomers>('language/calls-and-customers.ts', {
    rows: [
      ['call', ['a call', 'calls']],
      ['meeting', ['a call', 'calls']],
      ['conversation', ['a call', 'calls']],
      ['calls', ['calls']],
      ['meetings', ['calls']],
      ['conversations', ['calls']],
      ['discussion', ['calls']],
      ['discussions', ['calls']],
      ['talk', []],
      ['caller', []],
      ['customer', ['somebody who speaks', 'companies', 'companies or deals']],
      ['client', ['somebody who speaks', 'companies', 'companies or deals']],
      ['prospect', ['somebody who speaks', 'companies', 'companies or deals']],
      ['customers', ['companies', 'companies or deals']],
      ['clients', ['companies', 'companies or deals']],
      ['prospects', ['companies', 'companies or deals']],
      ['account', ['companies', 'companies or deals']],
      ['accounts', ['companies', 'companies or deals']],
      ['company', ['companies', 'companies or deals']],
      ['companies', ['companies', 'companies or deals']],
      ['deal', ['companies or deals']],
      ['deals', ['companies or deals']],
      ['dealer', []],
      ['people', []],
    ],
    read: ({ CALL, CALLS, CUSTOMER, COMPANIES, COMPANIES_OR_DEALS }, word) =>
      Object.entries({
        'a call': CALL,
        calls: CALLS,
        'somebody who speaks': CUSTOMER,
        companies: COMPANIES,
        'companies or deals': COMPANIES_OR_DEALS,
      }).flatMap(([name, pattern]) => (new RegExp(`^${pattern}$`).test(word) ? [name] : [])),
  }),
];
