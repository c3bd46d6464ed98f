import type * as FindHighlights from '../../../src/language/find-highlights.ts';
import type { Row } from '../table.ts';
import { tableOf } from '../table.ts';

const marked = (word: string, text: string, ...places: string[]): Row => [`${word} in: ${text}`, places];

export const TABLES = [
  // The places marked in a text when a word is looked for.
  tableOf<typeof FindHighlights>('language/find-highlights.ts', {
    rows: [
      marked('price', 'The prices went up, and so did our pricing.', 'prices', 'pricing'),
      marked('price', 'The priceless archive'),
      marked('archive', 'We read-only archived it: "archive"!', 'archived', 'archive'),
      marked('customer', "Is the customer’s seat paid? The customer's own?", 'customer’s', "customer's"),
      marked('naive', 'A naïve plan', 'naïve'),
      marked('2026', 'The budget for 2026, not 20260', '2026'),
      marked('価格', '新しい価格です', '価格'),
      marked('🚀', 'We go live 🚀 on Monday', '🚀'),
      marked('🚀', 'We go live 🎉 on Monday'),
    ],
    read: ({ findHighlights }, row) => {
      const [word = '', text = ''] = row.split(' in: ');
      return findHighlights(text, { words: [word] }).map(({ start, end }) => text.slice(start, end));
    },
  }),
];
