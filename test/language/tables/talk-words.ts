import type * as TalkWords from '../../../src/language/talk-words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // A question without the words that only tell that something was said.
  tableOf<typeof TalkWords>('language/talk-words.ts', {
    rows: [
      ['When did the price come up?', 'When did the price ?'],
      ['Where pricing came up', 'Where pricing'],
      ['How often it comes up in demos', 'How often it in demos'],
      ['What keeps coming up about support?', 'What keeps about support?'],
      ['Who brought up the outage?', 'Who the outage?'],
      ['Did they bring up the audit log?', 'Did they the audit log?'],
      ['Who always brings up seats?', 'Who always seats?'],
      ['Why are they bringing up the export?', 'Why are they the export?'],
      ['Did they bring the start-up along?', 'Did they bring the start-up along?'],
      ['Who came upstairs?', 'Who came upstairs?'],
    ],
    read: ({ withoutComingUp }, text) => withoutComingUp(text).replace(/\s+/g, ' ').trim(),
  }),
];
