import type * as LeaningWords from '../../../src/language/leaning-words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a reader needs the sentence before.
  tableOf<typeof LeaningWords>('language/leaning-words.ts', {
    rows: [
      ['That is the part that worries us.', true],
      ['This is what we want.', true],
      ['It never works.', true],
      ['And it is slow.', true],
      ['But we like it.', true],
      ['So we wait.', true],
      ['Because legal is not ready.', true],
      ['Which is fine with us.', true],
      ['They never answered.', true],
      ['Those were late.', true],
      ['These are late.', true],
      ['The export is slow.', false],
      ['Italy is late.', false],
    ],
    read: ({ leansOnBefore }, sentence) => leansOnBefore(sentence),
  }),
];
