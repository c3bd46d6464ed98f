import type * as ActingVerbs from '../../../src/language/acting-verbs.ts';
import { tableOf } from '../table.ts';

const file = 'language/acting-verbs.ts';
const VERBS = `owe owes owed owing pay pays paid paying sue sues sued suing acquire acquires acquired acquiring buy buys
  bought buying sell sells sold selling supply supplies supplied supplying charge charges charged charging invoice
  invoices invoiced invoicing fund funds funded funding hire hires hired hiring blame blames blamed blaming accuse
  accuses accused accusing outbid outbids outbidding recommend recommends recommended recommending own owns owned
  owning`.split(/\s+/);

export const TABLES = [
  // Who acts on whom.
  tableOf<typeof ActingVerbs>(file, {
    rows: [
      ...VERBS.map((verb) => [`Acme ${verb} Globex`, [['Acme', 'Globex']]] as const),
      ...['is', 'are', 'was', 'were', 'be', 'been', 'being', 'get', 'gets', 'got'].map(
        (form) => [`Globex ${form} paid by Acme`, [['Acme', `Globex ${form}`]]] as const,
      ),
      ['Globex was paid in May', []],
      ['In May the new owner of Acme pays Globex at once and in full', [['owner of Acme', 'Globex at once']]],
      ['Acme met Globex', []],
    ],
    read: ({ actedIn }, sentence) => actedIn(sentence).map(({ sides }) => sides),
  }),
  tableOf<typeof ActingVerbs>(file, {
    rows: [
      ...['I', 'we', 'us', 'me', 'our', 'my', 'ours', 'mine'].map((word) => [`${word} here`, ['we']] as const),
      ...['you', 'your', 'yours'].map((word) => [`${word} here`, ['you']] as const),
      ...['they', 'them', 'their', 'theirs'].map((word) => [`${word} here`, ['they']] as const),
      ['the US', []],
      ['Acme', []],
    ],
    read: ({ sidesIn }, text) => sidesIn(text),
  }),
];
