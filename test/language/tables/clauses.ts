import type * as Clauses from '../../../src/language/clauses.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The parts of a sentence, each able to deny by itself.
  tableOf<typeof Clauses>('language/clauses.ts', {
    rows: [
      ['So the price went up, and nobody told us.', ['So the price went up', 'and nobody told us.']],
      ['It is slow, but we use it.', ['It is slow', 'but we use it.']],
      ['It was down, so nobody could work.', ['It was down', 'so nobody could work.']],
      ['We wait, because legal is not ready.', ['We wait', 'because legal is not ready.']],
      ['They left us, that was not nice.', ['They left us', 'that was not nice.']],
      ['The export, which never worked, is gone.', ['The export', 'which never worked, is gone.']],
      ['The export is there, it does not work.', ['The export is there', 'it does not work.']],
      ['The export is gone, we never used it.', ['The export is gone', 'we never used it.']],
      ['The export is gone, I never used it.', ['The export is gone', 'I never used it.']],
      ['The export is gone, they never used it.', ['The export is gone', 'they never used it.']],
      ['It is the price, not the product.', ['It is the price', 'not the product.']],
      ['We like it and we do not pay', ['We like it', 'and we do not pay']],
      ['We like it but do not pay', ['We like it', 'but do not pay']],
      ['We stay because nobody else can', ['We stay', 'because nobody else can']],
      ['It is anything but lost', ['It is anything but lost']],
      ['We stay. Nobody else can.', ['We stay.', 'Nobody else can.']],
      ['Prices, fees and costs', ['Prices, fees', 'and costs']],
      ['Nobody told us', ['Nobody told us']],
    ],
    read: ({ clausesOf }, text) => clausesOf(text),
  }),
  // How many stretches that pair things with each other.
  tableOf<typeof Clauses>('language/clauses.ts', {
    rows: [
      ['Bergen has 50 seats and Oslo 80', 2],
      ['Bergen has 50 seats, Oslo 80', 2],
      ['Seats: Oslo 80', 2],
      ['Bergen has 50 seats but Oslo 80', 2],
      ['Bergen has 50 seats while Oslo has 80', 2],
      ['Bergen has 50 seats whereas Oslo has 80', 2],
      ['50 in Bergen against 80 in Oslo', 2],
      ['50 in Bergen versus 80 in Oslo', 2],
      ['50 in Bergen or 80 in Oslo', 2],
      ['Bergen has 5,000 seats', 1],
    ],
    read: ({ stretchesIn }, text) => stretchesIn(text).length,
  }),
  // The parts that set one thing against another.
  tableOf<typeof Clauses>('language/clauses.ts', {
    rows: [
      ['Acme hopes to grow, whereas Beacon does not.', ['Acme hopes to grow', 'whereas Beacon does not.']],
      ['Acme grows while Beacon shrinks.', ['Acme grows', 'while Beacon shrinks.']],
      ['Acme grows, whilst Beacon shrinks.', ['Acme grows', 'whilst Beacon shrinks.']],
      ['Acme grows, but Beacon shrinks.', ['Acme grows', 'but Beacon shrinks.']],
      ['Acme grows; Beacon shrinks.', ['Acme grows', 'Beacon shrinks.']],
      ['Acme grows and Beacon too.', ['Acme grows and Beacon too.']],
    ],
    read: ({ contrastsIn }, text) => contrastsIn(text),
  }),
];
