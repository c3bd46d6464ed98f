import type * as WordPlaces from '../../../src/language/word-places.ts';
import { tableOf } from '../table.ts';

const file = 'language/word-places.ts';

export const TABLES = [
  // The places of the phrases before the colon, which bars part, in what was said.
  tableOf<typeof WordPlaces>(file, {
    rows: [
      ['nurse: Our nurses like it, and one nurse does not.', ['nurses', 'nurse']],
      ['run: We ran it twice and it runs well.', ['ran', 'runs']],
      ['company: Two companies asked.', ['companies']],
      ['hire: We are hiring, and hired three.', ['hiring', 'hired']],
      ['order | order form: The order form of one order', ['order form', 'order']],
      ['expense: It is expensive, and no expense of ours.', ['expense']],
      ['training: Who trained them? The training did.', ['training']],
      ['good: It gets better.', []],
      ['fines: Two fines. That is fine, a fine letter.', ['fines']],
      ['fines: Nobody had a fine since, and one fine was 18,000.', ['fine', 'fine']],
      ['fines: Our fine? No fine.', ['fine', 'fine']],
      ['fines: They are all fine. Both fine.', []],
      ['fine: That is fine, and two fines', ['fine', 'fines']],
      ['prices: The price list', ['price']],
      ['Tempova: Two Tempovas', ['Tempovas']],
      ['shift swap: Shift swaps, and the shift we swap', ['Shift swaps']],
    ],
    read: ({ placesOf }, row) => {
      const [phrases = '', text = ''] = row.split(': ');
      return placesOf(text, phrases.split(' | ')).map(({ start, end }) => text.slice(start, end));
    },
  }),
  // Whether an index asked for the first word's spellings finds the second.
  tableOf<typeof WordPlaces>(file, {
    rows: [
      ['run ran', true],
      ['sell sold', true],
      ['shelf shelves', true],
      ['expense expensive', false],
      ['training trained', false],
    ],
    read: ({ spellingsOf }, row) => {
      const [asked = '', said = ''] = row.split(' ');
      return spellingsOf(asked).includes(said);
    },
  }),
];
