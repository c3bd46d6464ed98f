import type * as ChangeWords from '../../../src/language/change-words.ts';
import { tableOf } from '../table.ts';

const each = (frame: string, words: string): [string, boolean][] =>
  words.split(', ').map((word) => [frame.replace('…', word), true]);

export const TABLES = [
  // Whether a sentence tells a change.
  tableOf<typeof ChangeWords>('language/change-words.ts', {
    rows: [
      ...each(
        'It … on the first.',
        'signed, agreed, settled, decided, approved, arrived, dropped, fell, fall, rose, raised, lowered, moved, changed, switched, ' +
          'stopped, started, withdrew, fixed, mended, solved, is done, is met, was met, are met, was cut, were cut, is cut, went up, ' +
          'went down, went to 11, went live, went out, went from 9, came in, came before, came on, came out, has left, is leaving, ' +
          'up by two, down by two, up from two, down from two, up to two, down to two, moved to two, gave notice, has risen, has fallen, ' +
          'are done, be done, has been cut, is gone, are gone, was gone, were gone, is live, are live, am leaving',
      ),
      ...each(
        'It opens … here.',
        'now, no longer, any more, anymore, not yet, still, already, so far, this time, instead of, since Monday, since last week',
      ),
      ['The plan is new.', true],
      ['It is newer than theirs.', true],
      ['Notice went to them.', true],
      ['Is it signed?', false],
      ['It opens since we know them.', false],
      ['It opens since you know them.', false],
      ['It opens since they know us.', false],
      ['It opens since I know them.', false],
      ['Milk does not wait for the weekend.', false],
      ['We have a knownest plan.', false],
    ],
    read: ({ tellsChange }, sentence) => tellsChange(sentence),
  }),
];
