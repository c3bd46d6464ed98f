import type * as OppositeForms from '../../../src/language/opposite-forms.ts';
import { tableOf } from '../table.ts';

const file = 'language/opposite-forms.ts';

export const TABLES = [
  // The word that a word denies by its form.
  tableOf<typeof OppositeForms>(file, {
    rows: [
      ...['able', 'ible'].map((end) => [`inread${end}`, `read${end}`] as const),
      ...'unavailable unimportant untransparent unfortunate unconcrete unrealistic unofficial'
        .split(' ')
        .concat(
          'unfamiliar unsure unproductive unlimited unconvincing unlikely unfair unsafe unclear uncertain'.split(' '),
        )
        .concat('unhappy unstable unkind unperfect undefinite unsecure'.split(' '))
        .map((word) => [word, word.slice(2)] as const),
      ...'impossible independent irrelevant inaccurate incomplete indefinite illogical informal irregular insecure'
        .split(' ')
        .concat('incorrect inactive immature illegal intolerable inorganic'.split(' '))
        .map((word) => [word, word.slice(2)] as const),
      ['noncompliant', 'compliant'],
      ['nonpayment', 'payment'],
      ...['unused', 'unpaid', 'unchanged', 'unhealthy'].map((word) => [word, word.slice(2)] as const),
      ['useless', 'useful'],
      ['harmless', 'harmful'],
      ...'invaluable inflammable inhabitable indifferent unit union until under uncle inform import input improve'
        .split(' ')
        .concat('income impress involve intent unless none secure unto union understand payment'.split(' '))
        .map((word) => [word, null] as const),
    ],
    read: ({ deniedForm }, word) => deniedForm(word),
  }),
  tableOf<typeof OppositeForms>(file, {
    rows: [
      ['It is secure.|It is insecure.', ['secure', 'insecure']],
      ['It is insecure.|It is secure.', ['insecure', 'secure']],
      ['It is secure.|It is secure, not insecure.', null],
      ['It is secure, not insecure.|It is secure.', null],
      ['We fill in the form.|They inform us.', null],
    ],
    read: ({ opposedForms }, texts) => opposedForms(...(texts.split('|') as [string, string])),
  }),
];
