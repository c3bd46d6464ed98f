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
  // Whether a written sentence speaks of something that only the one before names.
  tableOf<typeof LeaningWords>('language/leaning-words.ts', {
    rows: [
      ...[
        ...['It is slow.', 'Its price rose.', 'They want a cap.', 'Their budget is cut.', 'Them they would pay.'],
        ...['He asked for it.', 'His budget is cut.', 'She agreed.', 'Her team agreed.', 'This was refused.'],
        ...['That is late.', 'These are late.', 'Those are late.', 'Both were late.', 'There it is slower.'],
        ...['The same company wants a cap.', 'The other one agreed.', 'The latter agreed.', 'The former did not.'],
        'Such a cap is usual.',
      ].map((sentence) => [sentence, true] as const),
      ['Acme wants a cap.', false],
      ['Italy is late.', false],
      ['The price rose.', false],
    ],
    read: ({ pointsBack }, sentence) => pointsBack(sentence),
  }),
];
