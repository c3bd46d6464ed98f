import type * as OtherLanguage from '../../../src/language/other-language.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a question, without its names, is in another language than English.
  tableOf<typeof OtherLanguage>('language/other-language.ts', {
    rows: [
      ['Was war los bei ?', true],
      ['nur die kunden', true],
      ['qu’est-ce que le client a dit sur les prix', true],
      ['¿Qué dijeron sobre el precio?', true],
      ['价格怎么样', true],
      ['Что сказали клиенты о цене?', true],
      ['What did we hear about Crewlattice and Dutyboard?', false],
      ['anything on crewlattice', false],
      ['napkin', false],
      ['', false],
    ],
    read: ({ isOtherLanguage }, text) => isOtherLanguage(text),
  }),
];
