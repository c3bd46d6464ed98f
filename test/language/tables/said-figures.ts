import type * as SaidFigures from '../../../src/language/said-figures.ts';
import { stemOf } from '../../../src/language/words.ts';
import { tableOf } from '../table.ts';

const file = 'language/said-figures.ts';

export const TABLES = [
  // What the figures measure, as "value of what"; money and numbers without a noun are of nothing named.
  tableOf<typeof SaidFigures>(file, {
    rows: [
      ['You went to 11.40 for all seats.', ['11.4']],
      ['The list price is 14 euros per seat.', ['14']],
      ['It was 30 dollars.', ['30']],
      ['Make it 1 dollar.', ['1']],
      ['About 20 pounds, or 1 pound each', ['20', '1']],
      ['Six cents each, or 1 cent', ['6', '1']],
      ['We paid 1 euro.', ['1']],
      ['Our budget is 60,000 a year.', ['60000']],
      ['Overtime went down by eleven percent.', ['11 of %']],
      ['A cap of 4 per cent', ['4 of %']],
      ['It grew 12%.', ['12 of %']],
      ['With you it takes nine seconds.', ['9 of second']],
      ['Two red shops, down from eleven.', ['2 of red', '11']],
      ['We are at three hundred and eighty now.', ['380']],
      ['By 12 June, or June 14, we start.', []],
      ['In 2024 and 1998 it was so.', []],
      ['On the 21st, the 2nd, the 3rd and the 12th', []],
      ['The first plant, the second one and the third', []],
      ['The thirty-first, the ninth and the twentieth', []],
      ['One of them said so.', []],
      ['Two people, the chief nurse and I', ['2 of peopl']],
      ['They were second by three points.', ['3 of point']],
      ['We had 40 calls and 3 meetings.', ['40 of call', '3 of meet']],
      ['With 6 customers, 7 accounts and 8 clients', ['6 of custom', '7 of account', '8 of client']],
      ['We won 4 deals.', ['4 of deal']],
      ['I have 22 questions.', ['22 of question']],
      ['Four things went wrong.', ['4 of thing']],
    ],
    read: ({ saidFigures }, phrase) =>
      saidFigures(phrase).map(({ value, of }) => (of ? `${value} of ${of}` : `${value}`)),
  }),
  tableOf<typeof SaidFigures>(file, {
    rows: [
      ['percent', true],
      ['years', true],
      ['month', true],
      ['weeks', true],
      ['day', true],
      ['hours', true],
      ['seat', false],
      ['budget', false],
    ],
    read: ({ isRateWord }, word) => isRateWord(stemOf(word)),
  }),
  // Whether a sentence only tells what may be.
  tableOf<typeof SaidFigures>('language/said-figures.ts', {
    rows: [
      ['There may be a step at 500 seats.', true],
      ['It might come to 9 euros.', true],
      ['That could be 12.', true],
      ['For 600 it would be less.', true],
      ['It is 11 if you sign this year.', true],
      ['From 500 seats it is 13.', true],
      ['Above 500 it is 13.', true],
      ['Below 100 seats it is 15.', true],
      ['Over 500 it is 13.', true],
      ['Under 100 it is 15.', true],
      ['It is 11.40 for all seats.', false],
      ['We pay 12 from May on.', false],
    ],
    read: ({ isPossibleFigure }, sentence) => isPossibleFigure(sentence),
  }),
  // Whether a question asks for a figure.
  tableOf<typeof SaidFigures>('language/said-figures.ts', {
    rows: [
      ['How many seats do they have?', true],
      ['How much is it?', true],
      ['How fast do they answer?', true],
      ['How long was the outage?', true],
      ['How big is the team?', true],
      ['How large is the rollout?', true],
      ['How often do they export?', true],
      ['How far is the rollout?', true],
      ['How late was the delivery?', true],
      ['How old is the contract?', true],
      ['How is the rollout going?', false],
    ],
    read: ({ asksForFigure }, question) => asksForFigure(question),
  }),
];
