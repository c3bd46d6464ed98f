import type * as Denial from '../../../src/language/denial.ts';
import { tableOf } from '../table.ts';

const file = 'language/denial.ts';

export const TABLES = [
  tableOf<typeof Denial>(file, {
    rows: [
      ['There was no discount.', true],
      ['That is not it.', true],
      ['We never got the invoice.', true],
      ['None of us knew.', true],
      ['Nobody told us.', true],
      ['Nothing came of it.', true],
      ['Neither works.', true],
      ['It is slow, nor is it cheap.', true],
      ['It went live without training.', true],
      ['We cannot export it.', true],
      ['We no longer use it.', true],
      ['We don’t use it.', true],
      ["It wasn't there.", true],
      ['Three percent, knots and notes.', false],
      ['We use it a lot.', false],
      ['The want is there.', false],
    ],
    read: ({ saysNot }, text) => saysNot(text),
  }),
  tableOf<typeof Denial>(file, {
    rows: [
      ['The log misses exports.', true],
      ['What is missing is the export.', true],
      ['They missed the date.', true],
      ['We miss it.', true],
      ['It lacks an export.', true],
      ['Lacking that, we wait.', true],
      ['It lacked an export.', true],
      ['The import fails.', true],
      ['The import failed.', true],
      ['They refuse it.', true],
      ['They refuse to pay.', true],
      ['She refuses.', true],
      ['He refused.', true],
      ['They deny it.', true],
      ['He denies it.', true],
      ['He denied it.', true],
      ['The mission went well.', false],
      ['The failure was ours.', false],
    ],
    read: ({ deniesByVerb }, text) => deniesByVerb(text),
  }),
  tableOf<typeof Denial>(file, {
    rows: [
      ['We cannot roll this out before single sign-on is there.', true],
      ["We can't start until legal agrees.", true],
      ['We cant start until legal agrees.', true],
      ['We can not go on unless it is fixed.', true],
      ['It won’t work without an export.', true],
      ['We cannot roll this out.', false],
      ['We can start before May.', false],
    ],
    read: ({ isCannotBefore }, text) => isCannotBefore(text),
  }),
  tableOf<typeof Denial>(file, {
    rows: [
      ['They need single sign-on.', true],
      ['It requires an export.', true],
      ['It must have an export.', true],
      ['They have to wait.', true],
      ['It has to be there.', true],
      ['It depends on legal.', true],
      ['They want it before May.', true],
      ['They wait until May.', true],
      ['They want an export.', false],
    ],
    read: ({ saysNeed }, text) => saysNeed(text),
  }),
];
