import type * as TalkedAbout from '../../../src/language/talked-about.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether the following name is a topic of talk.
  tableOf<typeof TalkedAbout>('language/talked-about.ts', {
    rows: [
      ['Did they talk about ', true],
      ['Did anyone mention ', true],
      ['Who mentioned the ', true],
      ['Find mentions of ', true],
      ['Find every mention of ', true],
      ['Do they want something like ', true],
      ['Our price versus ', true],
      ['Our price vs. ', true],
      ['Is it cheaper than ', true],
      ['How do we do against ', true],
      ['Which alternatives to ', true],
      ['Who wants an alternative to ', true],
      ['Do they switch to ', true],
      ['Are they switching from ', true],
      ['Who compared us with ', true],
      ['They compare the price to ', true],
      ['And what about ', false],
      ['How about ', false],
      ['So what about ', false],
      ['Ok, how about ', false],
      ['But what about ', false],
      ['okay what about ', false],
      ['What did ', false],
      ['What did we discuss with ', false],
      ['Pricing at ', false],
    ],
    read: ({ isTalkedAbout }, before) => isTalkedAbout(before),
  }),
];
